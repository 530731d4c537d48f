import type { Job } from '../jobs/job.ts';

/** Milliseconds after which a file that is not complete never will be: whoever stored it was killed. */
const GIVEN_UP_AFTER = 24 * 60 * 60 * 1_000;

/** Deletes files whose time is over, and what killed processes left of others. */
export const sweepStoredFiles: Job = {
  name: 'sweep-stored-files',
  schedule: { dailyAt: '03:40' },
  async run({ db, now, log }) {
    const gone = await db.query<{ id: string }>(
      'delete from stored_file where expires_at <= $1 or (not complete and created_at <= $2) returning id',
      [now, new Date(now.getTime() - GIVEN_UP_AFTER)],
    );
    log.debug({ files: gone.length }, 'swept stored files');
  },
};
