import sql, { type Sql } from 'sql-template-tag';

/** Keys that lie beside each other, both ends included. */
export interface KeyRange {
  readonly first: string;
  readonly last: string;
}

/** The condition that a key lies outside of a range, if there is one. */
export const isOutside = (key: Sql, range: KeyRange | null): Sql =>
  range === null ? sql`true` : sql`${key} not between ${range.first}::uuid and ${range.last}::uuid`;
