import { addJob } from '../../platform/jobs/add-job.ts';
import type { Job } from '../../platform/jobs/job.ts';
import { checkImport } from './check-import.ts';
import { brokenBy, failRound, type Round } from './load-import.ts';
import { goOnOrGiveUp, runImport, type Writing } from './run-import.ts';
import { goOnOrKeep, type Undoing, undoImport } from './undo-import.ts';

/** A file that broke a job ten times breaks it again. */
const attempts = 10;

export const CHECK_IMPORT: Job<Round> = {
  name: 'check-import',
  attempts,
  run: checkImport,
  giveUp: (context, round) => failRound(context, round, brokenBy(context)),
};

export const RUN_IMPORT: Job<Writing> = {
  name: 'run-import',
  attempts,
  run: runImport,
  giveUp: (context, writing) => goOnOrGiveUp(context, writing, (em, next) => addJob(em, RUN_IMPORT, next)),
};

export const UNDO_IMPORT: Job<Undoing> = {
  name: 'undo-import',
  attempts,
  run: undoImport,
  giveUp: (context, undoing) => goOnOrKeep(context, undoing, (em, next) => addJob(em, UNDO_IMPORT, next)),
};

export const IMPORT_JOBS = [CHECK_IMPORT, RUN_IMPORT, UNDO_IMPORT] as Job[];
