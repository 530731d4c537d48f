import type { Background } from '../../../src/platform/background.ts';
import type { Job } from '../../../src/platform/jobs/job.ts';
import { startJobs } from '../../../src/platform/jobs/jobs.ts';
import type { TestApp } from '../../support/app.ts';

/** A job as the library's view shows it. */
export interface WaitingJob {
  readonly attempts: number;
  readonly lastError: string | null;
  readonly lockedBy: string | null;
  /** Seconds until it is due. */
  readonly due: number;
}

/** Starts a worker that knows these jobs only; tests of one file may run several side by side. */
export const startWorker = ({ services }: TestApp, ...jobs: Job<never>[]): Background =>
  startJobs({ url: services.url, services, concurrency: 2, jobs: jobs as Job[] });

/** The jobs of a name that wait or run. */
export const waitingJobs = ({ services }: TestApp, name: string): Promise<WaitingJob[]> =>
  services.db.query<WaitingJob>(
    `select attempts, last_error as "lastError", locked_by as "lockedBy", extract(epoch from run_at - now())::float8 as due
    from graphile_worker.jobs where task_identifier = $1 order by id`,
    [name],
  );

/** Waits until something holds. @throws Error when it does not within `seconds` */
export async function until(holds: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come about in ${seconds} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
