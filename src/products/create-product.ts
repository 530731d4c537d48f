import { holdFacility } from '../facilities/load-facility.ts';
import { requireOperator } from '../platform/auth/viewer.ts';
import { write } from '../platform/database/write.ts';
import { withoutNulls } from '../platform/input/value-checks.ts';
import { Product } from './product.entity.ts';
import { type ProductContent, putContent } from './product-content.ts';

/** A product to create; the category, the Vietnamese name and the unit cannot be left out. */
export interface NewProduct extends ProductContent {
  /** Key of the facility; the key of one that was merged leads to the one that stayed. */
  facility: string;
  category: string;
  nameVi: string;
  unit: string;
}

/** Creates a draft and answers its id. @throws UserErrors with all that is wrong with it */
export const createProduct = write(async (context, input: NewProduct): Promise<string> => {
  requireOperator(context.viewer);
  const product = Object.assign(new Product(), EMPTY);
  product.facility = await holdFacility(context.em, input.facility, ['facility']);
  product.demo = product.facility.demo;
  await putContent(context, product, withoutNulls(input));
  context.em.persist(product);
  return product.id;
});

const EMPTY = {
  externalId: null,
  nameEn: null,
  descriptionVi: null,
  descriptionEn: null,
  hsCode: null,
  gtin: null,
  gtin14: null,
  packaging: null,
  netContent: null,
  netContentUnit: null,
  priceBasis: null,
  minimumOrderQuantity: null,
  leadTimeDays: null,
  shelfLifeDays: null,
  storage: null,
  originPlace: null,
  rawMaterialArea: null,
  traceabilityUrl: null,
  publishAt: null,
} satisfies Partial<Product>;
