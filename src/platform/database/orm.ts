import type { Constructor, EntityClass } from '@mikro-orm/core';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import { StoredFile, StoredFileChunk } from '../files/stored-file.entity.ts';
import { JOB_SCHEMA, migrateJobs } from '../jobs/job-tables.ts';
import { AuditEntry } from './audit.entity.ts';
import { ChangeRecorder } from './change-recorder.ts';
import { lockNumber, waitForLock } from './locks.ts';

interface OrmOptions {
  url: string;
  /** Entities of the features; the platform adds its own. */
  entities: readonly EntityClass<object>[];
  migrations: readonly Constructor<Migration>[];
  /** Most connections that writes may hold. */
  connections: number;
}

/** Milliseconds that a write waits for another one to end; then it is told that it lost. */
const LOCK_TIMEOUT = 5_000;

/** The write side's way to PostgreSQL. Connects on first use. */
export function createOrm({ url, entities, migrations, connections }: OrmOptions): Promise<MikroORM> {
  return MikroORM.init(
    defineConfig({
      clientUrl: url,
      entities: [AuditEntry, StoredFile, StoredFileChunk, ...entities],
      extensions: [Migrator],
      subscribers: [new ChangeRecorder()],
      migrations: { migrationsList: [...migrations], snapshot: false, silent: true },
      // Tables of the search, of imports under way and of changes are written in SQL; the diff of the entities must not drop them.
      schemaGenerator: { skipTables: [/^search_/, /^import_key$/, /^catalogue_/], ignoreSchema: [JOB_SCHEMA] },
      pool: { min: 0, max: connections },
      driverOptions: { lock_timeout: LOCK_TIMEOUT },
      timezone: 'UTC',
      forceUtcTimezone: true,
      ignoreUndefinedInQuery: true,
    }),
  );
}

/** Whoever holds it migrates; the others wait and find nothing left to do. */
const MIGRATION_LOCK = lockNumber('migrations');

/** Brings the schema up to date, that of the jobs too; safe when several processes start at once. Answers the names of what ran. */
export async function migrate(orm: MikroORM): Promise<string[]> {
  const connection = orm.em.getConnection();
  return connection.transactional(async (trx) => {
    await connection.execute(waitForLock(MIGRATION_LOCK), [], 'run', trx);
    // Over a connection of its own, beside the lock: what it has done stays done, should ours then fail.
    await migrateJobs(orm.config.get('clientUrl')!);
    const ran = await orm.migrator.up({ transaction: trx });
    return ran.map((migration) => migration.name);
  });
}
