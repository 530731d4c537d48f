import sql from 'sql-template-tag';
import type { SearchIndex } from '../search-index.ts';
import { type DocumentKey, OUTBOX_CHANNEL } from './outbox.ts';
import type { Session } from './session.ts';

/** What an index of the engine holds of a document. */
export interface Entry {
  readonly id: string;
  readonly kind: string;
  /** '' when it holds nothing; null when something was sent and nobody learnt whether it arrived. */
  readonly hash: string | null;
  /** When the document becomes another by itself. */
  readonly turnsAt: Date | null;
}

/** A document that has no entry was never sent. */
export async function readEntries(session: Session, uid: string, ids: readonly string[]): Promise<Map<string, Entry>> {
  const rows = await session.query<Entry>(sql`
    select document_id as id, kind, hash, turns_at as "turnsAt" from search_ledger
    where uid = ${uid} and document_id = any(${ids}::uuid[])`);
  return new Map(rows.map((entry) => [entry.id, entry]));
}

/** Says of documents that something is about to be sent: whoever finds that later knows nothing else of them. */
export async function markUnknown(
  session: Session,
  uid: string,
  documents: readonly DocumentKey[],
  at: Date,
): Promise<void> {
  if (documents.length === 0) return;
  const sorted = documents.toSorted(byId);
  await session.query(sql`
    insert into search_ledger (uid, document_id, kind, hash, indexed_at)
    select ${uid}, id, kind, null, ${at}::timestamptz
    from unnest(${sorted.map(({ id }) => id)}::uuid[], ${sorted.map(({ kind }) => kind)}::text[]) sent (id, kind)
    on conflict (uid, document_id) do update set hash = null`);
}

/** Says what the index now holds of documents. An entry that says nothing more than none would is removed. */
export async function confirm(session: Session, uid: string, entries: readonly Entry[], at: Date): Promise<void> {
  const kept = entries.filter(({ hash, turnsAt }) => hash !== '' || turnsAt !== null).toSorted(byId);
  const gone = entries.filter(({ hash, turnsAt }) => hash === '' && turnsAt === null).map(({ id }) => id);
  if (gone.length > 0) {
    await session.query(sql`delete from search_ledger where uid = ${uid} and document_id = any(${gone}::uuid[])`);
  }
  if (kept.length === 0) return;
  await session.query(sql`
    insert into search_ledger (uid, document_id, kind, hash, turns_at, indexed_at)
    select ${uid}, id, kind, hash, turns_at, ${at}::timestamptz
    from unnest(
      ${kept.map(({ id }) => id)}::uuid[], ${kept.map(({ kind }) => kind)}::text[],
      ${kept.map(({ hash }) => hash)}::text[], ${kept.map(({ turnsAt }) => turnsAt)}::timestamptz[]
    ) held (id, kind, hash, turns_at)
    on conflict (uid, document_id) do update set
      kind = excluded.kind, hash = excluded.hash, turns_at = excluded.turns_at, indexed_at = excluded.indexed_at`);
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** Most documents whose turn is noted at a time. */
const TURNS = 5_000;

/**
 * Notes the documents whose turn has come, and answers how many. Waits for nobody: an entry that is being confirmed will tell a
 * later turn itself.
 */
export async function noteTurns(
  session: Session,
  { table }: SearchIndex,
  uids: readonly string[],
  at: Date,
): Promise<number> {
  const rows = await session.query(sql`
    with due as (
      select uid, document_id from search_ledger
      where turns_at <= ${at}::timestamptz and uid = any(${uids}::text[])
      limit ${TURNS}::int
      for update skip locked
    ),
    turned as (
      update search_ledger entry set turns_at = null
      from due where entry.uid = due.uid and entry.document_id = due.document_id
      returning entry.document_id, entry.kind
    ),
    noted as (
      insert into search_outbox (index_table, kind, document_id)
      select distinct ${table}, kind, document_id from turned
      returning id
    )
    select pg_notify(${OUTBOX_CHANNEL}, '') from noted`);
  return rows.length;
}
