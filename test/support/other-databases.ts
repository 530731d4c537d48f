import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/platform/database/database.ts';

/**
 * Waits for the transactions that are under way in other databases of the run's PostgreSQL: the log of changes shows what was committed
 * only once all that began before has ended, wherever it is.
 */
export async function othersEnded(db: Database): Promise<void> {
  const underWay = (xids: readonly string[] | null) =>
    db.query<{ xid: string }>(
      `select backend_xid::text as xid from pg_stat_activity
       where datname <> current_database() and backend_xid is not null and ($1::text[] is null or backend_xid::text = any($1))`,
      [xids],
    );
  const first = (await underWay(null)).map(({ xid }) => xid);
  while (first.length > 0 && (await underWay(first)).length > 0) await sleep(20);
}
