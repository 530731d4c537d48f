import type { Job } from '../../platform/jobs/job.ts';
import { giveUpExport, runExport } from './run-export.ts';

/** Which export is meant. */
interface Which {
  readonly id: string;
}

/** An export that broke so often breaks again. */
const ATTEMPTS = 5;

/** Writes the file of an export. */
export const RUN_EXPORT: Job<Which> = {
  name: 'run-export',
  attempts: ATTEMPTS,
  run: (context, { id }) => runExport(context, id),
  giveUp: (context, { id }) => giveUpExport(context, id),
};

/** Forgets exports whose links have expired; their files go by themselves. */
const sweepExports: Job = {
  name: 'sweep-exports',
  schedule: { dailyAt: '03:50' },
  run: ({ db, now }) => db.query('delete from export where link_expires_at <= $1', [now]),
};

/** Drops what a newer change of the same record makes needless, so that the log does not outgrow the catalogue. */
const compactChanges: Job = {
  name: 'compact-changes',
  schedule: { dailyAt: '04:10' },
  run: ({ orm }) =>
    orm.em.fork().execute(`
      with ranked as materialized (
        select xid, seq, row_number() over (partition by type, id order by xid desc, seq desc) as place,
          bool_or(was_public) over (partition by type, id) as was_public
        from catalogue_change where xid < pg_snapshot_xmin(pg_current_snapshot())
      ), kept as (
        update catalogue_change newest set was_public = true from ranked
        where ranked.place = 1 and ranked.was_public and not newest.was_public and (newest.xid, newest.seq) = (ranked.xid, ranked.seq)
      )
      delete from catalogue_change older using ranked where ranked.place > 1 and (older.xid, older.seq) = (ranked.xid, ranked.seq)`),
};

export const EXPORT_JOBS = [RUN_EXPORT, sweepExports, compactChanges] as Job[];
