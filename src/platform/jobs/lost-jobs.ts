import type pg from 'pg';
import type { Log } from '../logging/log.ts';
import { PRESENCE_LOCKS } from './presence.ts';

/** Milliseconds between two looks: enough for a live worker to show again after it lost its connection. */
const INTERVAL = 5_000;

/** Workers that hold jobs and do not show. */
const MISSING = `
  select distinct locked_by as worker from graphile_worker.jobs
  where locked_by is not null and not exists (
    select from pg_locks
    where locktype = 'advisory' and granted and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())
      and classid::bigint = $1::bigint and objid::bigint = hashtext(locked_by)::bigint & 4294967295)`;

/** Gives back the jobs of those workers that still do not show: while it does, none of them can begin to. */
const TAKE_BACK = `
  select graphile_worker.force_unlock_workers(array(
    select worker from unnest($2::text[]) missing (worker) where pg_try_advisory_xact_lock($1::int, hashtext(worker))))`;

/**
 * Takes back the jobs of workers that are gone without giving them back, as after a kill: the library would leave them for four hours.
 * Gone is who does not show (see `Presence`) in two looks in a row.
 */
export class LostJobs {
  #missing: ReadonlySet<string> = new Set();
  #looking: Promise<void>;
  readonly #timer: NodeJS.Timeout;

  constructor(
    readonly pool: pg.Pool,
    readonly log: Log,
  ) {
    this.#looking = this.#look();
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, INTERVAL);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    try {
      const { rows } = await this.pool.query<{ worker: string }>(MISSING, [PRESENCE_LOCKS]);
      const missing = rows.map(({ worker }) => worker);
      const gone = missing.filter((worker) => this.#missing.has(worker));
      this.#missing = new Set(missing);
      if (gone.length === 0) return;
      this.log.warn({ workers: gone }, 'taking back the jobs of workers that are gone');
      await this.pool.query(TAKE_BACK, [PRESENCE_LOCKS, gone]);
    } catch (err) {
      this.#missing = new Set();
      this.log.warn({ err }, 'could not look for the jobs of workers that are gone');
    }
  }
}
