import { Random } from '../../support/random.ts';

export interface MakerRow {
  id: string;
  name: string;
  motto: string | null;
  kind: string;
  founded: string | null;
  hidden: boolean;
  address_street: string | null;
  address_ward: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface GoodRow {
  id: string;
  name: string;
  note: string | null;
  price: number;
  weight: number | null;
  ratio: number;
  organic: boolean | null;
  status: string;
  keywords: string[];
  made_by: string[] | null;
  harvests: (string | null)[] | null;
  created_at: string;
  updated_at: string | null;
  extra: unknown;
  maker_id: string;
  reseller_id: string | null;
  variant_of_id: string | null;
}

export interface BadgeRow {
  id: string;
  label: string;
  level: number;
  grade: number | null;
}

/** The rows of the toy tables, by table; columns are named as in the database. */
export interface ToyRows {
  maker: MakerRow[];
  licence: { id: string; number: string; maker_id: string }[];
  badge: BadgeRow[];
  good: GoodRow[];
  good_badges: { good_id: string; badge_id: string }[];
}

const NASTY = [
  '"',
  "'",
  '\\',
  '\n',
  '\u0001',
  '\u0002',
  '\u2028',
  '😀',
  '</script>',
  "'; drop table good; --",
  'ố',
  '{}',
  '\t$1',
  '%_',
];
const KINDS = ['coop', 'company', 'household'];

function makeRows(random: Random): ToyRows {
  const maybe = <T>(value: () => T, probability = 0.6): T | null => (random.chance(probability) ? value() : null);
  const word = () =>
    `${random.pick(['Mắm', 'Dứa', 'Chè', 'Tỏi', 'Gạo'])} ${random.whole(1, 9)}${random.chance(0.4) ? random.pick(NASTY) : ''}`;
  // Few distinct instants, of which some differ in microseconds only: pages must cut between equals.
  const instant = () =>
    `2024-0${random.whole(1, 3)}-1${random.whole(0, 9)}T0${random.whole(0, 3)}:00:00.12345${random.whole(1, 9)}+00:00`;
  const maker = Array.from({ length: 12 }, (): MakerRow => {
    const address_street = maybe(word);
    const latitude = maybe(() => random.whole(8, 23) + 0.125);
    return {
      id: random.uuid(),
      name: word(),
      motto: maybe(word, 0.7),
      kind: random.pick(KINDS),
      founded: maybe(() => `19${random.whole(10, 99)}-0${random.whole(1, 9)}-2${random.whole(0, 8)}`),
      hidden: random.chance(0.3),
      address_street,
      address_ward: address_street === null ? null : maybe(word),
      latitude,
      longitude: latitude === null ? null : maybe(() => 105.5),
    };
  });
  const badge = Array.from(
    { length: 9 },
    (_, index): BadgeRow => ({
      id: random.uuid(),
      label: word(),
      level: index + 2,
      grade: maybe(() => random.whole(1, 2)),
    }),
  );
  const good = Array.from(
    { length: 60 },
    (): GoodRow => ({
      id: random.uuid(),
      name: word(),
      note: maybe(word),
      price: random.pick([0, 1000, 2500, 4_503_599_627_370_495, 2_675_000_000]),
      weight: maybe(() => random.pick([12.5, 3, 0.125, 100])),
      ratio: random.pick([0, -1.5, 1e21, 0.1, 1 / 3, 5e-324]),
      organic: maybe(() => random.chance(0.5)),
      status: random.chance(0.75) ? 'PUBLISHED' : 'DRAFT',
      keywords: Array.from({ length: random.whole(0, 3) }, word),
      made_by: maybe(() => Array.from({ length: random.whole(0, 2) }, () => random.pick(KINDS))),
      harvests: maybe(() => Array.from({ length: random.whole(0, 3) }, () => maybe(instant))),
      created_at: instant(),
      updated_at: maybe(instant),
      extra: maybe(() => ({ nested: [1, null, { deep: 'Đ"' }], n: 1.5 })),
      maker_id: random.pick(maker).id,
      reseller_id: maybe(() => random.pick(maker).id),
      variant_of_id: null,
    }),
  );
  for (const row of good) row.variant_of_id = maybe(() => random.pick(good).id, 0.4);
  const good_badges = good.flatMap(({ id }) =>
    badge.filter(() => random.chance(0.25)).map((one) => ({ good_id: id, badge_id: one.id })),
  );
  const licence = maker
    .slice(0, 7)
    .map(({ id }, index) => ({ id: random.uuid(), number: `GP-${index}`, maker_id: id }));
  return { maker, licence, badge, good, good_badges };
}

/** The same rows for PostgreSQL and for the plain resolvers. */
export const ROWS: ToyRows = makeRows(new Random(20_250_701));

export const KEYS = {
  makers: ROWS.maker.map(({ id }) => id),
  goods: ROWS.good.map(({ id }) => id),
  badges: ROWS.badge.map(({ id }) => id),
  /** No row has it any more: it leads to the first badge. */
  mergedBadge: '00000000-0000-4000-8000-000000000001',
};
