import sql, { raw, type Sql } from 'sql-template-tag';
import type { Rows } from './fields.ts';
import type { BoundType } from './model.ts';
import type { ReadViewer } from './policy.ts';
import { and, concatenate, integer, type Json } from './sql-text.ts';

/** The alias of a row at a depth of nesting; sub-selects side by side may share one. Features keep to other names. */
export const rowAlias = (depth: number): Sql => raw(`r${depth}`);

/** The JSON of the first of the rows that the viewer may see; null when there is none. */
export function oneRow(type: BoundType, row: Sql, json: Json, rows: Rows, viewer: ReadViewer): Sql {
  const { join = raw(''), orderBy, limit } = rows;
  return sql`(select ${concatenate(json)} from ${type.table} ${row} ${join} where ${seen(type, row, rows, viewer)}${tail(orderBy, limit)})`;
}

/** The JSON array of the rows that the viewer may see. */
export function manyRows(type: BoundType, row: Sql, json: Json, rows: Rows, viewer: ReadViewer): Sql {
  const order = rows.orderBy ?? sql`${row}.${type.key.name}`;
  return listOfRows(type.table, row, json, {
    ...rows,
    where: seen(type, row, rows, viewer),
    orderBy: order,
  });
}

const seen = (type: BoundType, row: Sql, { where, seenWithRow }: Rows, viewer: ReadViewer): Sql =>
  and(seenWithRow ? null : type.visible(row, viewer), where);

/** The JSON array of rows of any source. The inner select orders and limits: an aggregate keeps the order it is fed in. */
export function listOfRows(source: Sql, row: Sql, json: Json, { join = raw(''), where, orderBy, limit }: Rows): Sql {
  return sql`(select '[' || coalesce(string_agg(${concatenate(json)}, ','), '') || ']' from (select ${row}.* from ${source} ${row} ${join} where ${and(where)}${tail(orderBy, limit)}) ${row})`;
}

function tail(orderBy: Sql | undefined, limit: number | undefined): Sql {
  const order = orderBy ? sql` order by ${orderBy}` : raw('');
  return limit === undefined ? order : sql`${order} limit ${integer(limit)}`;
}
