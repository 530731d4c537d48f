import sql, { type Sql } from 'sql-template-tag';
import { bind } from '../platform/read/bind.ts';
import { dayOf } from '../platform/time/vietnam-day.ts';
import { PriceAudience } from './product-parts.entity.ts';

/** The day that it is in Viet Nam by the clock of the request. */
const today = sql`${bind(({ now }) => dayOf(now))}::date`;

/** Whether a step (a row of product_price) holds today: the newest of its audience and quantity that has begun. */
export const holdsToday = (price: Sql): Sql => sql`${price}.holds_since <= ${today} and not exists (
  select from product_price newer
  where newer.product_id = ${price}.product_id and newer.audience = ${price}.audience
    and newer.min_quantity = ${price}.min_quantity
    and newer.holds_since > ${price}.holds_since and newer.holds_since <= ${today})`;

/** Audiences in their own order, then from small to large quantities, then from old to new. */
export const ladderOrder = (price: Sql): Sql =>
  sql`array_position(${Object.values(PriceAudience)}::text[], ${price}.audience), ${price}.min_quantity, ${price}.holds_since`;

/**
 * The step of a product (its key in `product`) that applies at a quantity today: the first row of these. The newest step
 * of the largest quantity that is reached comes first, so nothing newer can replace it.
 */
export function stepAt(
  price: Sql,
  product: Sql,
  audience: PriceAudience,
  quantity: number | Sql,
): { where: Sql; orderBy: Sql } {
  return {
    where: sql`${price}.product_id = ${product} and ${price}.audience = ${audience}
      and ${price}.min_quantity <= ${quantity}::float8 and ${price}.holds_since <= ${today}`,
    orderBy: sql`${price}.min_quantity desc, ${price}.holds_since desc`,
  };
}
