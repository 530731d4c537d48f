import { v7 as uuid } from 'uuid';
import { refuseOtherDemo } from '../facilities/demo.ts';
import type { Refused, Stored, Wanted } from '../platform/database/batch.ts';
import type { Row } from '../platform/database/table-rows.ts';
import type { Text } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import { withAttributes } from './attributes-to-save.ts';
import type { Ground } from './batch-ground.ts';
import { withPrices } from './price-changes.ts';
import { MAX_PRICES, refusePricesOnRequest } from './price-ladder.ts';
import { checkComponents } from './product-components.ts';
import { columnsOf, columnsOfProperties, stepOf } from './product-table.ts';
import type { ProductToSave } from './product-to-save.ts';

/** What a product of a batch is to be, or all that is wrong with it. Pure. */
export function planProduct(index: number, given: ProductToSave, ground: Ground): Wanted | Refused {
  const problems = new Problems();
  const stored = given.id === null ? null : (ground.products.get(given.id) ?? null);
  const id = stored ? (stored.row.id as string) : (given.newId ?? uuid());
  if (given.id !== null && !stored) {
    problems.add(['id'], NO_PRODUCT, 'NOT_FOUND');
    return { outcome: 'REFUSED', errors: problems.list };
  }
  if (stored) refuseOtherDemo(given.demo, stored.row.demo as boolean, problems);
  const start: Row = stored ? { id } : newRow(id, given, ground, problems);
  if (given.category !== undefined && !ground.categories.has(given.category)) {
    problems.add(['category'], NO_CATEGORY, 'NOT_FOUND');
  }
  const said = { ...start, ...columnsOf(given.fields), ...(given.category && { category_id: given.category }) };
  const parts = partsOf(said, given, stored, ground, problems);
  const row = { ...said, ...onRequestOf(given, parts) };
  refuseTooManyPrices(row, stored, parts.prices, problems);
  return problems.list.length > 0 ? { outcome: 'REFUSED', errors: problems.list } : { index, stored, row, parts };
}

/** Audiences whose prices are on request make the whole product so where it has no other price. */
function onRequestOf({ onRequest = [], fields }: ProductToSave, { prices }: Record<string, readonly Row[]>): Row {
  if (onRequest.length === 0 || fields.priceOnRequest !== undefined) return {};
  return { price_on_request: prices?.length === 0 };
}

function newRow(id: string, given: ProductToSave, { facilities }: Ground, problems: Problems): Row {
  const facility = facilities.get(given.facility);
  if (!facility) problems.add(['facility'], NO_FACILITY, 'NOT_FOUND');
  const { nameVi, unit } = given.fields;
  for (const [name, value] of Object.entries({ nameVi, unit, category: given.category })) {
    if (value === undefined) problems.add([name], EMPTY);
  }
  const demo = (given.demo ?? false) || facility?.demo === true;
  refuseOtherDemo(given.demo, demo, problems);
  return { id, facility_id: facility?.id, price_on_request: false, ingredients: [], status: 'DRAFT', demo };
}

function partsOf(
  row: Row,
  given: ProductToSave,
  stored: Stored | null,
  ground: Ground,
  problems: Problems,
): Record<string, readonly Row[]> {
  const parts: Record<string, readonly Row[]> = {};
  const { images, prices, onRequest = [], capacities, attributes, components } = given;
  if (images !== undefined) parts.images = (images ?? []).map(columnsOfProperties);
  if (capacities !== undefined) parts.capacities = (capacities ?? []).map(columnsOfProperties);
  if (prices !== undefined || onRequest.length > 0) {
    const ladder = (stored?.parts.prices ?? []).map(stepOf).filter(({ audience }) => !onRequest.includes(audience));
    parts.prices = prices === null ? [] : withPrices(ladder, prices ?? []).map(columnsOfProperties);
  }
  if (attributes !== undefined || (stored && given.category !== undefined)) {
    const path = ground.categories.get((row.category_id ?? stored?.row.category_id) as string)?.path ?? [];
    const allowed = ground.definitions.filter(({ category }) => (path as string[]).includes(category.id));
    parts.attributes = withAttributes(stored?.parts.attributes ?? [], attributes, allowed, problems);
  }
  if (components !== undefined) {
    const isInSet = ground.inSets.has(row.id as string);
    const checked = checkComponents(row.id as string, components ?? [], { ...ground, isInSet }, problems);
    parts.components = checked.map(({ component, quantity, position }) => ({
      component_id: component.row.id,
      quantity,
      position,
    }));
  }
  return parts;
}

function refuseTooManyPrices(
  row: Row,
  stored: Stored | null,
  given: readonly Row[] | undefined,
  problems: Problems,
): void {
  const prices = (given ?? stored?.parts.prices ?? []).length;
  if (given && prices > MAX_PRICES) problems.add(['prices'], TOO_MANY_PRICES, 'LIMIT_EXCEEDED');
  const onRequest = row.price_on_request ?? stored?.row.price_on_request;
  if (onRequest && (row.price_on_request || given)) refusePricesOnRequest(prices, problems);
}

const NO_PRODUCT: Text = {
  vi: 'Không có sản phẩm nào mang mã định danh này.',
  en: 'There is no product with this id.',
};
const NO_FACILITY: Text = {
  vi: 'Không có cơ sở nào mang mã định danh này.',
  en: 'There is no facility with this id.',
};
const NO_CATEGORY: Text = {
  vi: 'Không có nhóm hàng nào mang mã định danh này.',
  en: 'There is no category with this id.',
};
const EMPTY: Text = { vi: 'Giá trị này không được bỏ trống.', en: 'This must not be empty.' };
const TOO_MANY_PRICES: Text = {
  vi: `Bảng giá có tối đa ${MAX_PRICES} dòng.`,
  en: `A price ladder has at most ${MAX_PRICES} steps.`,
};
