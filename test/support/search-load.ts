import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphqlResult } from './app.ts';

/** What an operation takes at most, in milliseconds. */
const TIMEOUT = 10_000;

const SEARCH = '{ searchProducts(query: "nước mắm", first: 1) { totalCount degraded } }';

/** What came of a load. */
export interface LoadCounts {
  answers: number;
  /** Answers of PostgreSQL in the engine's stead. */
  degraded: number;
  /** Searches that nobody answered, or with an error. */
  failed: number;
  /** Answers that found less than half of what there is: writes change some, never most. */
  empty: number;
  writes: number;
}

/** Sends an operation; null where nobody answers. */
export async function send(
  url: string,
  query: string,
  variables: object = {},
  token = '',
): Promise<GraphqlResult | null> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return (await response.json()) as GraphqlResult;
  } catch {
    return null;
  }
}

/** How many products the load searches for. */
export const countAll = async (url: string): Promise<number> =>
  (await send(url, SEARCH))!.data.searchProducts.totalCount;

/** Searches over some connections and writes over one, until it is stopped; `url` says where the API is at the time. */
export function startLoad(
  url: () => string,
  { token, connections, total }: { token: string; connections: number; total: number },
): { counts: LoadCounts; stop(): Promise<void> } {
  const counts: LoadCounts = { answers: 0, degraded: 0, failed: 0, empty: 0, writes: 0 };
  let running = true;
  const searching = async () => {
    while (running) {
      const found = (await send(url(), SEARCH))?.data?.searchProducts;
      if (found) {
        counts.answers += 1;
        if (found.degraded) counts.degraded += 1;
        if (found.totalCount < total / 2) counts.empty += 1;
      } else counts.failed += 1;
      await sleep(20);
    }
  };
  const writing = async () => {
    const list = await send(
      url(),
      '{ products(first: 60, filter: { status: { eq: PUBLISHED } }) { nodes { id } } }',
      {},
      token,
    );
    const ids: string[] = list!.data.products.nodes.map(({ id }: { id: string }) => id);
    for (let turn = 0; running; turn += 1) {
      if (await rename(url(), token, ids[turn % ids.length]!, turn)) counts.writes += 1;
      await sleep(10);
    }
  };
  const ended = Promise.all([...Array.from({ length: connections }, searching), writing()]);
  return {
    counts,
    async stop() {
      running = false;
      await ended;
    },
  };
}

async function rename(url: string, token: string, id: string, turn: number): Promise<boolean> {
  const read = await send(url, 'query One($id: ID!) { product(id: $id) { version } }', { id }, token);
  const version = read?.data?.product?.version;
  if (version === undefined) return false;
  const input = { id, version, nameEn: `Turn ${turn} of ${id.slice(-4)}` };
  const written = await send(
    url,
    'mutation Rename($input: UpdateProductInput!) { updateProduct(input: $input) { errors { message } } }',
    { input },
    token,
  );
  return written?.data?.updateProduct?.errors?.length === 0;
}

/** Waits until the engine has all changes and answers again; answers the state it has then, or at the end of the time. */
export async function settle(
  url: string,
  token: string,
  timeout: number,
): Promise<{ queueLength: number; state: string }> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await send(url, '{ searchState { state queueLength } }', {}, token);
    const state = answer?.data?.searchState;
    if ((state?.queueLength === 0 && state.state === 'READY') || Date.now() > deadline) return state;
    await sleep(300);
  }
}

/** Runs a command and answers its exit status and what it said. */
export async function runCommand(
  environment: Record<string, string>,
  ...options: string[]
): Promise<{ status: number | null; said: string }> {
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
