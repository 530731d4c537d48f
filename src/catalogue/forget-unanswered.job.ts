import type { Job } from '../platform/jobs/job.ts';
import { addDays, dayOf } from '../platform/time/vietnam-day.ts';
import { DAYS_KEPT } from './unanswered-searches.ts';

/** Deletes the counts of searches that found nothing once they are too old to be asked for. */
export const forgetUnanswered: Job = {
  name: 'forget-unanswered-searches',
  schedule: { dailyAt: '03:30' },
  async run({ db, now, log }) {
    const gone = await db.query('delete from search_unanswered where day <= $1::date returning 1', [
      addDays(dayOf(now), -DAYS_KEPT),
    ]);
    log.debug({ rows: gone.length }, 'forgot searches that found nothing');
  },
};
