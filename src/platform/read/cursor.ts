import sql, { join, raw, type Sql } from 'sql-template-tag';
import { UserError } from '../errors/user-error.ts';
import { isValueOf, type SqlType } from './sql-types.ts';

/** The place of a row in an order: its order values as PostgreSQL prints them, the row's key last. */
export type Key = readonly (string | null)[];

/** What a cursor is decoded against: the order's columns. */
export interface CursorColumn {
  readonly type: SqlType;
  readonly nullable?: boolean;
}

/** Types that `json_build_array` prints exactly and independently of the session; the others go as text. */
const PRINTED_AS_IS: ReadonlySet<SqlType> = new Set(['text', 'uuid', 'date', 'timestamptz']);

/** The cursor of a row as an SQL expression: base64url of the JSON array of its key. */
export function cursorSql(columns: readonly (CursorColumn & { expr: Sql })[]): Sql {
  const values = columns.map(({ type, expr }) => (PRINTED_AS_IS.has(type) ? expr : sql`(${expr})::text`));
  // PostgreSQL breaks base64 into lines; translate drops the breaks and the padding and makes it url-safe.
  return sql`translate(encode(convert_to(json_build_array(${join(values)})::text, 'UTF8'), 'base64'), ${raw("E'+/=\\n'")}, '-_')`;
}

/**
 * The key inside a cursor.
 * @throws UserError BAD_INPUT when the cursor is not one of this order
 */
export function decodeCursor(cursor: string, columns: readonly CursorColumn[], path: readonly string[]): Key {
  const key = parse(cursor);
  const fits = (column: CursorColumn, value: unknown) =>
    value === null ? column.nullable === true : typeof value === 'string' && isValueOf(column.type, value);
  if (key?.length === columns.length && columns.every((column, index) => fits(column, key[index]))) return key as Key;
  throw new UserError('BAD_INPUT', path, {
    vi: 'Con trỏ trang không hợp lệ cho danh sách và thứ tự này.',
    en: 'The cursor does not belong to this list and order.',
  });
}

function parse(cursor: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
