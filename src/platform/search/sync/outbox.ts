import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { type Sql } from 'sql-template-tag';
import { execute } from '../../database/execute.ts';
import { lockNumber } from '../../database/locks.ts';
import type { SearchIndex } from '../search-index.ts';

/** A document, by the name of its kind. */
export interface DocumentKey {
  readonly kind: string;
  readonly id: string;
}

/** What listens here hears of every commit that has added to the outbox. */
export const OUTBOX_CHANNEL = 'search_outbox';

/** Documents share locks and progress by the last byte of their ids, which is random: see the column `document_group`. */
export const GROUPS = 256;

export const groupOf = (id: string): number => Number.parseInt(id.slice(-2), 16);

/** The advisory lock that every transaction which writes search rows shares until it ends. */
const WRITERS_LOCK = lockNumber('search writers');

/** An expression that says, until the transaction ends, that it writes search rows. */
export const joinWriters = sql`pg_advisory_xact_lock_shared(${WRITERS_LOCK})`;

/**
 * A statement that waits for all writers that may have begun before a replica was known, and so add nothing to its outbox.
 * Whoever asks for it waits briefly and asks again, since writers that come later wait behind it.
 */
export const awaitWriters = sql`select pg_advisory_xact_lock(${WRITERS_LOCK})`;

/**
 * Notes that documents may have changed, in the transaction of the change, if the database knows of a replica; the process
 * that changes them need not. To be called after `joinWriters` in a statement of its own, which sees what was known by then.
 */
export async function noteTouched(
  em: EntityManager,
  { table }: SearchIndex,
  documents: readonly DocumentKey[],
): Promise<void> {
  const kinds = documents.map(({ kind }) => kind);
  const ids = documents.map(({ id }) => id);
  await execute(
    em,
    sql`
      with noted as (
        insert into search_outbox (index_table, kind, document_id)
        select ${table}, kind, id from unnest(${kinds}::text[], ${ids}::uuid[]) touched (kind, id)
        where exists (select from search_replica where index_table = ${table})
        returning id
      )
      select pg_notify(${OUTBOX_CHANNEL}, '') where exists (select from noted)`,
    'note_touched',
  );
}

/** A statement that adds documents to the outbox; `forced` ones are written even if the ledger says that nothing has changed. */
export function addToOutbox(
  { table }: SearchIndex,
  documents: readonly DocumentKey[],
  { forced = false, afterSeconds = null as number | null, error = null as string | null } = {},
): Sql {
  const kinds = documents.map(({ kind }) => kind);
  const ids = documents.map(({ id }) => id);
  return sql`
    with noted as (
      insert into search_outbox (index_table, kind, document_id, forced, not_before, attempts, error)
      select ${table}, kind, id, ${forced}, clock_timestamp() + make_interval(secs => ${afterSeconds}::float8),
        ${error === null ? 0 : 1}, ${error}
      from unnest(${kinds}::text[], ${ids}::uuid[]) touched (kind, id)
      returning id
    )
    select pg_notify(${OUTBOX_CHANNEL}, '') where exists (select from noted)`;
}

/** A condition on rows of the outbox: their time has come. */
export const isDue = sql`(not_before is null or not_before <= clock_timestamp())`;
