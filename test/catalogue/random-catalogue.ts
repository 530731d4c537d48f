import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import { LegalForm } from '../../src/facilities/facility.entity.ts';
import type { AttributeCondition, FacetRequest, Filter, Order, SearchQuery } from '../../src/platform/search/query.ts';
import { fold } from '../../src/platform/text/vietnamese.ts';
import { dayOf } from '../../src/platform/time/vietnam-day.ts';
import { AttributeType } from '../../src/products/category.entity.ts';
import { PriceAudience } from '../../src/products/product-parts.entity.ts';
import type { Random } from '../support/random.ts';
import { CertificateKind, type Fixture, UnitLevel, UnitType } from './fixture.ts';

type Steps = readonly [quantity: number, amount: number, audience: PriceAudience, since: string][];

/** A product as the plain reading of the search knows it. */
export interface PlainDocument {
  id: string;
  /** Folded words of its name and of what stands around it. */
  named: ReadonlySet<string>;
  /** The words of its other texts, as they are written there and folded. */
  mentioned: ReadonlySet<string>;
  publishAt: Date;
  category: readonly string[];
  places: readonly string[];
  province: string | null;
  certificates: readonly { kind: string; from: string; until: string }[];
  legalForm: string | null;
  unit: string;
  facility: string;
  demo: boolean;
  minimumOrderQuantity: number | null;
  prices: Steps;
  capacities: readonly (number | null)[];
  at: readonly [number, number] | null;
  attributes: Readonly<Record<string, unknown>>;
}

const WORDS = ['dừa', 'dứa', 'dưa', 'mắm', 'nước', 'kẹo', 'bánh', 'gạo', 'mật', 'ong'];
const INSTANTS = ['2026-03-01', '2026-06-01', '2026-09-01', '2026-12-01'].map((day) => `${day}T05:00:00.000Z`);

/** Fills the application with a random catalogue and answers it as plain documents. */
export async function fillRandomly(fixture: Fixture, random: Random, size: number): Promise<PlainDocument[]> {
  const provinces = ['An Giang', 'Huế', 'Hà Nội'].map((name) => fixture.unit(name, UnitLevel.PROVINCE));
  const communes = provinces.flatMap((parent, index) =>
    [1, 2].map((number) => ({
      unit: fixture.unit(`Xã ${index}${number}`, UnitLevel.COMMUNE, { parent, type: UnitType.COMMUNE }),
      province: parent,
    })),
  );
  const categories = ['Nhóm một', 'Nhóm hai'].flatMap((name) => {
    const top = fixture.category(name);
    return [top, fixture.category(`${name} dưới`, top)];
  });
  const size1 = fixture.attribute(categories[0]!, 'size', AttributeType.DECIMAL);
  const kind = fixture.attribute(categories[0]!, 'kind', AttributeType.ENUM, ['a', 'b', 'c']);
  const facilities = Array.from({ length: 12 }, (_, index) => {
    const place = maybe(random, () => random.pick(communes));
    const at = maybe(random, (): [number, number] => [10 + 10 * random.next(), 105 + 3 * random.next()]);
    const legalForm = maybe(random, () => random.pick(Object.values(LegalForm)));
    const facility = fixture.facility(`Cơ sở ${index}`, {
      ...(place && { place: place.unit }),
      ...(at && { at }),
      ...(legalForm && { legalForm }),
    });
    return { facility, place, at, legalForm, certificates: certificatesOf(fixture, random, { facility }) };
  });
  const made = Array.from({ length: size }, (): { product: ReturnType<Fixture['product']>; plain: PlainDocument } => {
    const maker = random.pick(facilities);
    const category = random.pick(categories);
    const words = [random.pick(WORDS), random.pick(WORDS)];
    const description = random.pick(WORDS);
    const prices = pricesOf(random);
    const capacities = Array.from({ length: 12 }, () => maybe(random, () => below(random, 5)));
    const number = maybe(random, () => below(random, 5));
    const option = maybe(random, () => random.pick([...kind.options]));
    const given = {
      unit: random.pick(['KGM', 'LTR']),
      demo: below(random, 2) === 0,
      minimumOrderQuantity: maybe(random, () => below(random, 10)),
      publishAt: new Date(random.pick(INSTANTS)),
    };
    const product = fixture.product(words.join(' '), {
      ...given,
      facility: maker.facility,
      category,
      descriptionVi: description,
      prices,
      capacities,
      attributes: [
        ...(number === null ? [] : [{ definition: size1, number }]),
        ...(option === null ? [] : [{ definition: kind, option }]),
      ],
    });
    const own = certificatesOf(fixture, random, { product });
    const around = `${maker.facility.name} ${category.path
      .map((id) => categories.find((other) => other.id === id)!)
      .map(({ nameVi, nameEn }) => `${nameVi} ${nameEn}`)
      .join(' ')} ${maker.place ? `${maker.place.unit.name} ${maker.place.province.name}` : ''} `;
    const body = `${description} ${option ? `${option.nameVi} ${option.nameEn}` : ''}`;
    const wordsOf = (text: string) => new Set(fold(text).split(/[^a-z0-9]+/));
    return {
      product,
      plain: {
        id: product.id,
        named: wordsOf(`${words.join(' ')} ${around}`),
        mentioned: new Set([...wordsOf(body), ...body.split(' ')]),
        category: category.path,
        places: maker.place ? [maker.place.unit.id, maker.place.province.id] : [],
        province: maker.place?.province.id ?? null,
        certificates: [...own, ...maker.certificates],
        legalForm: maker.legalForm,
        facility: maker.facility.id,
        prices,
        capacities,
        at: maker.at,
        attributes: { size: number ?? undefined, kind: option?.code },
        ...given,
      },
    };
  });
  await fixture.index();
  return made.map(({ plain }) => plain);
}

function certificatesOf(
  fixture: Fixture,
  random: Random,
  holder: Pick<Parameters<Fixture['certificate']>[0], 'product' | 'facility'>,
) {
  return Array.from({ length: below(random, 3) }, () => {
    const from = below(random, INSTANTS.length - 1);
    const period = { from: INSTANTS[from]!, until: INSTANTS[from + 1 + below(random, INSTANTS.length - from - 1)]! };
    const kind = random.pick([CertificateKind.ATTP, CertificateKind.HACCP, CertificateKind.HALAL]);
    fixture.certificate({ ...holder, kind, ...period });
    return { kind, ...period };
  });
}

function pricesOf(random: Random): Steps {
  const steps = Array.from({ length: below(random, 5) }, (): Steps[number] => [
    random.pick([1, 50, 500]),
    (1 + below(random, 9)) * 10_000,
    random.pick([PriceAudience.WHOLESALE, PriceAudience.RETAIL]),
    random.pick(['2026-01-01', '2026-08-01']),
  ]);
  const keys = steps.map(([quantity, , audience, since]) => `${quantity} ${audience} ${since}`);
  return steps.filter((_, index) => keys.indexOf(keys[index]!) === index);
}

/** A whole number from 0 to below `end`. */
const below = (random: Random, end: number): number => random.whole(0, end - 1);

const maybe = <T>(random: Random, value: () => T): T | null => (random.chance(0.7) ? value() : null);

/** A random query over the documents. */
export function randomQuery(random: Random, documents: readonly PlainDocument[]): SearchQuery & { words: string[] } {
  const like = () => random.pick(documents);
  const makers: (() => Filter | null)[] = [
    () => ({ kind: 'any', field: 'category', values: [random.pick(like().category), random.pick(like().category)] }),
    () => ({ kind: 'any', field: 'place', values: like().places.slice(0, 1 + below(random, 2)) }),
    () => ({ kind: 'all', field: 'certificate', values: [random.pick(['ATTP', 'HACCP', 'HALAL'])] }),
    () => ({
      kind: 'any',
      field: 'legalForm',
      values: [random.pick(Object.values(LegalForm)), random.pick(Object.values(LegalForm))],
    }),
    () => ({ kind: 'any', field: 'unit', values: ['KGM'] }),
    () => ({ kind: 'any', field: 'facility', values: [like().facility, like().facility, like().facility] }),
    () => ({ kind: 'flag', field: 'demo', value: below(random, 2) === 0 }),
    () => ({ kind: 'range', field: 'minimumOrderQuantity', max: below(random, 10) }),
    () => ({ kind: 'month', field: 'capacity', month: 1 + below(random, 12), min: below(random, 5) }),
    () => ({ kind: 'price', field: 'price', ...ladderPoint(random), min: below(random, 5) * 10_000, max: 60_000 }),
    () => ({
      kind: 'within',
      field: 'location',
      centre: { latitude: 15, longitude: 106 },
      kilometres: 100 + below(random, 600),
    }),
    () => ({ kind: 'attribute', field: 'attributes', code: 'size', min: below(random, 5) }),
    () => ({ kind: 'attribute', field: 'attributes', code: 'kind', any: ['a', 'b'] }),
  ];
  const facets: FacetRequest[] = [
    { field: 'category' },
    { field: 'province', narrowedBy: 'place' },
    { field: 'certificate' },
    { field: 'legalForm' },
    { field: 'unit' },
    { field: 'demo' },
    { field: 'attributes', code: 'kind' },
  ].filter(() => below(random, 2) === 0);
  const words = Array.from({ length: below(random, 3) }, () => random.pick(WORDS)).map((word) =>
    below(random, 2) === 0 ? word : fold(word),
  );
  const orders: Order[] = [
    { by: 'relevance' },
    { by: 'newest' },
    { by: 'price', field: 'price', ...ladderPoint(random), descending: below(random, 2) === 0 },
    { by: 'distance', field: 'location', from: { latitude: 15, longitude: 106 } },
  ];
  return {
    kinds: [CATALOGUE.kinds[0]!.name],
    text: null,
    words,
    filters: makers.filter(() => below(random, 5) === 0).flatMap((make) => make() ?? []),
    facets,
    order: random.pick(orders),
    page: { size: 1_000, backward: false, after: null, before: null },
    at: new Date(random.pick(INSTANTS)),
  };
}

const ladderPoint = (random: Random) => ({
  quantity: random.pick([1, 49, 50, 1000]),
  audience: random.pick([PriceAudience.WHOLESALE, PriceAudience.RETAIL]),
});

/** Whether a document fulfils a filter, by the plain reading. */
export function fulfils(document: PlainDocument, filter: Filter, at: Date): boolean {
  switch (filter.kind) {
    case 'any': {
      const values: Record<string, readonly (string | null)[]> = {
        category: document.category,
        place: document.places,
        legalForm: [document.legalForm],
        unit: [document.unit],
        facility: [document.facility],
      };
      return values[filter.field]!.some((value) => value !== null && filter.values.includes(value));
    }
    case 'all':
      return filter.values.every((kind) => validKinds(document, at).has(kind));
    case 'flag':
      return document.demo === filter.value;
    case 'range':
      return within(document.minimumOrderQuantity, filter);
    case 'month':
      return within(document.capacities[filter.month - 1] ?? null, { min: filter.min });
    case 'price':
      return within(priceOf(document, filter, at), filter);
    case 'within':
      return within(distanceOf(document, filter.centre), { max: filter.kilometres });
    case 'attribute':
      return suits(document.attributes[filter.code], filter);
  }
}

const within = (
  value: number | null,
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number },
) => value !== null && value >= min && value <= max;

const suits = (value: unknown, { any, min, max }: AttributeCondition): boolean =>
  value !== undefined && (any ? any.includes(String(value)) : within(Number(value), { min, max }));

export const validKinds = ({ certificates }: PlainDocument, at: Date): Set<string> =>
  new Set(
    certificates.filter(({ from, until }) => new Date(from) <= at && at < new Date(until)).map(({ kind }) => kind),
  );

export function priceOf(
  { prices }: PlainDocument,
  point: { quantity: number; audience: string },
  at: Date,
): number | null {
  const reached = prices
    .filter(
      ([quantity, , audience, since]) =>
        audience === point.audience && quantity <= point.quantity && since <= dayOf(at),
    )
    .sort((a, b) => b[0] - a[0] || (a[3] < b[3] ? 1 : -1));
  return reached[0]?.[1] ?? null;
}

export function distanceOf({ at }: PlainDocument, from: { latitude: number; longitude: number }): number | null {
  if (!at) return null;
  const [radians, cosines] = [
    (degrees: number) => (degrees * Math.PI) / 180,
    (degrees: number) => Math.cos((degrees * Math.PI) / 180),
  ];
  const chord =
    Math.sin(radians(at[0] - from.latitude) / 2) ** 2 +
    cosines(at[0]) * cosines(from.latitude) * Math.sin(radians(at[1] - from.longitude) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(Math.min(1, chord)));
}
