import { type IndexedDocument, readDocuments } from '../meilisearch/documents.ts';
import type { SearchIndex } from '../search-index.ts';
import { DocumentsRefused } from './engine-errors.ts';
import type { EngineIndexes } from './engine-indexes.ts';
import { confirm, type Entry, markUnknown, readEntries } from './ledger.ts';
import type { DocumentKey } from './outbox.ts';
import { isDataError, type Session } from './session.ts';

/** A document to deliver. */
export interface Item extends DocumentKey {
  /** Whether it is written even if the ledger says that the index holds it as it is. */
  readonly forced?: boolean;
}

/** What a delivery works with. */
export interface Means {
  readonly session: Session;
  readonly engine: EngineIndexes;
  readonly index: SearchIndex;
  readonly clock: () => Date;
  /** Told of every step before the next one begins; tests stop here. */
  readonly step?: (step: Step) => void;
}

export type Step = 'claimed' | 'read' | 'marked' | 'sent' | 'settled' | 'confirmed' | 'removed';

/** What became of the documents. */
export interface Outcome {
  /** What could not be delivered, and why; all others were. */
  readonly refused: readonly { readonly item: Item; readonly reason: string }[];
  /** What an earlier delivery had sent without learning whether it arrived: it may still arrive after this one. */
  readonly uncertain: readonly Item[];
}

/** Documents on their way. */
export interface Delivery {
  /** Resolves when all of it has arrived and stands in the ledger. @throws EngineUnavailable, IndexGone */
  settle(): Promise<Outcome>;
}

/**
 * Sends documents as they are now to indexes of the engine. The caller must hold the locks of their groups from before this until
 * it is settled: nobody else sends the same documents meanwhile, so none is overwritten with what it was before.
 *
 * The ledger says "unknown" before anything is sent, and what arrived only once it has. A process that dies in between leaves
 * an entry that makes its successor write the document whatever it holds.
 * @throws EngineUnavailable, IndexGone, or what the database says
 */
export async function send(means: Means, uids: readonly string[], items: readonly Item[]): Promise<Delivery> {
  let settles: (() => Promise<Outcome>)[];
  try {
    const contents = await readContents(means, items);
    means.step?.('read');
    settles = [];
    for (const uid of uids) settles.push(await sendTo(means, uid, items, contents));
  } catch (error) {
    if (!isFaultOfDocuments(error)) throw error;
    return { settle: () => divide(means, uids, items, error) };
  }
  return {
    async settle() {
      try {
        const outcomes: Outcome[] = [];
        for (const settle of settles) outcomes.push(await settle());
        return joined(outcomes);
      } catch (error) {
        if (!isFaultOfDocuments(error)) throw error;
        return divide(means, uids, items, error);
      }
    },
  };
}

/** What a document is: its content, or none, and when that ends. */
export interface Content {
  readonly document: IndexedDocument | null;
  readonly turnsAt: Date | null;
}

/** Documents as they are now. Those that are not there are not to be found, now or later. */
export async function readContents(
  { session, index, clock }: Means,
  items: readonly DocumentKey[],
): Promise<Map<string, Content>> {
  const contents = new Map<string, Content>();
  const at = clock();
  for (const kind of index.kinds) {
    const ids = items.filter((item) => item.kind === kind.name).map(({ id }) => id);
    if (ids.length === 0) continue;
    const { documents, pending } = await readDocuments(session.database, index, kind, ids, at);
    for (const document of documents) contents.set(document.id, { document, turnsAt: document.turnsAt });
    for (const { id, turnsAt } of pending) contents.set(id, { document: null, turnsAt });
  }
  return contents;
}

async function sendTo(
  { session, engine, clock, step }: Means,
  uid: string,
  items: readonly Item[],
  contents: ReadonlyMap<string, Content>,
): Promise<() => Promise<Outcome>> {
  const entries = await readEntries(
    session,
    uid,
    items.map(({ id }) => id),
  );
  const sent: Item[] = [];
  const written: IndexedDocument[] = [];
  const gone: string[] = [];
  const after: Entry[] = [];
  for (const item of items) {
    const { document, turnsAt } = contents.get(item.id) ?? { document: null, turnsAt: null };
    const entry = entries.get(item.id);
    const hash = document?.hash ?? '';
    const isHeld = !item.forced && (entry ? entry.hash : '') === hash;
    if (isHeld && entry?.turnsAt?.getTime() === turnsAt?.getTime()) continue;
    after.push({ id: item.id, kind: item.kind, hash, turnsAt });
    if (isHeld) continue;
    sent.push(item);
    if (document) written.push(document);
    else gone.push(item.id);
  }
  await markUnknown(session, uid, sent, clock());
  step?.('marked');
  const tasks = await engine.send(uid, written, gone);
  step?.('sent');
  return async () => {
    await engine.settle(uid, tasks);
    step?.('settled');
    await confirm(session, uid, after, clock());
    step?.('confirmed');
    return { refused: [], uncertain: sent.filter(({ id }) => entries.get(id)?.hash === null) };
  };
}

/** One of the documents stops the others: halves find it. */
async function divide(means: Means, uids: readonly string[], items: readonly Item[], error: unknown): Promise<Outcome> {
  if (items.length === 1) return { refused: [{ item: items[0]!, reason: reasonOf(error) }], uncertain: [] };
  const middle = items.length >> 1;
  const outcomes: Outcome[] = [];
  for (const half of [items.slice(0, middle), items.slice(middle)]) {
    const delivery = await send(means, uids, half);
    outcomes.push(await delivery.settle());
  }
  return joined(outcomes);
}

const joined = (outcomes: readonly Outcome[]): Outcome => ({
  refused: outcomes.flatMap(({ refused }) => refused),
  uncertain: outcomes.flatMap(({ uncertain }) => uncertain),
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

/** Whether fewer documents may go through where these did not. */
const isFaultOfDocuments = (error: unknown): boolean =>
  error instanceof DocumentsRefused || error instanceof TypeError || error instanceof RangeError || isDataError(error);
