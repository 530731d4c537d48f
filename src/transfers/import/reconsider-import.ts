import type { EntityManager } from '@mikro-orm/postgresql';
import { addJob } from '../../platform/jobs/add-job.ts';
import { type Import, ImportState } from './import.entity.ts';
import { CHECK_IMPORT } from './import.jobs.ts';
import { nextRound } from './load-import.ts';

/** Has an import checked anew, as far as it is not in. */
export async function reconsider(em: EntityManager, found: Import): Promise<void> {
  if (found.state !== ImportState.WAITING) found.take('reconsider');
  Object.assign(found, { percent: 0, failureText: null, undoFailureText: null, endedAt: null });
  await addJob(em, CHECK_IMPORT, nextRound(found));
}
