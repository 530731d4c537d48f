import type { Database } from '../../platform/database/database.ts';
import type { ChangeCursor } from './cursor.ts';
import { dueBy } from './due.ts';

/** How the log of changes stands. */
interface Standing {
  /** System identifier of the cluster of PostgreSQL. */
  readonly cluster: string;
  /** Number of the oldest transaction that is under way, and of the one that begins next. */
  readonly oldest: string;
  readonly next: string;
}

/** Changes that are numbered anew at once: many times as many take longer than a statement may. */
const PAGE = 20_000;

/**
 * How the log stands. One that was restored in another cluster, where transactions count anew, is made one of that first. With the first
 * reader its clock starts: what comes due from then on is noted, so that none gets a cursor of a log that misses it.
 */
export async function standingOf(db: Database, now: Date): Promise<Standing> {
  for (;;) {
    const [standing] = await db.query<Standing & { noted: string; started: boolean }>(`
      select system_identifier::text as cluster, catalogue_clock.cluster as noted, noted_until is not null as started,
        pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next
      from pg_control_system(), catalogue_clock`);
    const { noted, started, ...rest } = standing!;
    if (rest.cluster === noted) {
      if (!started) await start(db, now);
      return rest;
    }
    await renumberPage(db, rest.cluster);
  }
}

/** The cursor of a reader who knows all that was committed by now. */
export async function cursorOfNow(db: Database, now: Date): Promise<ChangeCursor> {
  const { cluster, oldest } = await standingOf(db, now);
  return { cluster, xid: oldest, seq: '0' };
}

/** Starts the clock; where another reader is about to, waits for it. */
const start = (db: Database, now: Date): Promise<unknown> =>
  db.query('update catalogue_clock set noted_until = $1 where noted_until is null', [dueBy(now)]);

/** Numbers the next changes anew, in their order; the clock has moved to the cluster once all are. One reader at a time does it. */
async function renumberPage(db: Database, cluster: string): Promise<void> {
  await db.query(
    `with clock as materialized (
      select case when moving_to = $1 then moved_up_to else 0 end as moved from catalogue_clock where cluster <> $1 for update
    ), page as materialized (
      select xid, seq from catalogue_change where seq > (select moved from clock) order by seq limit $2
    ), numbered as (
      update catalogue_change set xid = pg_current_xact_id() from page
      where (catalogue_change.xid, catalogue_change.seq) = (page.xid, page.seq)
    )
    update catalogue_clock set moving_to = $1, moved_up_to = coalesce((select max(seq) from page), (select moved from clock)),
      cluster = case when (select count(*) from page) < $2 then $1 else cluster end
    where exists (select from clock)`,
    [cluster, PAGE],
  );
}
