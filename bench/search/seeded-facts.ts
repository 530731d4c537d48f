import { readCsv, readJson, seedId } from '../../seeds/read-data.ts';
import { canonical } from '../../src/platform/text/vietnamese.ts';
import type { ProductFacts } from './facts.ts';

type SpecialityColumn =
  | 'product'
  | 'producer'
  | 'commune_as_published'
  | 'district_as_published'
  | 'province_as_published';
type DerivedColumn = 'product' | 'category_code' | 'name_en' | 'former_province_code' | 'province_code';
type FacilityColumn = 'key' | 'province_code' | 'former_province_code' | 'status';

interface DemoProduct {
  key: string;
  facility: string;
  name: string;
  nameEn?: string;
  category: string;
  originPlace?: string;
  ingredients?: string[];
  status: string;
  publishAt?: string;
}

/** The products of seeds/data that the public sees, read from the files: no database and no search is asked. */
export function seededFacts(now: Date): ProductFacts[] {
  const nameToday = namesOf('places/provinces-from-2025-07-01.csv');
  const formerName = namesOf('places/provinces-until-2025-06-30.csv');
  const provincesOf = (row: { province_code: string; former_province_code: string }) => [
    nameToday.get(row.province_code)!,
    formerName.get(row.former_province_code)!,
  ];
  const above = new Map(readCsv<'code' | 'parent_code'>('categories.csv').map((row) => [row.code, row.parent_code]));
  return [...specialities(provincesOf, above), ...demoProducts(provincesOf, above, now)];
}

type ProvincesOf = (row: Record<'province_code' | 'former_province_code', string>) => string[];

function specialities(provincesOf: ProvincesOf, above: ReadonlyMap<string, string>): ProductFacts[] {
  const derived = new Map(readCsv<DerivedColumn>('specialities-extra.csv').map((row) => [row.product, row]));
  return readCsv<SpecialityColumn>('specialities.csv').map((row) => {
    const more = derived.get(row.product)!;
    const [district, province] = [row.district_as_published, row.province_as_published];
    const facility = seedId('facility', row.producer || `unknown ${row.product}`, district, province);
    return {
      id: seedId('product', facility, row.product),
      name: canonical(row.product),
      nameEn: more.name_en || null,
      categories: path(more.category_code, above),
      provinces: provincesOf(more),
      origin: [row.commune_as_published, district, province].filter(Boolean).join(', '),
      ingredients: [],
    };
  });
}

function demoProducts(provincesOf: ProvincesOf, above: ReadonlyMap<string, string>, now: Date): ProductFacts[] {
  const makers = new Map(readCsv<FacilityColumn>('demo-facilities.csv').map((row) => [row.key, row]));
  return readJson<DemoProduct[]>('demo-products.json').flatMap((product) => {
    const maker = makers.get(product.facility)!;
    const isPublished = product.status === 'PUBLISHED' && !(product.publishAt && new Date(product.publishAt) > now);
    if (!isPublished || maker.status !== 'VERIFIED') return [];
    return {
      id: seedId('demo-product', product.key),
      name: canonical(product.name),
      nameEn: product.nameEn ?? null,
      categories: path(product.category, above),
      provinces: provincesOf(maker),
      origin: product.originPlace ?? null,
      ingredients: product.ingredients ?? [],
    };
  });
}

const namesOf = (file: string): Map<string, string> =>
  new Map(readCsv<'code' | 'name'>(file).map(({ code, name }) => [code, name]));

/** A category and those above it. */
function path(code: string, above: ReadonlyMap<string, string>): string[] {
  const codes: string[] = [];
  for (let at = code; at; at = above.get(at) ?? '') codes.push(at);
  return codes;
}
