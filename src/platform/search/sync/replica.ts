import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import type { Database } from '../../database/database.ts';
import { isLockTimeout } from '../../database/locks.ts';
import type { SearchIndex } from '../search-index.ts';
import { awaitWriters } from './outbox.ts';
import type { Session } from './session.ts';

/** An index of the engine. An engine that lost its data may have another of the same name: `createdAt` tells them apart. */
export interface EngineIndex {
  readonly uid: string;
  readonly createdAt: string;
  /** Hash of the settings that it was made with. */
  readonly settings: string;
}

/** What the database knows of the copy that an engine holds of an index. */
export interface Replica {
  /** All of its indexes begin with this and `_`. */
  readonly name: string;
  /** The one that answers searches. */
  readonly live: EngineIndex | null;
  /** The one that is being filled to take its place. */
  readonly building: (EngineIndex & { readonly groups: number; readonly done: number; readonly total: number }) | null;
  /** The one that answered before, until nobody uses it any more. */
  readonly retired: { readonly uid: string; readonly since: Date } | null;
  readonly builtAt: Date | null;
  readonly lastError: string | null;
  readonly lastErrorAt: Date | null;
}

interface Row {
  name: string;
  live_uid: string | null;
  live_created_at: string | null;
  live_settings: string | null;
  building_uid: string | null;
  building_created_at: string | null;
  building_settings: string | null;
  building_groups: number;
  building_done: number;
  building_total: number;
  retired_uid: string | null;
  retired_at: Date | null;
  built_at: Date | null;
  last_error: string | null;
  last_error_at: Date | null;
}

/** Null when no engine has ever held a copy. */
export async function readReplica(db: Pick<Database, 'query'>, { table }: SearchIndex): Promise<Replica | null> {
  const [row] = await db.query<Row>('select * from search_replica where index_table = $1', [table]);
  if (!row) return null;
  const building = indexOf(row.building_uid, row.building_created_at, row.building_settings);
  return {
    name: row.name,
    live: indexOf(row.live_uid, row.live_created_at, row.live_settings),
    building: building && {
      ...building,
      groups: row.building_groups,
      done: row.building_done,
      total: row.building_total,
    },
    retired: row.retired_uid === null ? null : { uid: row.retired_uid, since: row.retired_at! },
    builtAt: row.built_at,
    lastError: row.last_error,
    lastErrorAt: row.last_error_at,
  };
}

const indexOf = (uid: string | null, createdAt: string | null, settings: string | null): EngineIndex | null =>
  uid === null ? null : { uid, createdAt: createdAt!, settings: settings! };

/**
 * Has every change noted from now on: when it resolves, no transaction is under way that began without knowing. The name keeps
 * several databases apart that share an engine.
 */
export async function register(session: Session, { table }: SearchIndex): Promise<void> {
  const name = `${table}_${randomUUID().slice(0, 8)}`;
  await session.query(
    sql`insert into search_replica (index_table, name) values (${table}, ${name}) on conflict do nothing`,
  );
  await session.query(sql`select set_config('lock_timeout', '500ms', false)`);
  for (;;) {
    try {
      await session.query(awaitWriters);
      break;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      await sleep(500);
    }
  }
  await session.query(sql`select set_config('lock_timeout', '0', false)`);
}

/** Gives the next index its uid, which no other had. */
export async function nextUid(session: Session, { table }: SearchIndex): Promise<string> {
  const [row] = await session.query<{ uid: string }>(sql`
    update search_replica set builds = builds + 1 where index_table = ${table} returning name || '_' || builds as uid`);
  return row!.uid;
}

/** From the commit on, whoever delivers a change delivers it to this index too. */
export async function startBuilding(session: Session, { table }: SearchIndex, made: EngineIndex): Promise<void> {
  await session.query(sql`
    update search_replica set building_uid = ${made.uid}, building_created_at = ${made.createdAt},
      building_settings = ${made.settings}, building_groups = 0, building_done = 0, building_total = 0
    where index_table = ${table}`);
}

/** Gives up an index that was being filled. */
export async function stopBuilding(session: Session, { table }: SearchIndex, uid: string): Promise<void> {
  await session.query(sql`
    update search_replica set building_uid = null where index_table = ${table} and building_uid = ${uid}`);
  await forgetIndex(session, uid);
}

/** All documents of the groups below `groups` are in. */
export async function noteBuilt(
  session: Session,
  { table }: SearchIndex,
  uid: string,
  built: { groups: number; done: number; total: number },
): Promise<void> {
  await session.query(sql`
    update search_replica set building_groups = ${built.groups}, building_done = ${built.done}, building_total = ${built.total}
    where index_table = ${table} and building_uid = ${uid}`);
}

/**
 * Lets the index that was filled take the place of the one that answers, in one step: that one stays whole until it is dropped, so
 * that no search meets an empty index or a half one. False when somebody found it gone.
 */
export async function goLive(session: Session, { table }: SearchIndex, uid: string, at: Date): Promise<boolean> {
  const rows = await session.query(sql`
    update search_replica set
      retired_uid = live_uid, retired_at = clock_timestamp(),
      live_uid = building_uid, live_created_at = building_created_at, live_settings = building_settings,
      building_uid = null, built_at = ${at}, last_error = null, last_error_at = null
    where index_table = ${table} and building_uid = ${uid}
    returning 1`);
  return rows.length > 0;
}

/** The engine does not have an index any more that it should: nobody is to ask it, and another is to be built. */
export async function loseIndex(session: Session, { table }: SearchIndex, uid: string): Promise<void> {
  await session.query(sql`
    update search_replica set
      live_uid = case when live_uid = ${uid} then null else live_uid end,
      building_uid = case when building_uid = ${uid} then null else building_uid end
    where index_table = ${table}`);
  await forgetIndex(session, uid);
}

/** The index that answered before is dropped. */
export async function forgetRetired(session: Session, { table }: SearchIndex, uid: string): Promise<void> {
  await session.query(sql`
    update search_replica set retired_uid = null where index_table = ${table} and retired_uid = ${uid}`);
  await forgetIndex(session, uid);
}

/** Removes what was recorded of an index that is gone. */
export async function forgetIndex(session: Session, uid: string): Promise<void> {
  await session.query(sql`delete from search_ledger where uid = ${uid}`);
}

/** What went wrong last, for those who operate it. */
export async function noteError(db: Pick<Database, 'query'>, { table }: SearchIndex, error: string): Promise<void> {
  await db.query(
    'update search_replica set last_error = $2, last_error_at = clock_timestamp() where index_table = $1',
    [table, error],
  );
}

/** It goes well again, unless documents are still refused. */
export async function clearError(db: Pick<Database, 'query'>, { table }: SearchIndex): Promise<void> {
  await db.query(
    `update search_replica set last_error = null, last_error_at = null
     where index_table = $1 and not exists (select from search_outbox where index_table = $1 and attempts > 0)`,
    [table],
  );
}

/** Ends the copy: no change is noted any more, and what was is removed. The engine's own indexes stay. */
export async function detach(db: Pick<Database, 'query'>, { table }: SearchIndex): Promise<boolean> {
  const [gone] = await db.query<{ name: string }>(
    `with gone as (delete from search_replica where index_table = $1 returning name),
      queue as (delete from search_outbox where index_table = $1),
      ledger as (delete from search_ledger using gone where starts_with(uid, gone.name))
     select name from gone`,
    [table],
  );
  return gone !== undefined;
}
