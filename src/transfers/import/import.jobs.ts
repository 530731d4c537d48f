import type { Job } from '../../platform/jobs/job.ts';
import { checkImport } from './check-import.ts';
import { runImport } from './run-import.ts';
import { undoImport } from './undo-import.ts';

/** Which import is meant. */
interface Which {
  readonly id: string;
}

/** A file that broke a job ten times breaks it again. */
const ATTEMPTS = 10;

const importJob = (
  name: string,
  run: (context: Parameters<Job['run']>[0], id: string) => Promise<void>,
): Job<Which> => ({
  name,
  attempts: ATTEMPTS,
  run: (context, { id }) => run(context, id),
});

export const CHECK_IMPORT = importJob('check-import', (context, id) => checkImport(context, id));
export const RUN_IMPORT = importJob('run-import', (context, id) => runImport(context, id));
export const UNDO_IMPORT = importJob('undo-import', (context, id) => undoImport(context, id));

export const IMPORT_JOBS = [CHECK_IMPORT, RUN_IMPORT, UNDO_IMPORT] as Job[];
