import type { Database } from '../../database/database.ts';
import type { SearchIndex } from '../search-index.ts';
import { isDue } from './outbox.ts';
import { type Replica, readReplica } from './replica.ts';

/** How an engine's copy of an index stands. */
export interface Status {
  /** Null when no engine has ever held a copy. */
  readonly replica: Replica | null;
  /** Changes that wait to be delivered; counted no further than MOST_QUEUED. */
  readonly queued: number;
  /** Documents that the engine refuses; they are tried again now and then. */
  readonly refused: number;
  /** Seconds since the oldest change was noted that the engine does not have; 0 when it has all. */
  readonly lagSeconds: number;
}

/** No queue is counted any further. */
export const MOST_QUEUED = 100_000;

/** Reads how things stand, at a cost that does not grow with the queue. */
export async function readStatus(db: Pick<Database, 'query'>, index: SearchIndex): Promise<Status> {
  const [replica, [queue]] = await Promise.all([
    readReplica(db, index),
    db.query<{ queued: number; refused: number; lag: number | null }>(
      `select
        (select count(*)::int from (
          select from search_outbox where index_table = $1 and attempts = 0 and ${isDue.text} limit ${MOST_QUEUED}
        ) waiting) as queued,
        (select count(distinct document_id)::int from search_outbox where index_table = $1 and attempts > 0) as refused,
        (select extract(epoch from clock_timestamp() - enqueued_at)::float8 from search_outbox
          where index_table = $1 and attempts = 0 and ${isDue.text} order by id limit 1) as lag`,
      [index.table],
    ),
  ]);
  return { replica, queued: queue!.queued, refused: queue!.refused, lagSeconds: Math.max(queue!.lag ?? 0, 0) };
}

/** Milliseconds for which a status is taken as it was, and after which it is not taken at all until it is read anew. */
const FRESH = 1_000;
const STALE = 5_000;

/** How an engine's copy stands, as searches go by it: hardly ever do they wait for it. */
export class Standing {
  #last: { status: Status; readAt: number } | null = null;
  #reading: Promise<Status> | null = null;

  constructor(
    readonly db: Pick<Database, 'query'>,
    readonly index: SearchIndex,
  ) {}

  /** At most STALE milliseconds old; read in the background when it is older than FRESH. */
  async now(): Promise<Status> {
    const age = this.#last ? performance.now() - this.#last.readAt : Number.POSITIVE_INFINITY;
    if (age < FRESH) return this.#last!.status;
    const reading = this.read();
    if (age >= STALE) return reading;
    // Whoever needs it next will meet the error.
    reading.catch(() => {});
    return this.#last!.status;
  }

  /** As it is at this moment. */
  read(): Promise<Status> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** The index of the engine to search in, as last known. */
  get liveUid(): string | null {
    return this.#last?.status.replica?.live?.uid ?? null;
  }

  async #read(): Promise<Status> {
    const readAt = performance.now();
    const status = await readStatus(this.db, this.index);
    this.#last = { status, readAt };
    return status;
  }
}
