import { createHash } from 'node:crypto';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Database } from '../../database/database.ts';
import { fieldColumns, snakeCase } from '../postgres/field-columns.ts';
import type { DocumentKind, SearchIndex } from '../search-index.ts';
import { type FieldValue, fieldValue } from './field-values.ts';
import { BETWEEN } from './spelling.ts';
import { type RowWords, rankedOf, textsOf } from './texts.ts';

/** The one word that all documents have, for the engine to search for: what is found is said by filters. */
export const EVERYTHING = 'everything';

/** A document as Meilisearch keeps it: what is public of it at an instant. */
export interface IndexedDocument {
  readonly id: string;
  /** As JSON: with the primary key, and `hash` again, so that what the index holds can be compared without reading it all. */
  readonly json: string;
  /** Tells contents apart; the same for the same content. */
  readonly hash: string;
  /** The next instant at which the same rows may give another document; null when none is known. */
  readonly turnsAt: Date | null;
}

/** Documents as one JSON list. */
export const jsonList = (documents: readonly IndexedDocument[]): string =>
  `[${documents.map(({ json }) => json).join(',')}]`;

/** A document that is not public yet. */
export interface PendingDocument {
  readonly id: string;
  readonly turnsAt: Date;
}

/** What there is of some documents. Those in neither list are not to be found, now or later. */
export interface Snapshot {
  readonly documents: readonly IndexedDocument[];
  readonly pending: readonly PendingDocument[];
}

/** A row of the search table; instants are dates, or infinite numbers. */
type Row = Readonly<Record<string, unknown>> &
  RowWords & {
    readonly id: string;
    readonly visible_from: Date | number;
    readonly recorded_at: Date | number;
  };

/** The documents of `ids` as of an instant, in one statement, out of the rows that PostgreSQL searches: so both find the same. */
export async function readDocuments(
  db: Pick<Database, 'query'>,
  index: SearchIndex,
  kind: DocumentKind,
  ids: readonly string[],
  at: Date,
): Promise<Snapshot> {
  const { text, values } = selection(index, kind, ids);
  const rows = await db.query<Row>(text, values);
  const isVisible = ({ visible_from }: Row) => Number(visible_from) <= at.getTime();
  return {
    documents: rows.filter(isVisible).map((row) => documentOf(index, kind, row, at)),
    pending: rows
      .filter((row) => !isVisible(row) && Number.isFinite(Number(row.visible_from)))
      .map(({ id, visible_from }) => ({ id, turnsAt: new Date(visible_from) })),
  };
}

/** The rows of the kind, and what lies above their nodes. */
function selection(index: SearchIndex, kind: DocumentKind, ids: readonly string[]): Sql {
  const nodes = Object.entries(index.fields).flatMap(([name, field]) => {
    if (field.kind !== 'node') return [];
    const column = snakeCase(name);
    const id = raw(`row.${column}`);
    return [
      sql`${field.aboveOf(id)} as ${raw(`${column}_above`)}`,
      ...(field.pathOf ? [sql`${field.pathOf(id)} as ${raw(`${column}_path`)}`] : []),
    ];
  });
  const columns = [
    ...['id', 'visible_from', 'recorded_at', 'name_words', 'name_marks', 'name_length', 'heading_words'],
    ...fieldColumns(index),
  ];
  return sql`
    select ${join([...columns.map((column) => raw(`row.${column}`)), sql`array_to_string(tsvector_to_array(row.terms), ${BETWEEN}::text) as terms`, ...nodes])}
    from ${raw(index.table)} row where row.id = any(${ids}::uuid[]) and row.kind = ${kind.name}`;
}

function documentOf({ fields }: SearchIndex, kind: DocumentKind, row: Row, at: Date): IndexedDocument {
  const values = Object.entries(fields).map(([name, field]): [string, FieldValue] => [
    name,
    fieldValue(field, columnsOf(row, snakeCase(name)), at.getTime()),
  ]);
  const content = {
    id: row.id,
    kind: kind.name,
    everything: EVERYTHING,
    recordedAt: Number(row.recorded_at),
    nameLength: row.name_length,
    ...textsOf(row),
    ranked: rankedOf(row),
    ...Object.fromEntries(values.map(([name, { value }]) => [name, value])),
  };
  const json = JSON.stringify(content);
  const hash = createHash('sha256').update(json).digest('base64url');
  const until = Math.min(...values.map(([, { until }]) => until ?? Number.POSITIVE_INFINITY));
  return {
    id: row.id,
    json: `${json.slice(0, -1)},"hash":"${hash}"}`,
    hash,
    turnsAt: Number.isFinite(until) ? new Date(until) : null,
  };
}

/** Reads the columns of a field by what follows its name in theirs. */
const columnsOf =
  (row: Row, column: string) =>
  (suffix: string): unknown =>
    row[`${column}${suffix}`];
