import type { Database } from '../database/database.ts';
import type { Job } from '../jobs/job.ts';
import { deleteStoredFiles } from './stored-files.ts';

/** Milliseconds after which a file that is not complete never will be: whoever stored it was killed. */
const GIVEN_UP_AFTER = 24 * 60 * 60 * 1_000;

/** Files that are deleted together. */
const PAGE = 100;

/** Deletes files whose time is over, and what killed processes left of others. */
export const sweepStoredFiles: Job = {
  name: 'sweep-stored-files',
  schedule: { dailyAt: '03:40' },
  async run({ db, now, log, signal }) {
    let files = 0;
    for (;;) {
      const gone = await claim(db, now);
      if (gone.length === 0) break;
      await deleteStoredFiles(db, gone, signal);
      files += gone.length;
    }
    log.debug({ files }, 'swept stored files');
  },
};

/** Some files to delete, which nobody takes any more; one that is just being taken stays. */
async function claim(db: Database, now: Date): Promise<string[]> {
  const files = await db.query<{ id: string }>(
    `with gone as materialized (
      select id from stored_file where expires_at <= $1 or (not complete and created_at <= $2)
      limit ${PAGE} for update skip locked
    )
    update stored_file set complete = false where id in (select id from gone) returning id`,
    [now, new Date(now.getTime() - GIVEN_UP_AFTER)],
  );
  return files.map(({ id }) => id);
}
