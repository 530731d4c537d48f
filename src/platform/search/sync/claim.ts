import sql from 'sql-template-tag';
import type { SearchIndex } from '../search-index.ts';
import type { Item } from './delivery.ts';
import { lockGroups } from './group-locks.ts';
import { addToOutbox, isDue } from './outbox.ts';
import type { Session } from './session.ts';

/** Rows of the outbox that nobody else works on. */
export interface Claim {
  readonly rows: readonly string[];
  /** Their documents, each once. */
  readonly items: readonly Item[];
  /** The groups that are locked for it. */
  readonly groups: readonly number[];
}

/**
 * Claims the oldest rows whose time has come, at most `limit`, of groups that nobody else holds. Null when there are none; `busy` when
 * all there are belong to somebody else.
 *
 * Rows are taken as they are there, never as "those after the last one seen": transactions commit in another order than they take
 * their numbers. They are read only once their groups are locked, so that what another had claimed is gone.
 */
export async function claimRows(
  session: Session,
  { table }: SearchIndex,
  limit: number,
): Promise<Claim | 'busy' | null> {
  const wanted = await session.query<{ id: number }>(sql`
    select distinct document_group as id from (
      select document_group from search_outbox where index_table = ${table} and ${isDue} order by id limit ${limit}::int
    ) oldest`);
  if (wanted.length === 0) return null;
  const groups = await lockGroups(
    session,
    wanted.map(({ id }) => id),
  );
  if (groups.length === 0) return 'busy';
  const rows = await session.query<{ row: string; kind: string; id: string; forced: boolean }>(sql`
    select id as row, kind, document_id as id, forced from search_outbox
    where index_table = ${table} and ${isDue} and document_group = any(${groups}::int[])
    order by search_outbox.id limit ${limit}::int`);
  const items = new Map<string, Item>();
  for (const { id, kind, forced } of rows) {
    items.set(id, { id, kind, forced: forced || items.get(id)?.forced === true });
  }
  return { groups, rows: rows.map(({ row }) => row), items: [...items.values()] };
}

/** Seconds after which what may still arrive late is written once more. */
const LATE = 60;

/** Seconds until a document that was refused is tried again: at first, and at most. */
const FIRST_RETRY = 5;
const LAST_RETRY = 600;

/** Removes exactly the claimed rows, but for those of documents that were refused: these wait, longer each time. */
export async function removeRows(
  session: Session,
  index: SearchIndex,
  { rows }: Claim,
  refused: readonly { item: Item; reason: string }[],
  uncertain: readonly Item[],
): Promise<void> {
  const ids = refused.map(({ item }) => item.id);
  await session.transaction(async () => {
    if (uncertain.length > 0) {
      await session.query(addToOutbox(index, uncertain, { forced: true, afterSeconds: LATE }));
    }
    if (ids.length > 0) {
      await session.query(sql`
        update search_outbox set attempts = attempts + 1, error = given.reason,
          not_before = clock_timestamp()
            + make_interval(secs => least(${LAST_RETRY}::float8, ${FIRST_RETRY}::float8 * 2 ^ least(attempts, 10)))
        from unnest(${ids}::uuid[], ${refused.map(({ reason }) => reason)}::text[]) given (id, reason)
        where search_outbox.document_id = given.id and search_outbox.id = any(${rows}::bigint[])`);
    }
    await session.query(sql`
      delete from search_outbox where id = any(${rows}::bigint[]) and document_id <> all(${ids}::uuid[])`);
  });
}
