import type { EntityManager } from '@mikro-orm/postgresql';
import { Certificate } from '../src/certificates/certificate.entity.ts';
import { Facility, type FacilityStatus } from '../src/facilities/facility.entity.ts';
import { needsInOrder } from '../src/facilities/facility-fields.ts';
import { facilityNameKey } from '../src/facilities/facility-name.ts';
import { AdministrativeUnit } from '../src/places/administrative-unit.entity.ts';
import { canonical } from '../src/platform/text/vietnamese.ts';
import { endOfDay, startOfDay } from '../src/platform/time/vietnam-day.ts';
import { Product, type ProductStatus } from '../src/products/product.entity.ts';
import {
  ProductAttribute,
  ProductCapacity,
  ProductComponent,
  ProductImage,
  ProductPrice,
} from '../src/products/product-parts.entity.ts';
import { categoryId, definitionId, optionId } from './categories.ts';
import { facilityTransitions, productTransitions, SEEDED_AT, stamps } from './facility-rows.ts';
import { numberOrNull, orNull, readCsv, readJson, seedId, several, textOrNull } from './read-data.ts';
import type { SeedSource } from './seed.ts';

type FacilityColumn =
  | 'key' | 'name' | 'name_en' | 'legal_form' | 'vsic_code' | 'vsic_version' | 'province_code' | 'commune_code' | 'address'
  | 'latitude' | 'longitude' | 'email' | 'craft_village' | 'founded_year' | 'workers' | 'needs' | 'status'; // biome-ignore format: a list of columns

interface DemoProduct {
  key: string;
  facility: string;
  name: string;
  nameEn?: string;
  description?: string;
  descriptionEn?: string;
  category: string;
  hsCode?: string;
  gtin?: string;
  unit: string;
  packaging?: string;
  netContent?: { value: number; unit: string };
  prices?: { audience: string; minQuantity: number; amount: number; vatIncluded: boolean; holdsSince: string }[];
  priceOnRequest?: boolean;
  priceBasis?: string;
  minimumOrderQuantity?: number;
  leadTimeDays?: number;
  capacity?: number[];
  shelfLifeDays?: number;
  storage?: string;
  ingredients?: string[];
  originPlace?: string;
  rawMaterialArea?: string;
  images?: { url: string; alt?: string; altEn?: string }[];
  attributes?: Record<string, string | number | boolean>;
  components?: { product: string; quantity: number }[];
  traceabilityUrl?: string;
  status: ProductStatus;
  publishAt?: string;
}

interface DemoCertificate {
  facility?: string;
  product?: string;
  kind: string;
  stars?: number;
  number: string;
  issuer: string;
  validFrom: string;
  validUntil: string;
  verified: boolean;
}

const WHY = 'Invented for demonstration.';
const facilityId = (key: string): string => seedId('demo-facility', key);
const productId = (key: string): string => seedId('demo-product', key);

/** Invented producers, products and certificates; each is named as such and marked `demo`. */
export const demoSeeds: SeedSource = async (em) => {
  const facilities = await demoFacilities(em);
  const source = readJson<DemoProduct[]>('demo-products.json');
  const products = source.map(productRow);
  return [
    { entity: Facility, rows: facilities },
    facilityTransitions(facilities, WHY),
    { entity: Product, rows: products },
    productTransitions(products, WHY),
    { entity: ProductImage, partOf: 'product', rows: source.flatMap(imageRows) },
    { entity: ProductPrice, partOf: 'product', rows: source.flatMap(priceRows) },
    { entity: ProductCapacity, partOf: 'product', rows: source.flatMap(capacityRows) },
    { entity: ProductAttribute, partOf: 'product', rows: source.flatMap(attributeRows) },
    { entity: ProductComponent, partOf: 'set', rows: source.flatMap(componentRows) },
    { entity: Certificate, rows: readJson<DemoCertificate[]>('demo-certificates.json').map(certificateRow) },
  ];
};

async function demoFacilities(em: EntityManager) {
  const communes = await em.find(
    AdministrativeUnit,
    { level: 'COMMUNE' as never, validUntil: null },
    { disableIdentityMap: true },
  );
  const ids = new Map(communes.map(({ code, id }) => [code, id]));
  return readCsv<FacilityColumn>('demo-facilities.csv').map((row) => {
    const place = ids.get(row.commune_code);
    if (!place)
      throw new Error(`demo-facilities.csv: ${row.key} lies in commune ${row.commune_code}, which does not exist.`);
    return {
      ...stamps,
      id: facilityId(row.key),
      name: canonical(row.name),
      nameEn: orNull(row.name_en),
      nameKey: facilityNameKey(row.name),
      legalForm: orNull(row.legal_form),
      vsicCode: orNull(row.vsic_code),
      vsicVersion: row.vsic_version ? `VSIC_${row.vsic_version}` : null,
      place,
      address: textOrNull(row.address),
      latitude: numberOrNull(row.latitude),
      longitude: numberOrNull(row.longitude),
      email: orNull(row.email),
      craftVillage: orNull(row.craft_village),
      foundedYear: numberOrNull(row.founded_year),
      workers: numberOrNull(row.workers),
      needs: needsInOrder(several(row.needs)),
      status: row.status as FacilityStatus,
      demo: true,
      producerUnknown: false,
    };
  });
}

function productRow(product: DemoProduct) {
  const { key, facility, name, description, category, gtin, netContent, status, publishAt } = product;
  return {
    ...stamps,
    id: productId(key),
    facility: facilityId(facility),
    category: categoryId(category),
    externalId: key,
    nameVi: canonical(name),
    nameEn: product.nameEn ?? null,
    descriptionVi: textOrNull(description),
    descriptionEn: textOrNull(product.descriptionEn),
    hsCode: product.hsCode ?? null,
    gtin: gtin ?? null,
    gtin14: gtin?.padStart(14, '0') ?? null,
    unit: product.unit,
    packaging: product.packaging ?? null,
    netContent: netContent?.value ?? null,
    netContentUnit: netContent?.unit ?? null,
    priceBasis: product.priceBasis ?? null,
    priceOnRequest: product.priceOnRequest ?? false,
    minimumOrderQuantity: product.minimumOrderQuantity ?? null,
    leadTimeDays: product.leadTimeDays ?? null,
    shelfLifeDays: product.shelfLifeDays ?? null,
    storage: product.storage ?? null,
    ingredients: product.ingredients ?? [],
    originPlace: textOrNull(product.originPlace),
    rawMaterialArea: textOrNull(product.rawMaterialArea),
    traceabilityUrl: product.traceabilityUrl ?? null,
    status,
    publishAt: publishAt ? new Date(publishAt) : status === 'DRAFT' || status === 'SUBMITTED' ? null : SEEDED_AT,
    demo: true,
  };
}

const imageRows = ({ key, images = [] }: DemoProduct) =>
  images.map(({ url, alt, altEn }, position) => ({
    id: seedId('image', key, position),
    product: productId(key),
    url,
    altVi: textOrNull(alt),
    altEn: textOrNull(altEn),
    position,
  }));

const priceRows = ({ key, prices = [] }: DemoProduct) =>
  prices.map((price) => ({
    id: seedId('price', key, price.audience, price.minQuantity, price.holdsSince),
    product: productId(key),
    ...price,
  }));

const capacityRows = ({ key, capacity = [] }: DemoProduct) =>
  capacity.map((quantity, index) => ({
    id: seedId('capacity', key, index + 1),
    product: productId(key),
    month: index + 1,
    quantity,
  }));

const attributeRows = ({ key, attributes = {} }: DemoProduct) =>
  Object.entries(attributes).map(([code, value], position) => {
    const isOption = readOptions().has(optionId(code, String(value)));
    return {
      id: seedId('attribute', key, code),
      product: productId(key),
      definition: definitionId(code),
      text: typeof value === 'string' && !isOption ? value : null,
      number: typeof value === 'number' ? value : null,
      boolean: typeof value === 'boolean' ? value : null,
      option: isOption ? optionId(code, String(value)) : null,
      position,
    };
  });

const componentRows = ({ key, components = [] }: DemoProduct) =>
  components.map(({ product, quantity }, position) => ({
    id: seedId('component', key, product),
    set: productId(key),
    component: productId(product),
    quantity,
    position,
  }));

const certificateRow = (certificate: DemoCertificate) => ({
  ...stamps,
  id: seedId('demo-certificate', certificate.facility ?? null, certificate.product ?? null, certificate.number),
  kind: certificate.kind,
  product: certificate.product ? productId(certificate.product) : null,
  facility: certificate.facility ? facilityId(certificate.facility) : null,
  stars: certificate.stars ?? null,
  number: certificate.number,
  issuer: certificate.issuer,
  validFrom: startOfDay(certificate.validFrom),
  validUntil: endOfDay(certificate.validUntil),
  verifiedAt: certificate.verified ? SEEDED_AT : null,
  verifiedBy: certificate.verified ? 'seeds' : null,
  demo: true,
});

let options: Set<string> | undefined;

/** Ids of all values of ENUM attributes. */
function readOptions(): Set<string> {
  options ??= new Set(
    readCsv<'code' | 'enum_values'>('attribute-definitions.csv').flatMap(({ code, enum_values }) =>
      several(enum_values).map((value) => optionId(code, value.split('=')[0]!)),
    ),
  );
  return options;
}
