import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import type { Background } from '../../../src/platform/background.ts';
import { addJob } from '../../../src/platform/jobs/add-job.ts';
import type { Job } from '../../../src/platform/jobs/job.ts';
import { useTestApp } from '../../support/app.ts';
import { startWorker, until, waitingJobs } from './job-support.ts';

const app = useTestApp();
const workers: Background[] = [];
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.stop())));

function start(...jobs: Job<never>[]): Background {
  const worker = startWorker(app, ...jobs);
  workers.push(worker);
  return worker;
}

const add = (job: Job<object>) => app.services.orm.em.fork().transactional((em) => addJob(em, job, {}));

/** Ends database connections as a restart of the server or a broken network does; answers how many there were. */
async function cut(application: string): Promise<number> {
  const ended = await app.services.db.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = $1',
    [application],
  );
  return ended.length;
}

/** Starts a worker in a process of its own, which says when it has taken the job named killed, and never ends that. */
function startChild(): ChildProcess {
  const script = fileURLToPath(new URL('job-worker.child.ts', import.meta.url));
  const flags = ['--experimental-transform-types', '--no-warnings'];
  const child = spawn(process.execPath, [...flags, script, app.services.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

it('takes back the job of a worker that was killed, and of nobody else', { timeout: 40_000 }, async () => {
  const child = startChild();
  let ran = 0;
  const killed: Job<object> = { name: 'killed', run: async () => ran++ };
  let lives = 0;
  const alive: Job<object> = {
    name: 'alive',
    run: async () => {
      lives++;
      await pause(12_000);
    },
  };
  await add(killed);
  await once(child.stdout!, 'data');

  start(alive);
  await add(alive);
  start(killed, alive);
  await pause(6_000);
  // Two looks have passed: the worker lives, so its job is its own.
  expect(await waitingJobs(app, 'killed')).toMatchObject([{ attempts: 1, lockedBy: expect.any(String) }]);
  child.kill('SIGKILL');
  await until(() => ran > 0, 12);
  await until(async () => (await waitingJobs(app, 'killed')).length === 0);
  expect([ran, lives]).toEqual([1, 1]);
});

it('tells a job that it is not tried again, though its worker was killed each time', { timeout: 40_000 }, async () => {
  const child = startChild();
  let [ran, gaveUp] = [0, 0];
  const killed: Job<object> = {
    name: 'killed',
    attempts: 1,
    run: async () => ran++,
    giveUp: async () => gaveUp++,
  };
  await add(killed);
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  start(killed);
  start(killed);
  await until(() => gaveUp > 0, 30);
  await until(async () => (await waitingJobs(app, 'killed')).length === 0);
  expect([ran, gaveUp]).toEqual([0, 1]);
});

it('leaves a worker its job that lost its connections and has others', { timeout: 40_000 }, async () => {
  let lives = 0;
  const job: Job<object> = {
    name: 'cut-off',
    run: async () => {
      lives++;
      await pause(13_000);
    },
  };
  const worker = start(job);
  await add(job);
  await until(() => lives === 1);
  expect(await cut('cau-noi worker')).toBe(1);
  await until(() =>
    worker.check().then(
      () => false,
      () => true,
    ),
  );
  start(job);
  await pause(500);
  expect(await cut('cau-noi jobs')).toBeGreaterThan(1);
  await until(async () => (await waitingJobs(app, job.name)).length === 0, 16);
  expect(lives).toBe(1);
  await worker.check();
});

it('goes on after it could not note how a job ended; the job runs again', { timeout: 40_000 }, async () => {
  let runs = 0;
  const job: Job<object> = {
    name: 'unnoted',
    run: async ({ db }) => {
      runs++;
      // What has another name cannot be written to.
      if (runs === 1) {
        await db.query('alter table graphile_worker._private_jobs rename to away');
        setTimeout(() => void db.query('alter table graphile_worker.away rename to _private_jobs'), 500);
      }
    },
  };
  start(job);
  await add(job);
  await until(() => runs === 2, 20);
  await until(async () => (await waitingJobs(app, job.name)).length === 0);
});
