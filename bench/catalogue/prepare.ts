import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seedGround } from '../../seeds/seed.ts';
import { openServices, type Services } from '../../src/app.ts';
import { readConfig } from '../../src/platform/config.ts';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.ts';
import { migrate } from '../../src/platform/database/orm.ts';
import { createLog } from '../../src/platform/logging/log.ts';
import type { ProgressDisplay } from '../../src/platform/logging/progress.ts';
import { loadCatalogue } from './load.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the PostgreSQL of the benchmark stays; git ignores it. */
const DATA_DIR = join(ROOT, 'bench/.data');

/** What the rows of the catalogue are made by; and what its search rows are. A change of either makes them anew. */
const CATALOGUE = [
  'bench/catalogue/*',
  'seeds/{places,categories,synonyms}.ts',
  'seeds/data/**/*.csv',
  'src/migrations/*',
];
const SEARCH = ['src/catalogue/*', 'src/platform/search/postgres/*', 'src/platform/text/*'];

/** The database of the benchmark, up and filled. */
export interface Catalogue {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the database of the benchmark; fills it unless the last run left it as it would be now. */
export async function prepareCatalogue(display: ProgressDisplay): Promise<Catalogue> {
  const postgres = await startEmbeddedPostgres({ dataDir: DATA_DIR });
  try {
    const config = readConfig({ DATABASE_URL: postgres.url, DATA_DIR });
    const services = await openServices(config, createLog('error'));
    try {
      await fill(services, postgres.url, display);
    } finally {
      await services.close();
    }
    return { url: postgres.url, close: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function fill(services: Services, url: string, display: ProgressDisplay): Promise<void> {
  const { db, orm, search } = services;
  await db.query('create schema if not exists bench');
  await db.query('create table if not exists bench.mark (name text primary key, version text not null)');
  const [catalogue, rows] = [versionOf(CATALOGUE), versionOf([...CATALOGUE, ...SEARCH])];
  if ((await markOf(services, 'catalogue')) !== catalogue) {
    await db.query('drop schema public cascade');
    await db.query('create schema public');
    await migrate(orm);
    await seedGround(services);
    await loadCatalogue(url, db, display);
    await mark(services, 'catalogue', catalogue);
  }
  if ((await markOf(services, 'search')) !== rows) {
    await search.rebuild(orm, display.bar('search rows'));
    await db.query('vacuum analyze');
    await mark(services, 'search', rows);
  }
}

function versionOf(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: ROOT }).sort()) {
    if (/\.\w+$/.test(file)) hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

async function markOf({ db }: Services, name: string): Promise<string | undefined> {
  const [row] = await db.query<{ version: string }>('select version from bench.mark where name = $1', [name]);
  return row?.version;
}

async function mark({ db }: Services, name: string, version: string): Promise<void> {
  await db.query('insert into bench.mark values ($1, $2) on conflict (name) do update set version = excluded.version', [
    name,
    version,
  ]);
}
