import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';

/** The schema in which the library keeps jobs. It has migrations of its own, so ours and the diff of the entities leave it alone. */
export const JOB_SCHEMA = 'graphile_worker';

const SILENT = new Logger(() => () => {});

/** Creates the library's tables, or brings them up to date. To be called by one process at a time. */
export async function migrateJobs(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'cau-noi' });
  // What goes wrong with a connection shows in the statement that needs it.
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool, schema: JOB_SCHEMA, logger: SILENT });
  } finally {
    // Ended here and waited for: a database with open connections cannot be copied.
    await pool.end();
  }
}
