import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of its own for one test file or worker. */
export interface TestDatabase {
  url: string;
  /** Removes the database, also while connections to it are open. */
  drop(): Promise<void>;
}

/**
 * Creates a database as a copy of another of the run's PostgreSQL: `cau_noi` is the one that the global setup prepares.
 * The template must have no open connections.
 */
export async function createTestDatabase(template = 'cau_noi'): Promise<TestDatabase> {
  const name = `test_${process.env.VITEST_POOL_ID ?? 0}_${randomUUID().slice(0, 8)}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template)}`);
  const url = new URL(inject('clusterUrl'));
  url.pathname = name;
  return { url: url.href, drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function administer(statement: string): Promise<void> {
  const url = new URL(inject('clusterUrl'));
  url.pathname = 'postgres';
  const client = new pg.Client(url.href);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
