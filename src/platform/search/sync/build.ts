import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { lockNumber } from '../../database/locks.ts';
import type { Progress } from '../../logging/progress.ts';
import { settingsOf } from '../meilisearch/settings.ts';
import type { SearchIndex } from '../search-index.ts';
import { type Delivery, type Item, type Means, type Outcome, send } from './delivery.ts';
import { IndexGone } from './engine-errors.ts';
import { unlockGroups, waitForGroups } from './group-locks.ts';
import { addToOutbox, GROUPS, groupOf } from './outbox.ts';
import {
  type EngineIndex,
  forgetIndex,
  forgetRetired,
  goLive,
  loseIndex,
  nextUid,
  noteBuilt,
  readReplica,
  register,
  startBuilding,
  stopBuilding,
} from './replica.ts';
import type { Session } from './session.ts';

/** Whoever holds it builds. */
const BUILD_LOCK = lockNumber('search build');

/** Documents of one task, about; what is under way is locked, and so are changes of it. */
const BATCH = 2_500;

/** Tasks that the engine has been handed while the next is read. It works on all that wait together, which takes it less time. */
const AHEAD = 8;

/** Seconds until a document that was refused is tried again. */
const RETRY = 60;

/** Another process is building. */
export class BuildUnderWay extends Error {}

/** Tells settings apart. */
export const settingsHash = (index: SearchIndex): string =>
  createHash('sha256')
    .update(JSON.stringify(settingsOf(index)))
    .digest('base64url')
    .slice(0, 16);

/** Does what only one process at a time may do. @throws BuildUnderWay when another one does */
export async function asOnlyBuilder<T>(session: Session, build: () => Promise<T>): Promise<T> {
  const [lock] = await session.query<{ taken: boolean }>(sql`select pg_try_advisory_lock(${BUILD_LOCK}) as taken`);
  if (!lock!.taken) throw new BuildUnderWay('A search index is being built already, by another process.');
  try {
    return await build();
  } finally {
    await session.query(sql`select pg_advisory_unlock(${BUILD_LOCK})`).catch(() => {});
  }
}

/**
 * Fills a new index of the engine with all documents while the old one answers, and then lets it take its place; answers how many
 * documents were sent. Meanwhile the relay delivers changes to both. What a process that died has begun is continued, where
 * the settings are still the same. To be called by the only builder.
 * @throws EngineUnavailable
 */
export async function buildIndex(means: Means, progress: Progress): Promise<number> {
  const { session, index, clock } = means;
  await register(session, index);
  await dropRetired(means);
  const building = (await begun(means)) ?? (await begin(means));
  const documents = await fill(means, building, progress).catch(async (error) => {
    if (error instanceof IndexGone) await loseIndex(session, index, error.uid);
    throw error;
  });
  if (!(await goLive(session, index, building.uid, clock()))) throw new IndexGone(building.uid);
  return documents;
}

/** The index that another process began to fill, if it can be gone on with; else it is dropped. */
async function begun({ session, index, engine }: Means): Promise<(EngineIndex & { groups: number }) | null> {
  const { building } = (await readReplica(session.database, index))!;
  if (!building) return null;
  const isThere = (await engine.createdAt(building.uid)) === building.createdAt;
  if (isThere && building.settings === settingsHash(index)) return building;
  await stopBuilding(session, index, building.uid);
  if (isThere) await engine.drop(building.uid);
  return null;
}

async function begin({ session, index, engine }: Means): Promise<EngineIndex & { groups: number }> {
  const { name, live, retired } = (await readReplica(session.database, index))!;
  // Left behind by processes that died before they told the database, or after.
  for (const orphan of await engine.uids(`${name}_`)) {
    if (orphan === live?.uid || orphan === retired?.uid) continue;
    await engine.drop(orphan);
    await forgetIndex(session, orphan);
  }
  const uid = await nextUid(session, index);
  const made = { uid, createdAt: await engine.create(uid, settingsOf(index)), settings: settingsHash(index) };
  await startBuilding(session, index, made);
  return { ...made, groups: 0 };
}

/** Groups whose documents are sent together. */
interface Unit {
  readonly groups: readonly number[];
  readonly items: readonly Item[];
}

async function fill(
  means: Means,
  { uid, groups: first }: { uid: string; groups: number },
  progress: Progress,
): Promise<number> {
  const { session, index } = means;
  const all = await candidates(session, index);
  const total = all.reduce((sum, items) => sum + items.length, 0);
  let done = all.slice(0, first).reduce((sum, items) => sum + items.length, 0);
  const underWay: { unit: Unit; deliveries: Delivery[] }[] = [];
  const finishOldest = async () => {
    const { unit, deliveries } = underWay.shift()!;
    for (const delivery of deliveries) await putOff(means, await delivery.settle());
    await unlockGroups(session, unit.groups);
    done += unit.items.length;
    await noteBuilt(session, index, uid, { groups: unit.groups.at(-1)! + 1, done, total });
    progress(done, total);
  };
  progress(done, total);
  for (const unit of unitsOf(all, first)) {
    // Who holds some groups and waits for others must not be waited for: a relay waits for none.
    await waitForGroups(session, unit.groups);
    const deliveries: Delivery[] = [];
    for (let start = 0; start < unit.items.length; start += BATCH) {
      deliveries.push(await send(means, [uid], unit.items.slice(start, start + BATCH)));
    }
    underWay.push({ unit, deliveries });
    if (underWay.length > AHEAD) await finishOldest();
  }
  while (underWay.length > 0) await finishOldest();
  return total;
}

/** What may have a document, by group. What comes later is noted in the outbox. */
async function candidates(session: Session, index: SearchIndex): Promise<Item[][]> {
  const groups: Item[][] = Array.from({ length: GROUPS }, () => []);
  for (const kind of index.kinds) {
    for (const { id } of await session.query<{ id: string }>(kind.candidates)) {
      groups[groupOf(id)]!.push({ kind: kind.name, id });
    }
  }
  return groups;
}

function* unitsOf(all: readonly (readonly Item[])[], first: number): Generator<Unit> {
  let groups: number[] = [];
  let items: Item[] = [];
  for (let group = first; group < all.length; group++) {
    groups.push(group);
    items = items.concat(all[group]!);
    if (items.length < BATCH && group < all.length - 1) continue;
    yield { groups, items };
    groups = [];
    items = [];
  }
}

/** What was refused, or may be overwritten by what an earlier process sent, is the relay's. */
async function putOff({ session, index }: Means, { refused, uncertain }: Outcome): Promise<void> {
  for (const { item, reason } of refused) {
    await session.query(addToOutbox(index, [item], { afterSeconds: RETRY, error: reason }));
  }
  if (uncertain.length > 0) {
    await session.query(addToOutbox(index, uncertain, { forced: true, afterSeconds: RETRY }));
  }
}

/** Milliseconds after which no process asks an index any more that another has taken the place of. */
const GRACE = 15_000;

/** Drops the index that answered before, once nobody can be asking it any more. */
export async function dropRetired({ session, index, engine }: Means): Promise<void> {
  const retired = (await readReplica(session.database, index))?.retired;
  if (!retired || Date.now() - retired.since.getTime() < GRACE) return;
  await engine.drop(retired.uid);
  await forgetRetired(session, index, retired.uid);
}
