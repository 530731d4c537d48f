import type { Maker } from './facilities.ts';
import type { Made } from './products.ts';
import type { Random } from './random.ts';

type Row = Record<string, unknown>;

/** Kinds with the part of those who hold one. */
type Kinds = readonly (readonly [kind: string, part: number])[];

const FOOD_FACILITIES: Kinds = [['ATTP', 0.72], ['HACCP', 0.2], ['ISO_22000', 0.1], ['GMP', 0.05], ['FDA', 0.02]]; // biome-ignore format: a table
const OTHER_FACILITIES: Kinds = [['ISO_9001', 0.12]];
const FOOD: Kinds = [['ATTP', 0.35], ['OCOP', 0.25], ['VIETGAP', 0.12], ['ORGANIC', 0.06], ['HALAL', 0.05], ['GEOGRAPHICAL_INDICATION', 0.03]]; // biome-ignore format: a table
const OTHER: Kinds = [
  ['OCOP', 0.15],
  ['OTHER', 0.05],
];

/** The certificates of a facility, by which all its products are sold. */
export const facilityCertificates = (random: Random, { id, isFood, recordedAt }: Maker): Row[] =>
  draw(random, isFood ? FOOD_FACILITIES : OTHER_FACILITIES, { facility_id: id, product_id: null }, recordedAt);

export const productCertificates = (random: Random, { id, goods, recordedAt }: Made): Row[] =>
  draw(random, goods.isFood ? FOOD : OTHER, { facility_id: null, product_id: id }, recordedAt);

function draw(random: Random, kinds: Kinds, holder: Row, recordedAt: Date): Row[] {
  return kinds
    .filter(([, part]) => random.chance(part))
    .map(([kind]) => {
      const fate = random.number();
      const isLapsed = fate < 0.12;
      const isVerified = fate < 0.92;
      const from = isLapsed ? 2021 : 2024 + random.integer(0, 1);
      // What holds does so far beyond any run of the benchmark: its answers must not change with the day.
      const until = isLapsed ? 2024 : 2045 + random.integer(0, 3);
      const day = `${random.integer(1, 12)}`.padStart(2, '0');
      return {
        id: random.uuid(recordedAt),
        created_at: recordedAt,
        updated_at: recordedAt,
        kind,
        ...holder,
        stars: kind === 'OCOP' ? random.pick([3, 3, 3, 4, 4, 5]) : null,
        number: `${random.integer(1, 9999)}/${from}/${kind}`,
        issuer:
          kind === 'OCOP'
            ? 'UBND tỉnh'
            : random.pick(['Sở Công Thương', 'Sở Nông nghiệp và Môi trường', 'QUACERT', 'Vinacontrol']),
        valid_from: `${from}-${day}-01T00:00:00+07:00`,
        valid_until: `${until}-${day}-01T00:00:00+07:00`,
        evidence_url: random.chance(0.3) ? `https://vi-du.vn/chung-nhan/${random.bits()}` : null,
        verified_at: isVerified ? recordedAt : null,
        verified_by: isVerified ? 'bench' : null,
        demo: true,
      };
    });
}
