import type { Running } from '../platform/background.ts';
import type { Database } from '../platform/database/database.ts';
import type { Log } from '../platform/logging/log.ts';
import { dayOf } from '../platform/time/vietnam-day.ts';
import { mayTellWho } from './personal-data.ts';

/** Which search it was. */
export enum SearchKind {
  PRODUCTS = 'PRODUCTS',
  CATALOGUE = 'CATALOGUE',
}

/** A search that found nothing. */
export interface UnansweredSearch {
  readonly kind: SearchKind;
  /** As it was typed. */
  readonly typed: string;
  /** As it was understood. */
  readonly searchedFor: string;
  readonly filtered: boolean;
  readonly at: Date;
}

/** What was counted of one text on one day. */
interface Tallied {
  readonly day: string;
  readonly kind: SearchKind;
  readonly text: string;
  count: number;
  withoutFilters: number;
  lastAt: Date;
}

/** Milliseconds for which counts are gathered before they are written. */
const WRITE_AFTER = 3_000;

/** Most texts that are gathered, and that a day has: more of them nobody reads. */
const MOST_TEXTS = 1_000;
const MOST_TEXTS_OF_A_DAY = 10_000;

const MOST_CHARACTERS = 200;

/** Texts that the day knows already count on, however many there are. Written in one order, so that processes make no deadlock. */
const WRITE = `
  with full_days as (
    select day from search_unanswered where day = any($1::date[]) group by day having count(*) >= ${MOST_TEXTS_OF_A_DAY})
  insert into search_unanswered as known (day, kind, text, count, without_filters, last_at)
  select tallied.*
  from unnest($1::date[], $2::text[], $3::text[], $4::int[], $5::int[], $6::timestamptz[])
    tallied (day, kind, text, count, without_filters, last_at)
  where tallied.day not in (select day from full_days)
    or (tallied.day, tallied.kind, tallied.text) in (select day, kind, text from search_unanswered)
  order by 1, 2, 3
  on conflict (day, kind, text) do update set
    count = known.count + excluded.count,
    without_filters = known.without_filters + excluded.without_filters,
    last_at = greatest(known.last_at, excluded.last_at)
  returning 1`;

/** Counts searches that found nothing: in memory first, so that no search waits for it or fails by it. */
export class UnansweredTally implements Running {
  #tallied = new Map<string, Tallied>();
  #left = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly db: Database,
    readonly log: Log,
  ) {}

  /** Counts a search, unless it may tell who somebody is or says nothing at all. */
  count({ kind, typed, searchedFor, filtered, at }: UnansweredSearch): void {
    const text = textOf(searchedFor);
    if (!/[\p{L}\p{N}]/u.test(text) || mayTellWho(typed) || mayTellWho(text)) return;
    const day = dayOf(at);
    const key = `${day} ${kind} ${text}`;
    const known = this.#tallied.get(key);
    if (!known && this.#tallied.size >= MOST_TEXTS) {
      this.#left += 1;
      return;
    }
    const tallied = known ?? { day, kind, text, count: 0, withoutFilters: 0, lastAt: at };
    tallied.count += 1;
    if (!filtered) tallied.withoutFilters += 1;
    if (at > tallied.lastAt) tallied.lastAt = at;
    this.#tallied.set(key, tallied);
    this.#timer ??= setTimeout(() => void this.write(), WRITE_AFTER).unref();
  }

  /** Writes what was counted so far. Never rejects: what cannot be written is left out, and the log says so. */
  async write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = [...this.#tallied.values()];
    const left = this.#left;
    this.#tallied = new Map();
    this.#left = 0;
    if (rows.length === 0) return;
    const columns = (['day', 'kind', 'text', 'count', 'withoutFilters', 'lastAt'] as const).map((column) =>
      rows.map((row) => row[column]),
    );
    try {
      const written = await this.db.query(WRITE, columns);
      const leftOut = left + rows.length - written.length;
      if (leftOut > 0) this.log.warn({ leftOut }, 'too many searches found nothing; not all are counted');
    } catch (err) {
      this.log.warn({ err, texts: rows.length }, 'searches that found nothing could not be counted');
    }
  }

  /** Writes the rest. */
  stop(): Promise<void> {
    return this.write();
  }
}

function textOf(searchedFor: string): string {
  const plain = searchedFor
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return Array.from(plain.toLowerCase()).slice(0, MOST_CHARACTERS).join('');
}

const tallies = new WeakMap<Database, UnansweredTally>();

/** The tally of the application that reads this database. Whoever serves searches starts it, and stops it last. */
export function startTally({ db, log }: { db: Database; log: Log }): UnansweredTally {
  const tally = new UnansweredTally(db, log);
  tallies.set(db, tally);
  return tally;
}

/** The tally that was started for a database; none where nobody is to know, as on a command line. */
export const tallyOf = (db: Database): UnansweredTally | undefined => tallies.get(db);
