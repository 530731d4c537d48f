import './product.fields.ts';
import sql, { raw, type Sql } from 'sql-template-tag';
import { Facility } from '../facilities/facility.entity.ts';
import { nowBind } from '../platform/read/bind.ts';
import { connection, embedded, sqlField, toMany, toOne } from '../platform/read/fields.ts';
import { exists, type ReadViewer } from '../platform/read/policy.ts';
import { extendReadType, readType } from '../platform/read/read-type.ts';
import { PACKAGING } from '../platform/standards/packaging.ts';
import { ALL_UNITS } from '../platform/standards/units.ts';
import { localised, nameOfCode } from './localised.ts';
import { PRODUCT_PREFIX } from './prefixes.ts';
import { holdsToday, ladderOrder, stepAt } from './price-sql.ts';
import { Product, ProductTransition } from './product.entity.ts';
import { PRODUCT_COMPLETENESS } from './product-completeness.ts';
import { isSetSql, orderOf, type ProductListArgs, productFilterSql } from './product-conditions.ts';
import {
  type PriceAudience,
  ProductAttribute,
  ProductCapacity,
  ProductComponent,
  ProductImage,
  ProductPrice,
} from './product-parts.entity.ts';

/** The public sees what is published, from its instant on, while its facility is public; operators see everything. */
function visible(row: Sql, viewer: ReadViewer): Sql {
  if (viewer.role === 'operator') return raw('true');
  const isMade = exists(Facility, viewer, (facility) => sql`${facility}.id = ${row}.facility_id`);
  return sql`${row}.status = 'PUBLISHED' and ${row}.publish_at <= ${nowBind} and ${isMade}`;
}

export const productRead = readType(Product, {
  prefix: PRODUCT_PREFIX,
  visible,
  fields: {
    name: localised('name'),
    description: localised('description'),
    unitName: nameOfCode('unit', new Map(ALL_UNITS.map(({ code, name }) => [code, name]))),
    packagingName: nameOfCode('packaging', new Map(Array.from(PACKAGING, ([code, { name }]) => [code, name]))),
    netContent: embedded(
      { value: sqlField((row) => sql`${row}.net_content`), unit: sqlField((row) => sql`${row}.net_content_unit`) },
      (row) => sql`${row}.net_content is not null`,
    ),
    isSet: sqlField(isSetSql),
    prices: toMany(ProductPrice, (target, row) => ({
      where: sql`${target}.product_id = ${row}.id and ${holdsToday(target)}`,
      orderBy: ladderOrder(target),
    })),
    allPrices: toMany(ProductPrice, (target, row, _, viewer) => ({
      where: viewer.role === 'operator' ? sql`${target}.product_id = ${row}.id` : raw('false'),
      orderBy: ladderOrder(target),
    })),
    priceAt: toOne<{ quantity: number; audience: PriceAudience }>(ProductPrice, (target, row, { quantity, audience }) =>
      stepAt(target, sql`${row}.id`, audience, quantity),
    ),
    capacityIn: sqlField<{ month: number }>(
      (row, { month }) => sql`(
        select capacity.quantity from product_capacity capacity
        where capacity.product_id = ${row}.id and capacity.month = ${month}::int)`,
    ),
    completeness: embedded(
      {
        percent: sqlField((row) => PRODUCT_COMPLETENESS.percentSql(row)),
        missing: sqlField((row) => PRODUCT_COMPLETENESS.gapsSql(row, 'all')),
        blocking: sqlField((row) => PRODUCT_COMPLETENESS.gapsSql(row, 'needed')),
      },
      (_, { role }) => raw(String(role === 'operator')),
    ),
  },
});

/** Who moved a product, when and why, is for operators. */
export const productTransitionRead = readType(ProductTransition, {
  visible: (_, { role }) => raw(String(role === 'operator')),
});

/** The parts of a product are reached through it alone, so its policy is theirs. */
const asItsProduct = { visible: () => raw('true') };

export const productPartReads = [
  readType(ProductImage, { ...asItsProduct, fields: { alt: localised('alt') } }),
  readType(ProductPrice, asItsProduct),
  readType(ProductCapacity, asItsProduct),
  readType(ProductAttribute, asItsProduct),
  readType(ProductComponent, {
    visible: (row, viewer) => exists(Product, viewer, (product) => sql`${product}.id = ${row}.component_id`),
  }),
];

export const facilityProductsRead = extendReadType(Facility, {
  products: connection<ProductListArgs>(Product, (target, row, { filter, orderBy }, viewer) => ({
    where: sql`${target}.facility_id = ${row}.id and ${productFilterSql(target, filter)}`,
    orderBy: orderOf(orderBy, viewer),
  })),
});
