import { isDeepStrictEqual } from 'node:util';
import type { Before, FieldChange, RecordTable, Wanted } from './batch.ts';
import { propertyOf } from './batch.ts';
import type { Row } from './table-rows.ts';

/** What tells a record of a batch from what is stored. */
export interface Difference {
  readonly outcome: 'CREATED' | 'CHANGED' | 'SAME';
  readonly changes: readonly FieldChange[];
  /** Columns that change. */
  readonly columns: readonly string[];
  /** Parts that change, by the property of their list. */
  readonly parts: Readonly<Record<string, PartDifference>>;
  readonly before: Before | null;
}

/** Rows that go, by their ids, and rows that come. What is the same stays, so that it leaves no trace. */
export interface PartDifference {
  readonly gone: readonly string[];
  readonly added: readonly Row[];
}

/** Compares a record with what is stored. */
export function differenceOf(record: RecordTable, { stored, row, parts }: Wanted): Difference {
  if (!stored) {
    const added = Object.entries(parts).map(([name, rows]) => [name, { gone: [], added: rows }] as const);
    return { outcome: 'CREATED', changes: [], columns: [], parts: Object.fromEntries(added), before: null };
  }
  const columns = Object.keys(row).filter((column) => !isSame(row[column], stored.row[column]));
  const changes: FieldChange[] = columns
    .filter((column) => !(column in record.derived))
    .map((column) => ({
      field: propertyOf(column, record),
      from: stored.row[column] ?? null,
      to: row[column] ?? null,
    }));
  const changed: Record<string, PartDifference> = {};
  const before: Record<string, readonly Row[]> = {};
  for (const [name, wanted] of Object.entries(parts)) {
    const { owner } = record.parts[name]!;
    const old = stored.parts[name] ?? [];
    const difference = partDifference(old, wanted, owner);
    if (difference.gone.length === 0 && difference.added.length === 0) continue;
    changed[name] = difference;
    before[name] = old;
    changes.push({ field: name, from: shownParts(old, owner), to: shownParts(wanted, owner) });
  }
  if (changes.length === 0) return SAME;
  const was = Object.fromEntries(columns.map((column) => [column, stored.row[column] ?? null]));
  return { outcome: 'CHANGED', changes, columns, parts: changed, before: { columns: was, parts: before } };
}

/** What a new record would have, as changes from nothing: what is given, not what follows from it or from the record's being new. */
export function newValues(record: RecordTable, { row, parts }: Wanted): FieldChange[] {
  const given = Object.entries(row).filter(
    ([column, value]) => isSaid(value) && !isStarted(column, record) && !(column in record.derived),
  );
  const lists = Object.entries(parts).filter(([, rows]) => rows.length > 0);
  return [
    ...given.map(([column, to]) => ({ field: propertyOf(column, record), from: null, to })),
    ...lists.map(([field, rows]) => ({ field, from: null, to: shownParts(rows, record.parts[field]!.owner) })),
  ];
}

/** Whether each new record has a column, whatever is given of it: keys and its state. */
const isStarted = (column: string, { codes }: RecordTable): boolean =>
  column === 'status' || (/(?:^|_)id$/.test(column) && !codes.includes(column));

/** Whether a value says something. */
export const isSaid = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);

const SAME: Difference = { outcome: 'SAME', changes: [], columns: [], parts: {}, before: null };

/** Parts as people know them: properties instead of columns, without keys. */
export const shownParts = (rows: readonly Row[], owner: string): Row[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => column !== 'id' && column !== owner)
        .map(([column, value]) => [propertyOf(column), value]),
    ),
  );

/** A wanted row with an id is that very row; one without is any row that says the same. */
function partDifference(old: readonly Row[], wanted: readonly Row[], owner: string): PartDifference {
  const rest = [...old];
  const added: Row[] = [];
  for (const row of wanted) {
    const at = rest.findIndex((other) => saysTheSame(row, other, owner));
    if (at < 0) added.push(row);
    else rest.splice(at, 1);
  }
  return { gone: rest.map(({ id }) => id as string), added };
}

function saysTheSame(wanted: Row, old: Row, owner: string): boolean {
  if (wanted.id !== undefined && wanted.id !== old.id) return false;
  return Object.keys(old).every((column) => column === 'id' || column === owner || isSame(wanted[column], old[column]));
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (one ?? null) === (other ?? null) || (typeof one === 'object' && isDeepStrictEqual(one, other));
