import type pg from 'pg';
import type { Log } from '../logging/log.ts';
import { attemptsOf, type Job } from './job.ts';
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

/** Gives jobs that were tried as often as they may one attempt more, to give up in; where that fails, another each minute. */
const LET_GIVE_UP = `
  select graphile_worker.reschedule_jobs(
    array(
      select id from graphile_worker.jobs
      where task_identifier = job.name and locked_by is null and jobs.attempts >= max_attempts
        and (jobs.attempts <= job.attempts or updated_at < now() - interval '1 minute')),
    now(), null, job.attempts, job.attempts + 1)
  from unnest($1::text[], $2::int[]) job (name, attempts)`;

/**
 * Looks after jobs that nobody would run any more. It takes back those of workers that are gone without giving them back, as after a
 * kill: the library would leave them for four hours. Gone is who does not show (see `Presence`) in two looks in a row. And it lets
 * those give up that are not tried again.
 */
export class LostJobs {
  #missing: ReadonlySet<string> = new Set();
  #looking: Promise<void>;
  readonly #timer: NodeJS.Timeout;

  constructor(
    readonly pool: pg.Pool,
    readonly jobs: readonly Job[],
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
      await this.#takeBack();
    } catch (err) {
      this.#missing = new Set();
      this.log.warn({ err }, 'could not look for the jobs of workers that are gone');
    }
    try {
      await this.#letGiveUp();
    } catch (err) {
      this.log.warn({ err }, 'could not look for jobs that are not tried again');
    }
  }

  async #takeBack(): Promise<void> {
    const { rows } = await this.pool.query<{ worker: string }>(MISSING, [PRESENCE_LOCKS]);
    const missing = rows.map(({ worker }) => worker);
    const gone = missing.filter((worker) => this.#missing.has(worker));
    this.#missing = new Set(missing);
    if (gone.length === 0) return;
    this.log.warn({ workers: gone }, 'taking back the jobs of workers that are gone');
    await this.pool.query(TAKE_BACK, [PRESENCE_LOCKS, gone]);
  }

  async #letGiveUp(): Promise<void> {
    const jobs = this.jobs.filter(({ giveUp }) => giveUp);
    await this.pool.query(LET_GIVE_UP, [jobs.map(({ name }) => name), jobs.map(attemptsOf)]);
  }
}
