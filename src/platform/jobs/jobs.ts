import { setTimeout as pause } from 'node:timers/promises';
import type { Background } from '../background.ts';
import { JobRunner, type JobRunnerOptions } from './job-runner.ts';

/** Milliseconds until a runner that failed is followed by another, and at most. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Runs jobs until it is stopped; while PostgreSQL is away it waits for it. @throws Error where two jobs have one name */
export function startJobs(options: JobRunnerOptions): Background {
  const { log } = options.services;
  const names = options.jobs.map(({ name }) => name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double) throw new Error(`Two jobs are named ${double}.`);

  const stopped = new AbortController();
  let current: JobRunner | null = null;

  const runOnce = async (): Promise<boolean> => {
    try {
      current = await JobRunner.start(options);
      log.info({ jobs: names, atOnce: options.concurrency }, 'looking for jobs');
      await Promise.race([current.ended, until(stopped.signal)]);
      return true;
    } catch (err) {
      log.error({ err }, 'the runner of the jobs failed; another will follow');
      return current !== null;
    } finally {
      await current?.stop();
      current = null;
    }
  };

  const running = (async () => {
    for (let wait = FIRST_WAIT; !stopped.signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      if (await runOnce()) wait = FIRST_WAIT;
      if (!stopped.signal.aborted) await pause(wait, undefined, { signal: stopped.signal }).catch(() => {});
    }
  })();

  return {
    name: 'jobs',
    async check() {
      if (!current?.works) throw new Error('No runner of jobs works.');
    },
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

const until = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
