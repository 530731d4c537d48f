import type { EntityManager } from '@mikro-orm/postgresql';
import { foreignKeysTo } from '../facilities/foreign-keys.ts';
import { columnOf, type RecordTable } from '../platform/database/batch.ts';
import type { Row } from '../platform/database/table-rows.ts';
import type { Reference } from '../platform/database/take-back.ts';
import type { PriceStep } from './price-ladder.ts';
import { Product, ProductTransition } from './product.entity.ts';
import { applyFields, type CleanFields } from './product-checks.ts';
import {
  ProductAttribute,
  ProductCapacity,
  ProductComponent,
  ProductImage,
  ProductPrice,
} from './product-parts.entity.ts';

/** Products as batches read and write them. */
export const PRODUCTS: RecordTable = {
  entity: Product,
  table: 'product',
  parts: {
    images: { table: 'product_image', owner: 'product_id' },
    prices: { table: 'product_price', owner: 'product_id' },
    capacities: { table: 'product_capacity', owner: 'product_id' },
    attributes: { table: 'product_attribute', owner: 'product_id' },
    components: { table: 'product_component', owner: 'set_id' },
  },
  derived: { gtin14: 'gtin' },
  codes: ['external_id'],
  instants: ['created_at', 'updated_at', 'publish_at'],
};

/** The columns of fields that were checked. */
export function columnsOf(fields: CleanFields): Row {
  const product: Partial<Product> = {};
  applyFields(product, fields);
  return columnsOfProperties(product);
}

/** A row of what has no relations. */
export function columnsOfProperties(values: object): Row {
  const row: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(values)) row[columnOf(property)] = value;
  return row;
}

/** A step of a ladder that is stored. */
export const stepOf = (row: Row): PriceStep => ({
  audience: row.audience as PriceStep['audience'],
  minQuantity: row.min_quantity as number,
  amount: row.amount as number,
  vatIncluded: row.vat_included as boolean,
  holdsSince: row.holds_since as string,
});

/** Entities whose rows belong to one product and change only with it. */
const OWN: readonly unknown[] = [ProductTransition, ProductImage, ProductPrice, ProductCapacity, ProductAttribute];

/** What refers to products from elsewhere, in whatever feature. */
export const referencesToProducts = (em: EntityManager): Reference[] =>
  foreignKeysTo(em, Product)
    .filter(
      ({ meta, property }) =>
        !OWN.includes(meta.class) && !(meta.class === ProductComponent && property.name === 'set'),
    )
    .map(({ meta, table, column }) => ({
      table,
      column,
      part: meta.class === ProductComponent ? 'components' : undefined,
    }));
