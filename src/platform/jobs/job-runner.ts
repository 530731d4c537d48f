import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Runner, run, type WorkerEvents, type WorkerPool } from 'graphile-worker';
import pg from 'pg';
import type { Job } from './job.ts';
import { type JobServices, taskOf } from './job-run.ts';
import { JOB_SCHEMA } from './job-tables.ts';
import { libraryLogger } from './library-logger.ts';
import { LostJobs } from './lost-jobs.ts';
import { Presence } from './presence.ts';
import { cronItems } from './schedule.ts';

export interface JobRunnerOptions {
  readonly url: string;
  readonly jobs: readonly Job[];
  /** Jobs at once. */
  readonly concurrency: number;
  readonly services: JobServices;
}

/** Connections beside those of the jobs at once: one listens, one looks for lost jobs and schedules. */
const MORE_CONNECTIONS = 2;

/** Milliseconds that jobs have to end when the runner stops: then they are told, and then given back to be run by others. */
const TELL_AFTER = 4_000;
const GIVE_BACK_AFTER = 8_000;

/** Has jobs that were interrupted run as soon as a worker is there, as if they had not been tried. */
const GO_ON = `
  select graphile_worker.reschedule_jobs(array[id], now(), null, attempts - 1)
  from graphile_worker.jobs where id = any($1) and locked_by is null`;

/** A run of the library: it looks for jobs and runs them, until it is stopped or fails. */
export class JobRunner {
  #pool: WorkerPool | null = null;
  #runner: Runner | null = null;
  /** Jobs that ended undone since they were told to end. */
  readonly #interrupted: string[] = [];

  private constructor(
    readonly connections: pg.Pool,
    readonly presence: Presence,
    readonly lost: LostJobs,
    readonly options: JobRunnerOptions,
  ) {}

  /** @throws what PostgreSQL says when it does not answer */
  static async start(options: JobRunnerOptions): Promise<JobRunner> {
    const { url, concurrency, services } = options;
    const presence = await Presence.open(url, services.log);
    const connections = openConnections(options, concurrency + MORE_CONNECTIONS);
    const runner = new JobRunner(connections, presence, new LostJobs(connections, options.jobs, services.log), options);
    try {
      await runner.#run();
      return runner;
    } catch (error) {
      await runner.#release();
      throw error;
    }
  }

  /** Whether it looks for jobs, and others see it. */
  get works(): boolean {
    return this.presence.shows;
  }

  /** Settles when it ends, which it does by itself only when it could not note how a job ended. */
  get ended(): Promise<void> {
    return this.#runner!.promise;
  }

  /** Takes no new jobs, lets those that run end or interrupts them, and gives back those that do not listen. */
  async stop(): Promise<void> {
    const stopping = this.#runner!.stop().catch(() => {});
    const inTime = new AbortController();
    await Promise.race([
      stopping.finally(() => inTime.abort()),
      pause(GIVE_BACK_AFTER, undefined, { signal: inTime.signal })
        .then(() => this.#giveBack())
        .catch(() => {}),
    ]);
    await this.#letGoOn();
    await this.#release();
  }

  async #run(): Promise<void> {
    const { jobs, concurrency, services } = this.options;
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => {
      this.#pool = workerPool;
    });
    this.#runner = await run({
      pgPool: this.connections,
      schema: JOB_SCHEMA,
      concurrency,
      noHandleSignals: true,
      gracefulShutdownAbortTimeout: TELL_AFTER,
      logger: libraryLogger(services.log),
      events,
      taskList: Object.fromEntries(
        jobs.map((job) => [job.name, taskOf(job, services, (id) => this.#interrupted.push(id))]),
      ),
      parsedCronItems: cronItems(jobs),
      preset: {
        plugins: [showing(this.presence)],
        // Without a batch, the library does not wait for the note of how a job ended: where that fails, it ends the process.
        worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      },
    });
    // Whoever waits for the end is told; that nobody does yet must not end the process.
    this.#runner.promise.catch(() => {});
  }

  async #letGoOn(): Promise<void> {
    try {
      if (this.#interrupted.length > 0) await this.connections.query(GO_ON, [this.#interrupted]);
    } catch (err) {
      this.options.services.log.warn({ err }, 'jobs that were interrupted go on only after a wait');
    }
  }

  async #giveBack(): Promise<void> {
    this.options.services.log.error('jobs did not end in time; they are given back, to be run again');
    await this.#pool!.forcefulShutdown('The worker stops.');
  }

  async #release(): Promise<void> {
    await this.lost.stop();
    await this.connections.end();
    await this.presence.close();
  }
}

function openConnections({ url, services: { log } }: JobRunnerOptions, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'cau-noi jobs' });
  const lost = (err: Error) => log.warn({ err }, 'lost a database connection of the jobs');
  return pool.on('error', lost).on('connect', (client) => client.on('error', lost));
}

/** Lets no worker take a job before others can see that it lives. */
const showing = (presence: Presence): GraphileConfig.Plugin => ({
  name: 'CauNoiPresence',
  version: '1.0.0',
  worker: {
    hooks: {
      startWorker: (_context, { worker }) => presence.show(worker.workerPool.id),
    },
  },
});
