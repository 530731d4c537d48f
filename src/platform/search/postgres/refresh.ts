import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { join, type Sql } from 'sql-template-tag';
import { execute } from '../../database/execute.ts';
import { lockNumber } from '../../database/locks.ts';
import type { DocumentKind, SearchIndex } from '../search-index.ts';
import { type DocumentKey, joinWriters, noteTouched } from '../sync/outbox.ts';
import { noteChangedNodes } from './changes.ts';
import { writeRows } from './document-rows.ts';

/** Locks are shared by documents, so that a change of many takes no more than this. */
const LOCKS = 512;

/** Space of the locks of documents. */
const LOCK_SPACE = lockNumber('search documents');

/** Most documents of one statement. */
const BATCH = 2_000;

/** Up to so many documents one plan fits all; it is then made once, which takes longer than to carry it out. */
const FEW = 20;

/** Refreshes the documents of an index that depend on changed rows. */
export async function refreshIndex(
  em: EntityManager,
  index: SearchIndex,
  changed: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  await noteChangedNodes(em, index, changed);
  const touched = await touchedDocuments(em, index, changed);
  if (touched.size === 0) return;
  const documents = [...touched].flatMap(([kind, ids]) => [...ids].map((id): DocumentKey => ({ kind, id })));
  await lockDocuments(
    em,
    documents.map(({ id }) => id),
  );
  await noteTouched(em, index, documents);
  for (const kind of index.kinds) await writeDocuments(em, index, kind, [...(touched.get(kind.name) ?? [])]);
}

/** Writes the rows of documents of one kind as they should be now; their locks must be held. */
export async function writeDocuments(
  em: EntityManager,
  index: SearchIndex,
  kind: DocumentKind,
  ids: readonly string[],
): Promise<void> {
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    const name = batch.length <= FEW ? `${index.table}_${kind.name}` : undefined;
    await execute(em, writeRows(index, kind, sql`${batch}::uuid[]`), name);
  }
}

/**
 * Keeps other transactions from writing the same documents until this one ends. Two that change different sources of a
 * document would else each write it without the other's change; so each takes the lock before it reads the sources, and
 * what it then reads holds all that those before it have committed. Taken last and in one order, the locks make no circle.
 *
 * For the rest of the transaction a prepared statement also keeps the plan it has: PostgreSQL would else plan the long
 * statements of documents anew each time, which takes longer than to carry them out.
 */
export async function lockDocuments(em: EntityManager, ids: readonly string[]): Promise<void> {
  const locks = [...new Set(ids.map(lockOf))].sort((a, b) => a - b);
  await execute(
    em,
    sql`select pg_advisory_xact_lock(${LOCK_SPACE}::int, lock), ${joinWriters}, set_config('plan_cache_mode', 'force_generic_plan', true)
      from unnest(${locks}::int[]) with ordinality given (lock, place)`,
    'lock_documents',
  );
}

/** The last digits of a uuid are random. */
const lockOf = (id: string): number => Number.parseInt(id.slice(-6), 16) % LOCKS;

/** Ids of the documents to refresh, by kind. */
async function touchedDocuments(
  em: EntityManager,
  { sources }: SearchIndex,
  changed: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Map<string, Set<string>>> {
  const documents = new Map<string, Set<string>>();
  const add = (kind: string, id: string) => documents.set(kind, (documents.get(kind) ?? new Set()).add(id));
  const queries: Sql[] = [];
  for (const { entity, kind, touched } of sources) {
    const ids = changed.get(entity.name);
    if (!ids || ids.size === 0) continue;
    if (kind) for (const id of ids) add(kind, id);
    if (touched) queries.push(touched(sql`${[...ids]}::uuid[]`));
  }
  if (queries.length > 0) {
    const rows = await execute<{ kind: string; id: string }>(em, join(queries, ' union '));
    for (const { kind, id } of rows) add(kind, id);
  }
  return documents;
}
