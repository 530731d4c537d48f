import type { Task } from 'graphile-worker';
import type { RequestContext } from '../graphql/context.ts';
import type { Log } from '../logging/log.ts';
import type { Progress } from '../logging/progress.ts';
import { attemptsOf, type Job, type JobContext } from './job.ts';

/** What jobs work on. */
export type JobServices = Pick<RequestContext, 'orm' | 'db' | 'search' | 'log'> &
  Pick<JobContext, 'files'> & { readonly clock: () => Date };

/** Milliseconds between two lines of the log about how far a job is. */
const TELL_EVERY = 10_000;

/** Makes a job the library's: it gets its context, and the log says how it went. `interrupted` hears of what it left undone as told. */
export function taskOf(
  job: Job,
  { clock, log: parent, orm, db, search, files }: JobServices,
  interrupted: (id: string) => void,
): Task {
  return async (payload, { job: { id, attempts, max_attempts: most }, abortSignal: signal }) => {
    const requestId = `job-${id}`;
    const log = parent.child({ job: job.name, requestId });
    const context = {
      orm,
      db,
      search,
      files,
      requestId,
      viewer: { role: 'operator', name: `job ${job.name}` } as const,
      language: 'vi' as const,
      now: clock(),
      log,
      signal,
      progress: loggedProgress(log),
    };
    const begun = performance.now();
    try {
      const isGivenUp = job.giveUp !== undefined && attempts > attemptsOf(job);
      if (isGivenUp) log.error({ attempts: attempts - 1 }, 'the job is not tried again; it is told');
      await (isGivenUp ? job.giveUp!(context, payload) : job.run(context, payload));
      log.info({ milliseconds: Math.round(performance.now() - begun) }, 'the job is done');
    } catch (err) {
      if (signal?.aborted) {
        log.info('the job is interrupted, for the worker stops; it goes on with the next');
        interrupted(id);
      } else if (attempts < most) log.warn({ err, attempt: attempts }, 'the job failed; it will be tried again');
      else log.error({ err, attempt: attempts }, 'the job failed for the last time');
      throw err;
    }
  };
}

function loggedProgress(log: Log): Progress {
  let told = performance.now();
  return (done, total) => {
    if (performance.now() - told < TELL_EVERY) return;
    told = performance.now();
    log.info({ done, total }, 'the job goes on');
  };
}
