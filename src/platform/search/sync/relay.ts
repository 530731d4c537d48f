import { type Claim, claimRows, removeRows } from './claim.ts';
import { type Delivery, type Means, type Outcome, send } from './delivery.ts';
import { IndexGone } from './engine-errors.ts';
import { unlockGroups } from './group-locks.ts';
import { noteTurns } from './ledger.ts';
import { clearError, type EngineIndex, loseIndex, noteError, readReplica } from './replica.ts';

/** Rows of one claim: at first, at least and at most. */
const FIRST_SIZE = 200;
const SMALLEST = 50;
const LARGEST = 4_000;

/** Documents that are read and sent together. */
const CHUNK = 1_000;

/** Chunks that the engine has been handed while the next is read. */
const AHEAD = 2;

/** Milliseconds within which a claim should be delivered, so that what comes meanwhile does not wait long. */
const GOAL = 1_000;

/** How a round went: whether to go on at once, to come back soon, or to wait for something to do. */
export type Round = 'more' | 'busy' | 'idle';

/**
 * Delivers what the outbox holds, a claim at a time. Any number of relays may work at once; each document is delivered by one at a
 * time, as it is at that moment, and its rows are removed only when the engine has it.
 */
export class Relay {
  #size = FIRST_SIZE;

  constructor(readonly means: Means) {}

  /** @throws EngineUnavailable, or what the database says: nothing is lost, and the session is to be given up */
  async round(): Promise<Round> {
    const { session, index, clock, step } = this.means;
    const before = await readReplica(session.database, index);
    if (!before) return 'idle';
    await noteTurns(
      session,
      index,
      [before.live, before.building].flatMap((one) => (one ? [one.uid] : [])),
      clock(),
    );
    const claim = await claimRows(session, index, this.#size);
    if (claim === null || claim === 'busy') return claim ?? 'idle';
    step?.('claimed');
    const started = performance.now();
    await this.#deliver(claim);
    await unlockGroups(session, claim.groups);
    this.#adapt(claim.rows.length, performance.now() - started);
    return 'more';
  }

  async #deliver(claim: Claim): Promise<void> {
    const { session, index, step } = this.means;
    // Read after the claim: an index that is begun later reads the documents later, and finds what these rows stand for.
    const replica = await readReplica(session.database, index);
    const targets: string[] = [];
    for (const target of [replica?.live, replica?.building]) {
      if (target && (await isThere(this.means, target))) targets.push(target.uid);
    }
    const outcome = await this.#deliverTo(targets, claim).catch(async (error) => {
      if (error instanceof IndexGone) await loseIndex(session, index, error.uid);
      throw error;
    });
    if (outcome.refused.length > 0) await noteError(session.database, index, describeRefusal(outcome));
    await removeRows(session, index, claim, outcome.refused, outcome.uncertain);
    if (replica?.lastError) await clearError(session.database, index);
    step?.('removed');
  }

  async #deliverTo(targets: readonly string[], { items }: Claim): Promise<Outcome> {
    const outcomes: Outcome[] = [];
    const underWay: Delivery[] = [];
    const settleOldest = async () => outcomes.push(await underWay.shift()!.settle());
    if (targets.length > 0) {
      for (let start = 0; start < items.length; start += CHUNK) {
        underWay.push(await send(this.means, targets, items.slice(start, start + CHUNK)));
        if (underWay.length > AHEAD) await settleOldest();
      }
      while (underWay.length > 0) await settleOldest();
    }
    return {
      refused: outcomes.flatMap(({ refused }) => refused),
      uncertain: outcomes.flatMap(({ uncertain }) => uncertain),
    };
  }

  #adapt(rows: number, milliseconds: number): void {
    if (milliseconds > 2 * GOAL) this.#size = Math.max(SMALLEST, this.#size >> 1);
    else if (milliseconds < GOAL && rows === this.#size) this.#size = Math.min(LARGEST, this.#size * 2);
  }
}

/**
 * Whether the engine still has the very index. To add documents to one that it has lost would make a new one, without its settings
 * and with nothing else in it.
 */
async function isThere({ session, engine, index }: Means, { uid, createdAt }: EngineIndex): Promise<boolean> {
  if ((await engine.createdAt(uid)) === createdAt) return true;
  await loseIndex(session, index, uid);
  await noteError(session.database, index, new IndexGone(uid).message);
  return false;
}

function describeRefusal({ refused }: Outcome): string {
  const [first] = refused;
  return `${refused.length} documents were refused, among them the ${first!.item.kind} ${first!.item.id}: ${first!.reason}`;
}
