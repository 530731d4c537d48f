import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
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

/** A job that remembers with what it ran. */
function remembering(name: string): Job<{ number: number }> & { readonly ran: number[] } {
  const ran: number[] = [];
  return { name, ran, run: async (_, { number }) => ran.push(number) };
}

const transaction = (change: Parameters<typeof app.services.orm.em.transactional>[0]) =>
  app.services.orm.em.fork().transactional(change);

describe('a job', () => {
  it('that was added in a transaction runs once it is committed, and once only with two workers', async () => {
    const job = remembering('once');
    start(job);
    start(job);
    const numbers = Array.from({ length: 40 }, (_, number) => number);
    await transaction(async (em) => {
      for (const number of numbers) await addJob(em, job, { number });
      await pause(200);
      expect(job.ran).toEqual([]);
    });
    await until(async () => (await waitingJobs(app, job.name)).length === 0);
    expect(job.ran.toSorted((a, b) => a - b)).toEqual(numbers);
  });

  it('of a change that is rolled back never runs', async () => {
    const job = remembering('never');
    const rolledBack = transaction(async (em) => {
      await addJob(em, job, { number: 1 });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    start(job);
    await transaction((em) => addJob(em, job, { number: 2 }));
    await until(() => job.ran.length > 0);
    expect(job.ran).toEqual([2]);
  });

  it('runs when it is due', async () => {
    const job = remembering('later');
    start(job);
    const begun = Date.now();
    await transaction((em) => addJob(em, job, { number: 1 }, new Date(begun + 1_000)));
    await until(() => job.ran.length > 0);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);
  });

  it('that fails is tried again after a wait, which grows', async () => {
    let tries = 0;
    const job: Job<object> = {
      name: 'fails',
      run: async () => {
        tries++;
        if (tries < 3) throw new Error(`not yet (${tries})`);
      },
    };
    start(job);
    await transaction((em) => addJob(em, job, {}));
    for (const [attempts, wait] of [
      [1, Math.E],
      [2, Math.E ** 2],
    ] as const) {
      await until(async () => (await waitingJobs(app, job.name))[0]?.lastError === `not yet (${attempts})`);
      const [waiting] = await waitingJobs(app, job.name);
      expect(waiting).toMatchObject({ attempts, lockedBy: null });
      expect(waiting!.due).toBeGreaterThan(wait - 1);
      expect(waiting!.due).toBeLessThanOrEqual(wait);
      await app.services.db.query(
        'select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = $1), now())',
        [job.name],
      );
    }
    await until(async () => (await waitingJobs(app, job.name)).length === 0);
    expect(tries).toBe(3);
  });

  it('that has failed as often as it may is not tried again, and told so where it wants to be', {
    timeout: 30_000,
  }, async () => {
    const tries: string[] = [];
    const told: unknown[] = [];
    const hopeless = (name: string): Job<object> => ({
      name,
      attempts: 1,
      run: async () => {
        tries.push(name);
        throw new Error('never');
      },
    });
    const [plain, giving] = [hopeless('hopeless'), hopeless('gives-up')];
    const job: Job<object> = { ...giving, giveUp: async (_context, payload) => told.push(payload) };
    start(plain, job);
    await transaction((em) => addJob(em, plain, {}));
    await transaction((em) => addJob(em, job, { number: 7 }));
    await until(async () => told.length > 0 && (await waitingJobs(app, job.name)).length === 0);
    expect(told).toEqual([{ number: 7 }]);
    expect(tries.sort()).toEqual(['gives-up', 'hopeless']);
    expect(await waitingJobs(app, plain.name)).toMatchObject([{ attempts: 1, lastError: 'never', lockedBy: null }]);
  });

  it('may call writes: it has a context like a request has', async () => {
    let asked: unknown;
    const job: Job<object> = {
      name: 'writes',
      run: async ({ viewer, requestId, now, db }) => {
        asked = { viewer, requestId, now, rows: await db.query('select 1 as one') };
      },
    };
    start(job);
    await transaction((em) => addJob(em, job, {}));
    await until(() => asked !== undefined);
    expect(asked).toEqual({
      viewer: { role: 'operator', name: 'job writes' },
      requestId: expect.stringMatching(/^job-\d+$/),
      now: app.services.clock(),
      rows: [{ one: 1 }],
    });
  });
});

describe('a worker', () => {
  it('that stops lets its job end, and takes no other', async () => {
    const done: number[] = [];
    const job: Job<{ number: number }> = {
      name: 'slow',
      run: async (_, { number }) => {
        await pause(500);
        done.push(number);
      },
    };
    const worker = start(job);
    await transaction(async (em) => {
      for (const number of [1, 2, 3]) await addJob(em, job, { number });
    });
    await until(async () => (await waitingJobs(app, job.name)).filter(({ lockedBy }) => lockedBy).length === 2);
    await worker.stop();
    expect(done.toSorted()).toEqual([1, 2]);
    expect(await waitingJobs(app, job.name)).toMatchObject([{ attempts: 0, lockedBy: null }]);
    await expect(worker.check()).rejects.toThrow();
    // PostgreSQL takes a moment to see that they were ended.
    await until(async () => {
      const connections = await app.services.db.query(
        `select from pg_stat_activity
        where datname = current_database() and application_name in ('cau-noi jobs', 'cau-noi worker')`,
      );
      return connections.length === 0;
    });
  });

  it('tells jobs that do not end to, and gives back those that do not listen', { timeout: 30_000 }, async () => {
    let told = false;
    const polite: Job<object> = {
      name: 'polite',
      run: async ({ signal }) => {
        await pause(60_000, undefined, { signal }).catch(() => {
          told = true;
          throw new Error('stopped');
        });
      },
    };
    const deaf: Job<object> = { name: 'deaf', run: () => pause(20_000, undefined, { ref: false }) };
    const worker = start(polite, deaf);
    await transaction(async (em) => {
      await addJob(em, polite, {});
      await addJob(em, deaf, {});
    });
    await until(async () => (await waitingJobs(app, 'deaf'))[0]?.lockedBy != null);
    const begun = Date.now();
    await worker.stop();
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(told).toBe(true);
    const [listened] = await waitingJobs(app, 'polite');
    expect(listened).toMatchObject({ attempts: 0, lockedBy: null, lastError: 'stopped' });
    expect(listened!.due).toBeLessThanOrEqual(0);
    // It may still run: another worker waits before it takes it.
    const [ignored] = await waitingJobs(app, 'deaf');
    expect(ignored).toMatchObject({ attempts: 1, lockedBy: null });
    expect(ignored!.due).toBeGreaterThan(0);
  });

  it('refuses two jobs of one name', () => {
    expect(() => start(remembering('same'), remembering('same'))).toThrow('Two jobs are named same.');
  });
});
