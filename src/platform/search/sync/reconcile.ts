import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import type { Progress } from '../../logging/progress.ts';
import type { SearchIndex } from '../search-index.ts';
import { type Content, type Means, readContents } from './delivery.ts';
import { readEntries } from './ledger.ts';
import { addToOutbox, type DocumentKey, isDue } from './outbox.ts';
import { readReplica } from './replica.ts';
import type { Session } from './session.ts';

/** In what a document differs: in the index not there, there as it was before, there and should not be; or only the ledger is wrong. */
export type Fault = 'missing' | 'stale' | 'superfluous' | 'misrecorded';

export const FAULTS: readonly Fault[] = ['missing', 'stale', 'superfluous', 'misrecorded'];

export interface Difference extends DocumentKey {
  readonly fault: Fault;
}

export interface Comparison {
  /** The index of the engine; null when none has been built, and so nothing was compared. */
  readonly uid: string | null;
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Documents that differ, and of which a change is on its way. */
  readonly waiting: number;
}

/** Documents compared at a time. */
const BATCH = 1_000;

/** What differs is looked at again so often, so many milliseconds apart: it may be on its way. */
const LOOKS = 6;
const PAUSE = 500;

/** Comparisons that are given up, since another index took the place of the one that was looked at. */
const RESTARTS = 3;

/**
 * Compares the database with the ledger, and unless `full` is false with what the index itself holds. Changes may go on meanwhile.
 * With `repair`, what differs is put into the outbox, and nothing else.
 * @throws EngineUnavailable
 */
export async function reconcile(
  means: Means,
  { full = true, repair = false, progress = () => {} }: { full?: boolean; repair?: boolean; progress?: Progress } = {},
): Promise<Comparison> {
  const { session, index } = means;
  for (let restarts = 0; ; restarts++) {
    const uid = await liveUid(means);
    if (uid === null) return { uid, compared: 0, differences: [], waiting: 0 };
    const comparison = await compareAll(means, uid, full, progress);
    if ((await liveUid(means)) !== uid && restarts < RESTARTS) continue;
    if (repair && comparison.differences.length > 0) {
      await session.query(addToOutbox(index, comparison.differences, { forced: true }));
    }
    return comparison;
  }
}

const liveUid = async ({ session, index }: Means): Promise<string | null> =>
  (await readReplica(session.database, index))?.live?.uid ?? null;

async function compareAll(means: Means, uid: string, full: boolean, progress: Progress): Promise<Comparison> {
  const held = full ? await heldBy(means, uid) : null;
  const all = await everyDocument(means, uid, held);
  let suspects: Difference[] = [];
  for (let start = 0; start < all.length; start += BATCH) {
    suspects.push(...(await compare(means, uid, all.slice(start, start + BATCH), held)));
    progress(Math.min(start + BATCH, all.length), all.length);
  }
  for (let look = 0; look < LOOKS && suspects.length > 0; look++) {
    await sleep(PAUSE);
    suspects = await lookAgain(means, uid, suspects, full);
  }
  const queued = await queuedAmong(means.session, means.index, suspects);
  const differences = suspects.filter(({ id }) => !queued.has(id));
  return { uid, compared: all.length, differences, waiting: suspects.length - differences.length };
}

async function lookAgain(
  means: Means,
  uid: string,
  suspects: readonly Difference[],
  full: boolean,
): Promise<Difference[]> {
  const still: Difference[] = [];
  for (let start = 0; start < suspects.length; start += BATCH) {
    const batch = suspects.slice(start, start + BATCH);
    const ids = batch.map(({ id }) => id);
    still.push(...(await compare(means, uid, batch, full ? await heldBy(means, uid, ids) : null)));
  }
  return still;
}

/** What an index of the engine holds, or what of some documents. */
type Held = ReadonlyMap<string, { readonly kind: string; readonly hash: string }>;

async function heldBy({ engine }: Means, uid: string, ids?: readonly string[]): Promise<Held> {
  const held = new Map<string, { kind: string; hash: string }>();
  for await (const { id, kind, hash } of engine.contents(uid, ids)) held.set(id, { kind, hash });
  return held;
}

/** All that may have a document, or that was ever said to. */
async function everyDocument({ session, index }: Means, uid: string, held: Held | null): Promise<DocumentKey[]> {
  const kinds = new Map([...(held ?? [])].map(([id, { kind }]) => [id, kind]));
  const entries = sql`select document_id as id, kind from search_ledger where uid = ${uid}`;
  for (const { id, kind } of await session.query<DocumentKey>(entries)) kinds.set(id, kind);
  for (const kind of index.kinds) {
    for (const { id } of await session.query<{ id: string }>(kind.candidates)) kinds.set(id, kind.name);
  }
  return [...kinds].map(([id, kind]) => ({ id, kind }));
}

async function compare(
  means: Means,
  uid: string,
  documents: readonly DocumentKey[],
  held: Held | null,
): Promise<Difference[]> {
  const contents = await readContents(means, documents);
  const entries = await readEntries(
    means.session,
    uid,
    documents.map(({ id }) => id),
  );
  return documents.flatMap(({ id, kind }) => {
    const content = contents.get(id) ?? NOTHING;
    const entry = entries.get(id);
    const recorded = entry ? entry.hash : '';
    const wanted = content.document?.hash ?? '';
    const found = held ? (held.get(id)?.hash ?? '') : recorded;
    if (found !== wanted) return { id, kind, fault: faultOf(wanted, found) };
    const isRecorded = recorded === wanted && entry?.turnsAt?.getTime() === content.turnsAt?.getTime();
    return isRecorded ? [] : { id, kind, fault: 'misrecorded' as const };
  });
}

const NOTHING: Content = { document: null, turnsAt: null };

function faultOf(wanted: string, found: string | null): Fault {
  if (wanted === '') return 'superfluous';
  return found === '' ? 'missing' : 'stale';
}

/** Ids of documents of which a change is on its way; what was refused is not. */
async function queuedAmong(
  session: Session,
  { table }: SearchIndex,
  suspects: readonly DocumentKey[],
): Promise<Set<string>> {
  const ids = suspects.map(({ id }) => id);
  const rows = await session.query<{ id: string }>(sql`
    select distinct document_id as id from search_outbox
    where index_table = ${table} and attempts = 0 and ${isDue} and document_id = any(${ids}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}
