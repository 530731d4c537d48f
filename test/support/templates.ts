import 'reflect-metadata';
import pg from 'pg';
import { seed } from '../../seeds/seed.ts';
import { openServices } from '../../src/app.ts';
import { readConfig } from '../../src/platform/config.ts';
import { migrate } from '../../src/platform/database/orm.ts';
import { createLog } from '../../src/platform/logging/log.ts';
import { NO_PROGRESS } from '../../src/platform/logging/progress.ts';

/** Migrates the database behind a URL, from which tests are cloned, and makes `seeded` beside it, which holds the seeds too. */
export async function prepareTemplates(url: string): Promise<void> {
  await withServices(url, async ({ orm }) => {
    await migrate(orm);
  });
  const seeded = new URL(url);
  seeded.pathname = 'postgres';
  const client = new pg.Client(seeded.href);
  await client.connect();
  await client.query(`create database seeded template ${pg.escapeIdentifier(new URL(url).pathname.slice(1))}`);
  await client.end();
  seeded.pathname = 'seeded';
  await withServices(seeded.href, async (services) => {
    await seed(services, NO_PROGRESS);
  });
}

async function withServices(
  url: string,
  use: (services: Awaited<ReturnType<typeof openServices>>) => Promise<void>,
): Promise<void> {
  const services = await openServices(
    readConfig({ DATABASE_URL: url }),
    createLog('silent'),
    () => new Date('2026-11-22T05:00:00Z'),
  );
  try {
    await use(services);
  } finally {
    await services.close();
  }
}
