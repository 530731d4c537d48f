import { setTimeout as sleep } from 'node:timers/promises';
import { type EnqueuedTaskPromise, Meilisearch } from 'meilisearch';
import { createApi, openServices, type Services } from '../../src/app.ts';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import { signOperatorToken } from '../../src/platform/auth/token.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { HttpServer } from '../../src/platform/http/server.ts';
import { createLog } from '../../src/platform/logging/log.ts';
import { NO_PROGRESS } from '../../src/platform/logging/progress.ts';
import { jsonList, readDocuments } from '../../src/platform/search/meilisearch/documents.ts';
import { settingsOf } from '../../src/platform/search/meilisearch/settings.ts';
import { buildIndex } from '../../src/platform/search/sync/build.ts';
import { checkSearch, detachEngine } from '../../src/platform/search/sync/commands.ts';
import { describeComparison, isEqual } from '../../src/platform/search/sync/describe.ts';
import { readStatus } from '../../src/platform/search/sync/standing.ts';
import { openMeans, startRelays } from '../../src/platform/search/sync/sync.ts';
import { startMeilisearch } from '../../test/support/meilisearch.ts';
import { quantile } from '../rounds.ts';
import type { Ground } from '../servers.ts';
import type { Section } from '../table.ts';

/** Documents of one request of the raw client; all are queued before any is waited for. */
const BATCH = 5_000;

/** Commits of which each is waited for until a search finds it. */
const COMMITS = 100;

/** Days that a lead time may have, and more. */
const LONGEST = 3_650;

const TASK = { timeout: 60 * 60_000, interval: 50 };

/**
 * The index of all documents, built from the database while its ledger is kept, beside the same documents handed to the raw client,
 * each on a fresh server; and the time from a commit until Meilisearch finds the change. Null where the program is not on the PATH.
 */
export async function benchSync(ground: Ground): Promise<Section[]> {
  const [own, other] = [await startMeilisearch(), await startMeilisearch()];
  if (!own || !other) return [{ title: 'Index sync: skipped, for want of a meilisearch on the PATH', rows: [] }];
  const config = readConfig({
    DATABASE_URL: ground.databaseUrl,
    MEILI_URL: own.url,
    AUTH_SECRET: ground.authSecret,
  });
  const services = await openServices(config, createLog('error'));
  try {
    await detachEngine(services);
    const requests = await rawRequests(services);
    // Before and after: the machine may be busier at one time than at another.
    const before = await addRaw(requests, other.url, 'before');
    const built = await build(services);
    const raw = (before + (await addRaw(requests, other.url, 'after'))) / 2;
    const lags = await commits(services, own.url, ground.authSecret);
    const [comparison] = await checkSearch(services, NO_PROGRESS);
    if (!isEqual(comparison!)) throw new Error(describeComparison(comparison!));
    const perSecond = (seconds: number) => `${Math.round(built.documents / seconds).toLocaleString('en')} documents/s`;
    const milliseconds = (part: number) => `${Math.round(quantile(lags, part))} ms`;
    return [
      {
        title: `Index sync of ${built.documents.toLocaleString('en')} documents, Meilisearch ${own.version}`,
        rows: [
          { name: 'the API', ratio: '', bar: '', figure: perSecond(built.seconds) },
          {
            name: 'raw addDocuments of the same documents',
            ratio: (raw / built.seconds).toFixed(2),
            bar: '≥ 0.7',
            figure: perSecond(raw),
          },
        ],
      },
      {
        title: 'From a commit until Meilisearch finds it',
        rows: [
          { name: `median of ${COMMITS}`, ratio: '', bar: '', figure: milliseconds(0.5) },
          { name: 'p99', ratio: '', bar: '≤ 2,000 ms', figure: milliseconds(0.99) },
        ],
      },
    ];
  } finally {
    await detachEngine(services);
    await services.close();
    await Promise.all([own.stop(), other.stop()]);
  }
}

/** All documents as the bodies of requests. */
async function rawRequests({ db, clock }: Services): Promise<string[]> {
  const requests: string[] = [];
  for (const kind of CATALOGUE.kinds) {
    const rows = await db.query<{ id: string }>(kind.candidates.text, kind.candidates.values);
    for (let start = 0; start < rows.length; start += BATCH) {
      const ids = rows.slice(start, start + BATCH).map(({ id }) => id);
      const { documents } = await readDocuments(db, CATALOGUE, kind, ids, clock());
      requests.push(jsonList(documents));
    }
  }
  return requests;
}

/** Seconds that the raw client takes with documents that are in memory, as JSON. */
async function addRaw(requests: readonly string[], url: string, uid: string): Promise<number> {
  const client = new Meilisearch({ host: url });
  const done = async (enqueued: EnqueuedTaskPromise) => {
    const { status, error } = await enqueued.waitTask(TASK);
    if (status !== 'succeeded') throw new Error(`Meilisearch: ${JSON.stringify(error)}`);
  };
  await done(client.createIndex(uid, { primaryKey: 'id' }));
  await done(client.index(uid).updateSettings(settingsOf(CATALOGUE)));
  const started = performance.now();
  const tasks: EnqueuedTaskPromise[] = [];
  for (const request of requests) {
    const task = client.index(uid).addDocumentsFromString(request, 'application/json');
    await task;
    tasks.push(task);
  }
  await Promise.all(tasks.map(done));
  return (performance.now() - started) / 1000;
}

async function build(services: Services): Promise<{ documents: number; seconds: number }> {
  const means = await openMeans(services, CATALOGUE);
  try {
    const started = performance.now();
    const documents = await buildIndex(means, () => {});
    return { documents, seconds: (performance.now() - started) / 1000 };
  } finally {
    await means.session.close();
  }
}

const UPDATE = `mutation ($input: UpdateProductInput!) {
  updateProduct(input: $input) { product { version } errors { code } }
}`;

/** Milliseconds from the answer to each write until a search finds what it wrote, in rising order. */
async function commits(services: Services, url: string, secret: string): Promise<number[]> {
  const relays = startRelays(services);
  const api = await createApi(services);
  try {
    const token = await signOperatorToken(new TextEncoder().encode(secret), 'bench', 1, new Date());
    const uid = (await readStatus(services.db, CATALOGUE)).replica!.live!.uid;
    const products = await services.db.query<{ id: string; version: number }>(
      `select product.id, product.version from product join search_ledger held on held.document_id = product.id
       where held.uid = $1 and held.hash <> '' order by product.id limit $2`,
      [uid, COMMITS],
    );
    // Another value than the last run wrote.
    const first = Date.now() % LONGEST;
    const lags: number[] = [];
    for (const [place, product] of products.entries()) {
      const leadTimeDays = (first + place) % LONGEST;
      await update(api, token, { ...product, leadTimeDays });
      const committed = performance.now();
      while (!(await isFound(url, uid, product.id, leadTimeDays))) await sleep(10);
      lags.push(performance.now() - committed);
    }
    return lags.sort((a, b) => a - b);
  } finally {
    await Promise.all([relays.stop(), api.drain()]);
  }
}

async function update(
  api: HttpServer,
  token: string,
  { id, version, leadTimeDays }: { id: string; version: number; leadTimeDays: number },
): Promise<void> {
  const response = await api.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${token}` },
    payload: { query: UPDATE, variables: { input: { id: `prd_${id}`, version, leadTimeDays } } },
  });
  if (!response.json().data?.updateProduct.product) throw new Error(`A product was not updated: ${response.body}`);
}

async function isFound(url: string, uid: string, id: string, leadTimeDays: number): Promise<boolean> {
  const filter = `id = "${id}" AND leadTimeDays = ${leadTimeDays}`;
  const { hits } = await new Meilisearch({ host: url }).index(uid).search('', { filter });
  return hits.length > 0;
}
