import type { Database } from '../../platform/database/database.ts';
import type { ChangeCursor } from './cursor.ts';
import { dueBy } from './due.ts';

/** How the log of changes stands at one instant. */
export interface Standing {
  /** System identifier of the cluster of PostgreSQL. */
  readonly cluster: string;
  /** Number of the oldest transaction that is under way, and of the one that begins next. */
  readonly oldest: string;
  readonly next: string;
  /** Clock to judge records by: the reader's own, unless it is behind what the log holds as due. */
  readonly now: Date;
}

/** Changes that are numbered anew at once: many times as many take longer than a statement may. */
const PAGE = 20_000;

/**
 * How the log stands for a reader with a clock. One that was restored in another cluster, where transactions count anew, is made one of
 * that first. With the first reader its own clock starts: what comes due from then on is noted, so that none gets a cursor of a log that
 * misses it.
 */
export async function standingOf(db: Database, now: Date): Promise<Standing> {
  for (;;) {
    const [standing] = await db.query<Omit<Standing, 'now'> & { noted: string; until: Date | null }>(`
      select system_identifier::text as cluster, catalogue_clock.cluster as noted, noted_until as until,
        pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next
      from pg_control_system(), catalogue_clock`);
    const { noted, until, ...rest } = standing!;
    if (rest.cluster === noted && until !== null) return { ...rest, now: until > now ? until : now };
    if (rest.cluster !== noted) await renumberPage(db, rest.cluster);
    else await start(db, now);
  }
}

/** The cursor of a reader who knows all that was committed when the log stood so. */
export const cursorOf = ({ cluster, oldest }: Standing): ChangeCursor => ({ cluster, xid: oldest, seq: '0' });

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
