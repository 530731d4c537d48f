import pg from 'pg';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { MODULES } from '../src/modules.ts';
import { sweepStoredFiles } from '../src/platform/files/sweep-stored-files.job.ts';
import { pruneSearchChanges } from '../src/platform/search/memory/prune-changes.job.ts';
import { until } from './platform/jobs/job-support.ts';
import { ServerProcess } from './security/server-process.ts';
import { createTestDatabase, type TestDatabase } from './support/cluster.ts';

let database: TestDatabase;
let environment: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  environment = { DATABASE_URL: database.url, AUTH_SECRET: 'a secret that only these tests know' };
});
afterAll(() => database?.drop());

/** Starts a server that ends with the test, however that ends. */
async function start(...options: string[]): Promise<ServerProcess> {
  const server = await ServerProcess.start(environment, ...options);
  onTestFinished(async () => {
    await server.end('SIGKILL');
  });
  return server;
}

/** Names of the connections to the database of the test. */
async function connections(): Promise<string[]> {
  const client = new pg.Client(database.url);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name like 'cau-noi%' order by name`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

const statusOf = async (server: ServerProcess, path: string): Promise<number> =>
  (await fetch(`${server.url}${path}`, { headers: { 'apollo-require-preflight': 'yes' } })).status;

const QUERY = `/graphql?query=${encodeURIComponent('{ units(first: 1) { totalCount } }')}`;

it('a worker looks for jobs, tells its health, and serves no API', { timeout: 60_000 }, async () => {
  const worker = await start('--only', 'worker');
  await until(async () => (await statusOf(worker, '/health/ready')) === 200);
  const ready = await fetch(`${worker.url}/health/ready`);
  expect(await ready.json()).toMatchObject({
    status: 'ready',
    checks: { database: 'ok', jobs: 'ok' },
    search: { engine: 'POSTGRESQL', state: 'READY', queueLength: 0, lagSeconds: 0 },
  });
  expect(await statusOf(worker, '/health/live')).toBe(200);
  expect(await statusOf(worker, QUERY)).toBe(404);
  expect(await connections()).toEqual(expect.arrayContaining(['cau-noi jobs', 'cau-noi worker']));
  const names = [sweepStoredFiles, pruneSearchChanges, ...MODULES.flatMap(({ jobs = [] }) => jobs)].map(
    ({ name }) => name,
  );
  // It is ready before its log has come through the pipe.
  await until(() => worker.output.includes('"jobs":'));
  expect(worker.output).toContain(`"jobs":${JSON.stringify(names)}`);
  expect(await worker.end('SIGTERM')).toBe(0);
  await until(async () => (await connections()).length === 0);
});

it('an API runs no jobs', { timeout: 60_000 }, async () => {
  const api = await start('--only', 'api');
  expect(await statusOf(api, QUERY)).toBe(200);
  expect(await statusOf(api, '/health/ready')).toBe(200);
  expect(await connections()).toEqual(['cau-noi']);
  expect(await api.end('SIGTERM')).toBe(0);
  await until(async () => (await connections()).length === 0);
});

it('without --only a process does both', { timeout: 60_000 }, async () => {
  const both = await start();
  expect(await statusOf(both, QUERY)).toBe(200);
  await until(async () => (await connections()).length === 3);
  expect(await both.end('SIGTERM')).toBe(0);
  await until(async () => (await connections()).length === 0);
});

it('refuses another role', { timeout: 60_000 }, async () => {
  const server = ServerProcess.launch(environment, '--only', 'both');
  expect(await server.ended()).toBe(1);
  expect(server.complaint).toContain('Allowed choices are api, worker.');
});
