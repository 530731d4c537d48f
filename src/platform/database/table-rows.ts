import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { execute } from './execute.ts';

/** A row by the names of its columns, with values as JSON has them; what is absent is null. */
export type Row = Readonly<Record<string, unknown>>;

/** What keeps others off rows until the transaction ends: from any change, or from a change that would touch what refers to them. */
export type RowLock = 'for update' | 'for share';

/**
 * The rows that have one of `values` in a column, in the order of their ids: two batches that lock the same rows do so in one order, and so
 * do not lock each other out.
 */
export async function readRows(
  em: EntityManager,
  table: string,
  values: readonly string[],
  { column = 'id', lock }: { column?: string; lock?: RowLock } = {},
): Promise<Row[]> {
  if (values.length === 0) return [];
  const query = sql`
    select to_json(stored) as row from ${raw(table)} stored
    where stored.${raw(column)} = any(${values}::uuid[]) order by stored.id ${raw(lock ?? '')}`;
  const found = await execute<{ row: Row }>(em, query);
  return found.map(({ row }) => row);
}

/** Rows as one value that a statement reads like a table. */
export const asTable = (table: string, rows: readonly Row[]): Sql =>
  sql`json_populate_recordset(null::${raw(table)}, ${JSON.stringify(rows)}::json)`;

/** Inserts rows in their order; columns that no row fills get their defaults. */
export async function insertRows(em: EntityManager, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = list(filledColumns(rows));
  await execute(em, sql`insert into ${raw(table)} (${columns}) select ${columns} from ${asTable(table, rows)}`);
}

/** Writes some columns of rows that are there, found by their ids. */
export async function updateRows(
  em: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const given = list(columns.map((column) => `given.${column}`));
  await execute(
    em,
    sql`update ${raw(table)} stored set (${list(columns)}) = row (${given}) from ${asTable(table, rows)} given
      where stored.id = given.id`,
  );
}

/** Deletes the rows that have one of `values` in a column. */
export async function deleteRows(
  em: EntityManager,
  table: string,
  values: readonly string[],
  column = 'id',
): Promise<void> {
  if (values.length === 0) return;
  await execute(em, sql`delete from ${raw(table)} where ${raw(column)} = any(${values}::uuid[])`);
}

const list = (columns: readonly string[]): Sql => join(columns.map((column) => raw(quoted(column))));

/** Some columns have names that SQL keeps for itself ("from", "to"). */
const quoted = (column: string): string => column.replace(/\w+$/, '"$&"');

function filledColumns(rows: readonly Row[]): string[] {
  const filled = new Set<string>();
  for (const row of rows) for (const column in row) if (row[column] != null) filled.add(column);
  return [...filled];
}
