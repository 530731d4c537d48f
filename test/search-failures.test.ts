import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signOperatorToken } from '../src/platform/auth/token.ts';
import { ServerProcess } from './security/server-process.ts';
import { createTestDatabase, type TestDatabase } from './support/cluster.ts';
import { EngineProcess } from './support/engine-process.ts';
import { installedMeilisearch } from './support/meilisearch.ts';
import { Random } from './support/random.ts';
import { countAll, runCommand, settle, startLoad } from './support/search-load.ts';

/** How many processes are killed; CRASHES=200 for a long run. */
const CRASHES = Number(process.env.CRASHES ?? 4);

/** How long the engine is down under load; OUTAGE_SECONDS=600 for a long run. */
const OUTAGE_SECONDS = Number(process.env.OUTAGE_SECONDS ?? 3);

const SECRET = 'a secret that only these tests know';

/** Milliseconds in which everything that was written must be in the index. */
const SETTLED = 60_000;

describe.skipIf(installedMeilisearch() === null)('API, worker and engine under writes', () => {
  let database: TestDatabase;
  let engine: EngineProcess;
  let environment: Record<string, string>;
  let token: string;
  let api: ServerProcess;
  let worker: ServerProcess;

  const startApi = () => ServerProcess.start(environment, '--only', 'api');
  const startWorker = () => ServerProcess.start(environment, '--only', 'worker');

  beforeAll(async () => {
    database = await createTestDatabase('seeded');
    engine = await EngineProcess.create();
    environment = { DATABASE_URL: database.url, AUTH_SECRET: SECRET, MEILI_URL: engine.url, LOG_LEVEL: 'info' };
    token = await signOperatorToken(new TextEncoder().encode(SECRET), 'crashes', 1, new Date());
    api = await startApi();
    worker = await startWorker();
    await settle(api.url, token, SETTLED);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([api?.end('SIGKILL'), worker?.end('SIGKILL')]);
    await engine?.remove();
    await database?.drop();
  });

  async function killReindex(after: number): Promise<void> {
    const child = spawn(process.execPath, ['src/start.ts', 'reindex'], {
      env: { ...process.env, ...environment },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await Promise.race([ended, sleep(after)]);
    child.kill('SIGKILL');
    await ended;
  }

  it(`answer all of ${OUTAGE_SECONDS} s without the engine from PostgreSQL, and the queue drains by itself`, {
    timeout: SETTLED * 2 + OUTAGE_SECONDS * 1_500,
  }, async () => {
    const total = await countAll(api.url);
    await engine.kill();
    const load = startLoad(() => api.url, { token, connections: 4, total });
    await sleep(OUTAGE_SECONDS * 1_000);
    await load.stop();
    await engine.start();
    const begun = performance.now();
    const state = await settle(api.url, token, SETTLED);
    const drained = Math.round(performance.now() - begun);
    const check = await runCommand(environment, 'search', 'check');
    console.log(JSON.stringify({ seconds: OUTAGE_SECONDS, ...load.counts, state, drained }), check.said.trim());
    expect(load.counts).toMatchObject({ failed: 0, empty: 0, degraded: load.counts.answers });
    expect(load.counts.writes).toBeGreaterThan(0);
    expect(state).toEqual({ state: 'READY', queueLength: 0 });
    expect(check.status, check.said).toBe(0);
  });

  it(`lose nothing in ${CRASHES} crashes, and never answer from an empty index`, {
    timeout: SETTLED * 4 + CRASHES * 20_000,
  }, async () => {
    const random = new Random(11);
    const total = await countAll(api.url);
    expect(total).toBeGreaterThan(20);
    const load = startLoad(() => api.url, { token, connections: 1, total });
    const victims = { api: 0, worker: 0, engine: 0, reindex: 0 };
    for (let crash = 0; crash < CRASHES; crash += 1) {
      await sleep(random.whole(0, 1_200));
      const victim = random.pick(['api', 'worker', 'engine', 'reindex'] as const);
      victims[victim] += 1;
      if (victim === 'api') {
        await api.end('SIGKILL');
        api = await startApi();
      } else if (victim === 'worker') {
        await worker.end('SIGKILL');
        worker = await startWorker();
      } else if (victim === 'engine') {
        await engine.kill();
        await sleep(random.whole(0, 1_500));
        await engine.start();
      } else await killReindex(500 + random.whole(0, 4_000));
    }
    await load.stop();
    const state = await settle(api.url, token, SETTLED);
    const check = await runCommand(environment, 'search', 'check');
    console.log(JSON.stringify({ victims, ...load.counts, state }), check.said.trim());
    await Promise.all([api.end('SIGTERM'), worker.end('SIGTERM')]);
    expect(load.counts.writes).toBeGreaterThan(0);
    expect(load.counts.empty).toBe(0);
    expect(state).toEqual({ state: 'READY', queueLength: 0 });
    expect(check.status, check.said).toBe(0);
  });
});
