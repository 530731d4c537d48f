import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signOperatorToken } from '../src/platform/auth/token.ts';
import { ServerProcess } from './security/server-process.ts';
import type { GraphqlResult } from './support/app.ts';
import { createTestDatabase, type TestDatabase } from './support/cluster.ts';
import { EngineProcess } from './support/engine-process.ts';
import { installedMeilisearch } from './support/meilisearch.ts';
import { Random } from './support/random.ts';

/** How many processes are killed; CRASHES=200 for a long run. */
const CRASHES = Number(process.env.CRASHES ?? 4);

const SECRET = 'a secret that only these tests know';

/** Milliseconds in which everything that was written must be in the index. */
const SETTLED = 60_000;

const SEARCH = '{ searchProducts(query: "nước mắm", first: 1) { totalCount degraded } }';

/** Sends an operation; null where nobody answers. */
async function send(url: string, query: string, variables: object = {}, token = ''): Promise<GraphqlResult | null> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(10_000),
    });
    return (await response.json()) as GraphqlResult;
  } catch {
    return null;
  }
}

describe.skipIf(installedMeilisearch() === null)('API, worker and engine killed under writes', () => {
  let database: TestDatabase;
  let engine: EngineProcess;
  let environment: Record<string, string>;
  let token: string;
  let api: ServerProcess | undefined;
  let worker: ServerProcess | undefined;

  beforeAll(async () => {
    database = await createTestDatabase('seeded');
    engine = await EngineProcess.create();
    environment = { DATABASE_URL: database.url, AUTH_SECRET: SECRET, MEILI_URL: engine.url, LOG_LEVEL: 'info' };
    token = await signOperatorToken(new TextEncoder().encode(SECRET), 'crashes', 1, new Date());
  }, 60_000);
  afterAll(async () => {
    await Promise.all([api?.end('SIGKILL'), worker?.end('SIGKILL')]);
    await engine?.remove();
    await database?.drop();
  });

  /** Runs a command and answers its exit status and what it said. */
  async function command(...options: string[]): Promise<{ status: number | null; said: string }> {
    const child = spawn(process.execPath, ['src/start.ts', ...options], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    const [status] = await once(child, 'close');
    return { status, said };
  }

  it(`loses nothing in ${CRASHES} crashes, and never answers from an empty index`, {
    timeout: SETTLED * 2 + CRASHES * 20_000,
  }, async () => {
    const random = new Random(11);
    api = await ServerProcess.start(environment, '--only', 'api');
    worker = await ServerProcess.start(environment, '--only', 'worker');
    const all = await send(api!.url, SEARCH);
    const total: number = all!.data.searchProducts.totalCount;
    expect(total).toBeGreaterThan(20);
    let running = true;
    const counts = { answers: 0, degraded: 0, writes: 0, empty: 0 };

    const searching = (async () => {
      while (running) {
        const found = (await send(api!.url, SEARCH))?.data?.searchProducts;
        if (found) {
          counts.answers += 1;
          if (found.degraded) counts.degraded += 1;
          // Writes rename and suspend some, never most.
          if (found.totalCount < total / 2) counts.empty += 1;
        }
        await sleep(20);
      }
    })();
    const writing = (async () => {
      const list = await send(
        api!.url,
        '{ products(first: 60, filter: { status: { eq: PUBLISHED } }) { nodes { id } } }',
        {},
        token,
      );
      const ids: string[] = list!.data.products.nodes.map(({ id }: { id: string }) => id);
      for (let turn = 0; running; turn += 1) {
        const id = ids[turn % ids.length]!;
        const read = await send(
          api!.url,
          'query One($id: ID!) { product(id: $id) { version nameEn: name(language: EN) } }',
          { id },
          token,
        );
        const version = read?.data?.product?.version;
        if (version !== undefined) {
          const input = { id, version, nameEn: `Turn ${turn} of ${id.slice(-4)}` };
          const written = await send(
            api!.url,
            'mutation Rename($input: UpdateProductInput!) { updateProduct(input: $input) { errors { message } } }',
            { input },
            token,
          );
          if (written?.data?.updateProduct?.errors?.length === 0) counts.writes += 1;
        }
        await sleep(10);
      }
    })();

    for (let crash = 0; crash < CRASHES; crash += 1) {
      await sleep(random.whole(0, 1_200));
      const victim = random.pick(['api', 'worker', 'engine', 'reindex']);
      if (victim === 'api') {
        await api!.end('SIGKILL');
        api = await ServerProcess.start(environment, '--only', 'api');
      } else if (victim === 'worker') {
        await worker!.end('SIGKILL');
        worker = await ServerProcess.start(environment, '--only', 'worker');
      } else if (victim === 'engine') {
        await engine.kill();
        await sleep(random.whole(0, 1_500));
        await engine.start();
      } else {
        const child = spawn(process.execPath, ['src/start.ts', 'reindex'], {
          env: { ...process.env, ...environment },
          stdio: 'ignore',
        });
        const ended = once(child, 'exit');
        await Promise.race([ended, sleep(500 + random.whole(0, 4_000))]);
        child.kill('SIGKILL');
        await ended;
      }
    }
    running = false;
    await Promise.all([searching, writing]);
    expect(counts.writes).toBeGreaterThan(0);
    expect(counts.empty).toBe(0);

    const deadline = Date.now() + SETTLED;
    let state: { queueLength: number; state: string } | undefined;
    while (Date.now() < deadline) {
      state = (await send(api!.url, '{ searchState { state queueLength } }', {}, token))?.data?.searchState;
      if (state?.queueLength === 0 && state.state === 'READY') break;
      await sleep(300);
    }
    const check = await command('search', 'check');
    console.log(JSON.stringify({ crashes: CRASHES, ...counts, state }), check.said.trim());
    await Promise.all([api!.end('SIGTERM'), worker!.end('SIGTERM')]);
    expect(check.status, check.said).toBe(0);
  });
});
