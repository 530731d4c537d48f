import type { Problems } from '../platform/input/problems.ts';
import {
  type Check,
  type Checks,
  cleanGiven,
  httpUrl,
  line,
  listOf,
  nullable,
  paragraphs,
  positiveQuantity,
  required,
  wholeWithin,
} from '../platform/input/value-checks.ts';
import { parseGtin } from '../platform/standards/gtin.ts';
import { parseHsCode } from '../platform/standards/hs-code.ts';
import { parsePackaging } from '../platform/standards/packaging.ts';
import { accepted, type Parsed } from '../platform/standards/parsed.ts';
import { parseUnit } from '../platform/standards/units.ts';
import type { Product } from './product.entity.ts';
import type { PriceBasis, Storage } from './product-terms.ts';

/** A quantity with its UN/CEFACT Recommendation 20 unit code. */
export interface Measured {
  value: number;
  unit: string;
}

/** What a product is described by, its lists of parts aside. */
export interface ProductFields {
  externalId: string | null;
  nameVi: string;
  nameEn: string | null;
  descriptionVi: string | null;
  descriptionEn: string | null;
  hsCode: string | null;
  gtin: string | null;
  unit: string;
  packaging: string | null;
  netContent: Measured | null;
  priceBasis: PriceBasis | null;
  priceOnRequest: boolean;
  minimumOrderQuantity: number | null;
  leadTimeDays: number | null;
  shelfLifeDays: number | null;
  storage: Storage | null;
  ingredients: string[];
  originPlace: string | null;
  rawMaterialArea: string | null;
  traceabilityUrl: string | null;
}

/** Fields as they are given: undefined is not given, null is empty. */
export type GivenFields = {
  [Name in keyof ProductFields]?: (Name extends 'traceabilityUrl' ? string | URL : ProductFields[Name]) | null;
};

/** Fields that were checked; what was not given is missing. */
export type CleanFields = Partial<ProductFields>;

/** Longest lead time: ten years. */
const MAX_LEAD_TIME_DAYS = 3_650;
/** Longest shelf life: a hundred years. */
const MAX_SHELF_LIFE_DAYS = 36_500;

const gtin: Check<string> = (value) => mapped(parseGtin(value), ({ entered }) => entered);
const hsCode: Check<string> = (value) => mapped(parseHsCode(value), (code) => code.value);
const unit: Check<string> = (value) => mapped(parseUnit(value), ({ code }) => code);
const packaging: Check<string> = (value) => mapped(parsePackaging(value), ({ code }) => code);

const measured: Check<Measured> = (given) => {
  const value = positiveQuantity(given.value);
  if (!value.ok) return value;
  return mapped(unit(given.unit), (code) => ({ value: value.value, unit: code }));
};

const ingredients = listOf(line(200), 100);

const CHECKS: Checks<GivenFields, ProductFields> = {
  externalId: nullable(line(100)),
  nameVi: required(line(200)),
  nameEn: nullable(line(200)),
  descriptionVi: nullable(paragraphs(5_000)),
  descriptionEn: nullable(paragraphs(5_000)),
  hsCode: nullable(hsCode),
  gtin: nullable(gtin),
  unit: required(unit),
  packaging: nullable(packaging),
  netContent: nullable(measured),
  priceBasis: accepted,
  priceOnRequest: required(accepted<boolean>),
  minimumOrderQuantity: nullable(positiveQuantity),
  leadTimeDays: nullable(wholeWithin(0, MAX_LEAD_TIME_DAYS)),
  shelfLifeDays: nullable(wholeWithin(1, MAX_SHELF_LIFE_DAYS)),
  storage: accepted,
  ingredients: (list) => ingredients(list ?? []),
  originPlace: nullable(line(300)),
  rawMaterialArea: nullable(line(300)),
  traceabilityUrl: nullable(httpUrl),
};

function mapped<In, Out>(parsed: Parsed<In>, to: (value: In) => Out): Parsed<Out> {
  return parsed.ok ? accepted(to(parsed.value)) : parsed;
}

/** Checks the fields that are given and answers them as they are stored: canonical spelling, digits without separators. */
export const cleanFields = (given: GivenFields, problems: Problems): CleanFields => cleanGiven(CHECKS, given, problems);

/** Puts checked fields into a product; those that are missing stay as they are. */
export function applyFields(product: Partial<Product>, { netContent, ...columns }: CleanFields): void {
  Object.assign(product, columns);
  if (netContent !== undefined) {
    product.netContent = netContent?.value ?? null;
    product.netContentUnit = netContent?.unit ?? null;
  }
  if (columns.gtin !== undefined) product.gtin14 = columns.gtin?.padStart(14, '0') ?? null;
}
