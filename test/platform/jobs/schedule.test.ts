import { afterEach, describe, expect, it } from 'vitest';
import type { Background } from '../../../src/platform/background.ts';
import type { Job } from '../../../src/platform/jobs/job.ts';
import { crontabOf, type Schedule } from '../../../src/platform/jobs/schedule.ts';
import { useTestApp } from '../../support/app.ts';
import { startWorker, until, waitingJobs } from './job-support.ts';

const app = useTestApp();
const workers: Background[] = [];
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.stop())));

const HOUR = 3_600_000;

/** What the library knows of the schedule of a name. */
async function knownSince(name: string): Promise<unknown[]> {
  return app.services.db.query(
    'select last_execution as last from graphile_worker._private_known_crontabs where identifier = $1',
    [name],
  );
}

describe('a schedule', () => {
  it.each<[Schedule, string]>([
    [{ everyMinutes: 1 }, '*/1 * * * *'],
    [{ everyMinutes: 15 }, '*/15 * * * *'],
    [{ everyMinutes: 60 }, '0 * * * *'],
    [{ dailyAt: '00:00' }, '0 17 * * *'],
    [{ dailyAt: '03:30' }, '30 20 * * *'],
    [{ dailyAt: '07:05' }, '5 0 * * *'],
    [{ dailyAt: '23:59' }, '59 16 * * *'],
  ])('%j is %s in UTC', (schedule, crontab) => {
    expect(crontabOf(schedule)).toBe(crontab);
  });

  it.each(['24:00', '7:00', '12:60', 'noon', ''])('refuses the time %j', (dailyAt) => {
    expect(() => crontabOf({ dailyAt })).toThrow(RangeError);
  });

  it('is known once a worker has started; what was never missed is not made up for', async () => {
    let runs = 0;
    const job: Job = { name: 'new', schedule: { dailyAt: '12:00' }, run: async () => runs++ };
    workers.push(startWorker(app, job));
    await until(async () => (await knownSince(job.name)).length === 1);
    expect(await knownSince(job.name)).toEqual([{ last: null }]);
    expect([runs, await waitingJobs(app, job.name)]).toEqual([0, []]);
  });

  it('makes up for a missed day, once, whatever the number of workers', async () => {
    const payloads: unknown[] = [];
    const due = new Date(Date.now() - 2 * HOUR + 7 * HOUR).toISOString().slice(11, 16);
    const job: Job = {
      name: 'missed',
      schedule: { dailyAt: due },
      run: async (_, payload) => payloads.push(payload),
    };
    await app.services.db.query(
      `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
      values ($1, now() - interval '9 days', now() - interval '74 hours')`,
      [job.name],
    );
    workers.push(startWorker(app, job), startWorker(app, job));
    await until(() => payloads.length > 0);
    await until(async () => (await waitingJobs(app, job.name)).length === 0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(payloads).toHaveLength(1);
  });
});
