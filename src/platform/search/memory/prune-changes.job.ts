import type { Job } from '../../jobs/job.ts';

/** Deletes the notes of changes that every process which searched since this job ran last has taken in. */
export const pruneSearchChanges: Job = {
  name: 'prune-search-changes',
  schedule: { dailyAt: '04:10' },
  async run({ db, log }) {
    const [gone] = await db.query<{ changes: number }>(`
      with pruned as (
        update search_change_pruned set below = next_below, next_below = pg_snapshot_xmin(pg_current_snapshot()) returning below
      ),
      gone as (
        delete from search_change using pruned where changed_by < pruned.below returning 1
      )
      select count(*)::int as changes from gone`);
    log.debug(gone, 'pruned the notes of search changes');
  },
};
