import sql, { type Sql } from 'sql-template-tag';
import { lockNumber } from '../../database/locks.ts';
import { isTimeout, type Session } from './session.ts';

/** Space of the locks of groups. */
const GROUP_LOCKS = lockNumber('search groups');

/** Who waits for groups holds it, so that nobody else begins with others meanwhile. */
const QUEUE_LOCK = lockNumber('search groups, queue');

/**
 * Who sends documents of a group to the engine holds its lock from before it reads them until the engine has worked on them. They
 * are locks of the session: no transaction stays open meanwhile, and they vanish with whoever held them. Answers which of the
 * groups were free: none while somebody waits for some.
 */
export async function lockGroups(session: Session, groups: readonly number[]): Promise<number[]> {
  const [queue] = await session.query<{ free: boolean }>(sql`
    select pg_try_advisory_lock_shared(${QUEUE_LOCK}) as free`);
  if (!queue!.free) return [];
  const free = await tryGroups(session, groups);
  await session.query(sql`select pg_advisory_unlock_shared(${QUEUE_LOCK})`);
  return free;
}

/** The same, and waits for those that are not free: at most for what others have under way, however much more there is to do. */
export async function waitForGroups(session: Session, groups: readonly number[]): Promise<void> {
  await patiently(session, sql`select pg_advisory_lock(${QUEUE_LOCK})`);
  const free = new Set(await tryGroups(session, groups));
  for (const group of groups) {
    if (!free.has(group)) await patiently(session, sql`select pg_advisory_lock(${GROUP_LOCKS}::int, ${group}::int)`);
  }
  await session.query(sql`select pg_advisory_unlock(${QUEUE_LOCK})`);
}

async function tryGroups(session: Session, groups: readonly number[]): Promise<number[]> {
  const rows = await session.query<{ id: number }>(sql`
    with wanted as materialized (select id from unnest(${groups}::int[]) given (id))
    select id from wanted where pg_try_advisory_lock(${GROUP_LOCKS}::int, id)`);
  return rows.map(({ id }) => id);
}

/** The engine may take longer over the documents of another than a statement may. */
async function patiently(session: Session, lock: Sql): Promise<void> {
  for (;;) {
    try {
      await session.query(lock);
      return;
    } catch (error) {
      if (!isTimeout(error)) throw error;
    }
  }
}

export async function unlockGroups(session: Session, groups: readonly number[]): Promise<void> {
  await session.query(sql`
    select pg_advisory_unlock(${GROUP_LOCKS}::int, id) from unnest(${groups}::int[]) given (id)`);
}
