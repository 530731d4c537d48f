import type { Database } from '../../platform/database/database.ts';
import type { ChangeCursor } from './cursor.ts';

/** How the log of changes stands. */
interface Standing {
  /** System identifier of the cluster of PostgreSQL. */
  readonly cluster: string;
  /** Number of the oldest transaction that is under way, and of the one that begins next. */
  readonly oldest: string;
  readonly next: string;
}

/** How the log stands. One that was restored in another cluster, where transactions count anew, is made one of that first. */
export async function standingOf(db: Database): Promise<Standing> {
  const [standing] = await db.query<Standing & { noted: string }>(`
    select system_identifier::text as cluster, catalogue_clock.cluster as noted,
      pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next
    from pg_control_system(), catalogue_clock`);
  const { noted, ...rest } = standing!;
  if (rest.cluster !== noted) await renumber(db, rest.cluster);
  return rest;
}

/** The cursor of a reader who knows all that was committed by now. */
export async function cursorOfNow(db: Database): Promise<ChangeCursor> {
  const { cluster, oldest } = await standingOf(db);
  return { cluster, xid: oldest, seq: '0' };
}

async function renumber(db: Database, cluster: string): Promise<void> {
  await db.query(
    `with moved as (update catalogue_clock set cluster = $1 where cluster <> $1 returning 1)
    update catalogue_change set xid = pg_current_xact_id() where exists (select from moved)`,
    [cluster],
  );
}
