import type { JobContext } from '../../src/platform/jobs/job.ts';
import type { TestApp } from '../support/app.ts';

/** What a worker hands to a job. */
export function jobContext({ services }: TestApp, more: Partial<JobContext> = {}): JobContext {
  const { orm, db, search, log, clock, files } = services;
  return {
    orm,
    db,
    search,
    files,
    log,
    requestId: 'job-test',
    viewer: { role: 'operator', name: 'job test' },
    language: 'vi',
    now: clock(),
    signal: new AbortController().signal,
    progress: () => {},
    ...more,
  };
}
