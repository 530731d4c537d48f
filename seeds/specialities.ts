import type { EntityManager } from '@mikro-orm/postgresql';
import { Certificate } from '../src/certificates/certificate.entity.ts';
import { Facility, FacilityStatus } from '../src/facilities/facility.entity.ts';
import { facilityNameKey } from '../src/facilities/facility-name.ts';
import { AdministrativeUnit } from '../src/places/administrative-unit.entity.ts';
import { canonical } from '../src/platform/text/vietnamese.ts';
import { Product, ProductStatus } from '../src/products/product.entity.ts';
import { ProductAttribute } from '../src/products/product-parts.entity.ts';
import { categoryId, definitionId } from './categories.ts';
import { facilityTransitions, productTransitions, SEEDED_AT, stamps } from './facility-rows.ts';
import { numberOrNull, orNull, readCsv, seedId, several } from './read-data.ts';
import type { SeedSource } from './seed.ts';

type Published =
  | 'product'
  | 'producer'
  | 'commune_as_published'
  | 'district_as_published'
  | 'province_as_published'
  | 'ocop_stars';
type Derived =
  | 'product'
  | 'category_code'
  | 'legal_form'
  | 'name_en'
  | 'unit_code'
  | 'former_province_code'
  | 'former_district_code'
  | 'attributes';
type Speciality = Record<Published | Derived, string>;

const WHY = 'Taken from published lists of OCOP products and news reports.';

/** The 55 published specialities and their producers: what was published of them, and nothing else. */
export const specialitySeeds: SeedSource = async (em) => {
  const derived = new Map(readCsv<Derived>('specialities-extra.csv').map((row) => [row.product, row]));
  const rows = readCsv<Published>('specialities.csv').map((row) => ({ ...row, ...derived.get(row.product)! }));
  const placeOf = await formerPlaces(em);

  const facilities = [...new Map(rows.map((row) => [facilityId(row), row])).entries()].map(([id, row]) => ({
    ...stamps,
    id,
    name: producerName(row),
    nameKey: facilityNameKey(producerName(row)),
    legalForm: row.producer ? orNull(row.legal_form) : null,
    place: placeOf(row),
    address: orNull(row.commune_as_published),
    needs: [],
    status: FacilityStatus.VERIFIED,
    demo: false,
    producerUnknown: !row.producer,
  }));
  const products = rows.map((row) => ({
    ...stamps,
    id: seedId('product', facilityId(row), row.product),
    facility: facilityId(row),
    category: categoryId(row.category_code),
    nameVi: canonical(row.product),
    nameEn: orNull(row.name_en),
    unit: row.unit_code,
    priceOnRequest: false,
    ingredients: [],
    status: ProductStatus.PUBLISHED,
    publishAt: SEEDED_AT,
    demo: false,
  }));
  const certificates = rows
    .map((row, index) => ({ stars: numberOrNull(row.ocop_stars), product: products[index]!.id }))
    .filter(({ stars }) => stars !== null)
    // Neither number nor period was published, so the stars are shown and do not count until somebody verifies them.
    .map(({ stars, product }) => ({
      ...stamps,
      id: seedId('certificate', product, 'OCOP'),
      kind: 'OCOP',
      product,
      stars,
      demo: false,
    }));

  return [
    { entity: Facility, rows: facilities },
    facilityTransitions(facilities, WHY),
    { entity: Product, rows: products },
    productTransitions(products, WHY),
    {
      entity: ProductAttribute,
      partOf: 'product',
      rows: rows.flatMap((row, index) => attributeRows(row, products[index]!.id)),
    },
    { entity: Certificate, rows: certificates },
  ];
};

function facilityId({ producer, product, district_as_published, province_as_published }: Speciality): string {
  return seedId('facility', producer || `unknown ${product}`, district_as_published, province_as_published);
}

function producerName({ producer, product }: Speciality): string {
  return canonical(producer || `Chưa rõ nhà sản xuất — ${product}`);
}

/** Finds the smallest former unit that a speciality names, by the codes of 2025-06-30: its district, else its province. */
async function formerPlaces(em: EntityManager): Promise<(row: Speciality) => string> {
  const units = await em.find(AdministrativeUnit, { validUntil: '2025-07-01' }, { disableIdentityMap: true });
  const ids = new Map(units.map(({ level, code, id }) => [`${level} ${code}`, id]));
  return ({ product, former_province_code, former_district_code }) => {
    const id = ids.get(former_district_code ? `DISTRICT ${former_district_code}` : `PROVINCE ${former_province_code}`);
    if (!id) throw new Error(`specialities-extra.csv: no former unit has the code given for "${product}".`);
    return id;
  };
}

/** Attributes that the name of a product states: "protein-degree=38" of a fish sauce of 38 degrees. */
function attributeRows({ attributes }: Speciality, product: string): Record<string, unknown>[] {
  return several(attributes).map((attribute, position) => {
    const [code = '', value] = attribute.split('=');
    return {
      id: seedId('attribute', product, code),
      product,
      definition: definitionId(code),
      number: Number(value),
      position,
    };
  });
}
