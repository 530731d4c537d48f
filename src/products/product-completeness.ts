import sql, { raw, type Sql } from 'sql-template-tag';
import { registerEnumType } from 'type-graphql';
import { advised, Completeness, empty, needed } from '../platform/completeness.ts';

/** What a product may still lack. */
export enum ProductGap {
  DESCRIPTION = 'DESCRIPTION',
  IMAGE = 'IMAGE',
  PRICE = 'PRICE',
  SHELF_LIFE = 'SHELF_LIFE',
  STORAGE = 'STORAGE',
  ATTRIBUTE = 'ATTRIBUTE',
  ENGLISH = 'ENGLISH',
  GTIN = 'GTIN',
  HS_CODE = 'HS_CODE',
  PACKAGING = 'PACKAGING',
  NET_CONTENT = 'NET_CONTENT',
  MINIMUM_ORDER_QUANTITY = 'MINIMUM_ORDER_QUANTITY',
  LEAD_TIME = 'LEAD_TIME',
  CAPACITY = 'CAPACITY',
  INGREDIENTS = 'INGREDIENTS',
  ORIGIN = 'ORIGIN',
}

const without =
  (part: string) =>
  (row: Sql): Sql =>
    sql`not exists (select from ${raw(part)} gap_part where gap_part.product_id = ${row}.id)`;

const isFood = (row: Sql): Sql =>
  sql`exists (select from category gap_category where gap_category.id = ${row}.category_id and gap_category."group" = 'PROCESSED_FOOD')`;

/** What a product should say before it is submitted, and what it might say besides. */
export const PRODUCT_COMPLETENESS = new Completeness<ProductGap>(raw('product'), {
  DESCRIPTION: needed('Thiếu mô tả tiếng Việt.', 'The Vietnamese description is missing.', empty('description_vi')),
  IMAGE: needed('Thiếu hình ảnh.', 'There is no image.', without('product_image')),
  PRICE: needed(
    'Thiếu giá: hãy nhập bảng giá hoặc chọn "giá theo yêu cầu".',
    'There is no price, and prices are not said to be on request.',
    (row) => sql`not ${row}.price_on_request and ${without('product_price')(row)}`,
  ),
  SHELF_LIFE: needed(
    'Thiếu hạn sử dụng (bắt buộc với thực phẩm).',
    'The shelf life is missing, which food must have.',
    (row) => sql`${empty('shelf_life_days')(row)} and ${isFood(row)}`,
  ),
  STORAGE: needed(
    'Thiếu điều kiện bảo quản (bắt buộc với thực phẩm).',
    'The storage condition is missing, which food must have.',
    (row) => sql`${empty('storage')(row)} and ${isFood(row)}`,
  ),
  ATTRIBUTE: needed(
    'Thiếu thuộc tính bắt buộc của nhóm hàng.',
    'A custom attribute that the category requires is missing.',
    (row) =>
      sql`exists (select from attribute_definition gap_definition where ${isRequiredAndMissing(raw('gap_definition'), row)})`,
  ),
  ENGLISH: advised(
    'Chưa có tên hoặc mô tả tiếng Anh.',
    'The name or the description in English is missing.',
    empty('name_en', 'description_en'),
  ),
  GTIN: advised('Chưa có mã GTIN.', 'There is no GTIN.', empty('gtin')),
  HS_CODE: advised('Chưa có mã HS.', 'There is no HS code.', empty('hs_code')),
  PACKAGING: advised('Chưa nêu bao bì.', 'The packaging is not given.', empty('packaging')),
  NET_CONTENT: advised(
    'Chưa nêu khối lượng tịnh hoặc dung tích.',
    'The net content is not given.',
    empty('net_content'),
  ),
  MINIMUM_ORDER_QUANTITY: advised(
    'Chưa nêu lượng đặt hàng tối thiểu.',
    'The minimum order quantity is not given.',
    empty('minimum_order_quantity'),
  ),
  LEAD_TIME: advised('Chưa nêu thời gian giao hàng.', 'The lead time is not given.', empty('lead_time_days')),
  CAPACITY: advised('Chưa nêu năng lực theo tháng.', 'The monthly capacity is not given.', without('product_capacity')),
  INGREDIENTS: advised(
    'Chưa nêu thành phần.',
    'The ingredients are not given.',
    (row) => sql`${row}.ingredients = '{}' and ${isFood(row)}`,
  ),
  ORIGIN: advised('Chưa nêu nơi sản xuất.', 'The place of origin is not given.', empty('origin_place')),
});

registerEnumType(ProductGap, {
  name: 'ProductGap',
  description: 'Something that a product lacks. DESCRIPTION to ATTRIBUTE are needed to submit it; the rest is advice.',
  valuesConfig: PRODUCT_COMPLETENESS.descriptions,
});

/** Whether an attribute definition is one that the product in `row` must have a value of, and has none. */
function isRequiredAndMissing(definition: Sql, row: Sql): Sql {
  return sql`${definition}.required
    and ${definition}.category_id in (select unnest(gap_category.path) from category gap_category where gap_category.id = ${row}.category_id)
    and not exists (select from product_attribute gap_value where gap_value.product_id = ${row}.id and gap_value.definition_id = ${definition}.id)`;
}
