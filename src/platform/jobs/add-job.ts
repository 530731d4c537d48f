import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { execute } from '../database/execute.ts';
import { attemptsOf, type Job } from './job.ts';

/**
 * Adds a job in the transaction of a change: it runs once the change is committed, and never if it is not. Jobs have no keys by which
 * a second one would replace the first: two changes that add the same key would wait for each other until one of them
 * commits. Where one run is enough for many changes, the job looks what there is to do, and finds nothing the second time.
 * @param runAt when it is due; at once unless given
 */
export async function addJob<Payload extends object>(
  em: EntityManager,
  job: Job<Payload>,
  payload: Payload,
  runAt?: Date,
): Promise<void> {
  await execute(
    em,
    sql`select graphile_worker.add_job(
      identifier => ${job.name}::text, payload => ${JSON.stringify(payload)}::json,
      run_at => ${runAt?.toISOString() ?? null}::timestamptz, max_attempts => ${attemptsOf(job)}::int)`,
    'add_job',
  );
}
