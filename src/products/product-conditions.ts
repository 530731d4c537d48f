import sql, { type Sql } from 'sql-template-tag';
import { FACILITY_PREFIX, isFacility } from '../facilities/facility.read.ts';
import type { Role } from '../platform/auth/viewer.ts';
import {
  type ChoiceFilter,
  type CodeFilter,
  type Combined,
  choiceSql,
  codeSql,
  filterSql,
  type IdFilter,
} from '../platform/graphql/filters.ts';
import { decodeIdIfGiven, decodeIdOf } from '../platform/graphql/ids.ts';
import { type InstantFilter, instantSql, type NumberFilter, numberSql } from '../platform/graphql/range-filters.ts';
import type { Order } from '../platform/read/order.ts';
import { and } from '../platform/read/sql-text.ts';
import { CATEGORY_PREFIX, PRODUCT_PREFIX } from './prefixes.ts';
import type { ProductStatus } from './product.entity.ts';
import type { Storage } from './product-terms.ts';

/** Orders of a list of products. */
export enum ProductOrder {
  NEWEST = 'NEWEST',
  RECENTLY_CHANGED = 'RECENTLY_CHANGED',
  NAME = 'NAME',
}

/** Which products: see the GraphQL input for what each condition means. */
export interface ProductConditions extends Combined<ProductConditions> {
  id?: IdFilter | null;
  facility?: IdFilter | null;
  under?: string | null;
  status?: ChoiceFilter<ProductStatus> | null;
  externalId?: CodeFilter | null;
  hsCode?: CodeFilter | null;
  unit?: CodeFilter | null;
  packaging?: CodeFilter | null;
  storage?: ChoiceFilter<Storage> | null;
  priceOnRequest?: boolean | null;
  isSet?: boolean | null;
  demo?: boolean | null;
  minimumOrderQuantity?: NumberFilter | null;
  leadTimeDays?: NumberFilter | null;
  shelfLifeDays?: NumberFilter | null;
  publishAt?: InstantFilter | null;
  updatedAt?: InstantFilter | null;
}

export interface ProductListArgs {
  filter?: ProductConditions | null;
  orderBy: ProductOrder;
}

/** Whether the product in `row` is a set. */
export const isSetSql = (row: Sql): Sql =>
  sql`exists (select from product_component part where part.set_id = ${row}.id)`;

/** Whether the product in `row` lies in a category with the key `category`, or in one under it. */
export const liesUnder = (row: Sql, category: Sql): Sql =>
  sql`${row}.category_id in (select below.id from category below where below.path @> array[${category}]::uuid[])`;

/** The condition of a filter. @throws UserError BAD_ID */
export function productFilterSql(row: Sql, filter: ProductConditions | null | undefined): Sql {
  return filterSql(filter, (given) => [
    choiceSql(sql`${row}.id`, keysOf(given.id, PRODUCT_PREFIX, 'id')),
    madeBy(row, keysOf(given.facility, FACILITY_PREFIX, 'facility')),
    given.under != null ? liesUnder(row, sql`${decodeIdOf(CATEGORY_PREFIX, given.under, ['filter', 'under'])}`) : null,
    choiceSql(sql`${row}.status`, given.status),
    codeSql(sql`${row}.external_id`, given.externalId),
    codeSql(sql`${row}.hs_code`, given.hsCode),
    codeSql(sql`${row}.unit`, given.unit),
    codeSql(sql`${row}.packaging`, given.packaging),
    choiceSql(sql`${row}.storage`, given.storage),
    is(sql`${row}.price_on_request`, given.priceOnRequest),
    is(isSetSql(row), given.isSet),
    is(sql`${row}.demo`, given.demo),
    numberSql(sql`${row}.minimum_order_quantity`, given.minimumOrderQuantity),
    numberSql(sql`${row}.lead_time_days`, given.leadTimeDays),
    numberSql(sql`${row}.shelf_life_days`, given.shelfLifeDays),
    instantSql(sql`${row}.publish_at`, given.publishAt),
    instantSql(sql`${row}.updated_at`, given.updatedAt),
  ]);
}

/** The steps of an order, as a viewer sees the rows. */
export function orderOf(order: ProductOrder, { role }: { role: Role }): Order[] {
  switch (order) {
    case ProductOrder.NEWEST:
      // What the public sees has been published, so it has a publishAt: the index on it then gives the page.
      return [
        { expr: (row) => sql`${row}.publish_at`, direction: 'DESC', type: 'timestamptz', nullable: role !== 'public' },
      ];
    case ProductOrder.RECENTLY_CHANGED:
      return [{ expr: (row) => sql`${row}.updated_at`, direction: 'DESC', type: 'timestamptz' }];
    case ProductOrder.NAME:
      return [{ expr: (row) => sql`${row}.name_vi collate "vi-x-icu"`, type: 'text' }];
  }
}

function keysOf(filter: IdFilter | null | undefined, prefix: string, name: string): ChoiceFilter<string> | null {
  if (!filter) return null;
  const path = ['filter', name];
  return { eq: decodeIdIfGiven(prefix, filter.eq, path), in: filter.in?.map((id) => decodeIdOf(prefix, id, path)) };
}

function madeBy(row: Sql, choice: ChoiceFilter<string> | null): Sql | null {
  if (!choice) return null;
  const among = (ids: readonly string[] | null | undefined) => ids && isFacility(sql`${row}.facility_id`, ids);
  return and(among(choice.eq == null ? null : [choice.eq]), among(choice.in));
}

const is = (value: Sql, wanted: boolean | null | undefined): Sql | null =>
  wanted == null ? null : wanted ? value : sql`not ${value}`;
