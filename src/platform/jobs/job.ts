import type { FileTerms } from '../files/fetch-file.ts';
import type { RequestContext } from '../graphql/context.ts';
import type { Progress } from '../logging/progress.ts';
import type { Schedule } from './schedule.ts';

/** What a job works with: a context as a request has it, so that it may call any write; the viewer is the job itself. */
export interface JobContext extends RequestContext {
  /** Aborts when the process is about to stop: a long job then throws soon, and runs again with the next. */
  readonly signal: AbortSignal;
  /** From where files may be fetched, and how large they may be. */
  readonly files: FileTerms;
  /** Says how far it is; the log tells from time to time. */
  readonly progress: Progress;
}

/**
 * Work that is done by a worker, once it was added by `addJob` or falls due by its schedule. A job that throws is tried again after
 * a wait, which grows from three seconds to six hours. One whose process was killed runs again from its start: so what it has
 * done by then must not matter.
 */
export interface Job<Payload = unknown> {
  /** Unique; of small letters and hyphens. It is stored with the jobs that wait, so a new name is a new job. */
  readonly name: string;
  /** How often it is tried at most; 25 times, which takes four days, unless given. Attempts count unless the process was asked to stop. */
  readonly attempts?: number;
  /** Told once it is not tried again, whether it threw or its process was ended each time; until it succeeds. */
  giveUp?(context: JobContext, payload: Payload): Promise<unknown>;
  /** When it falls due; nobody then gives it a payload. It never runs twice at once. */
  readonly schedule?: Schedule;
  run(context: JobContext, payload: Payload): Promise<unknown>;
}

/** How often a job is tried at most. */
export const attemptsOf = ({ attempts = 25 }: Pick<Job<never>, 'attempts'>): number => attempts;
