import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe } from 'vitest';
import { CATALOGUE } from '../../../../src/catalogue/catalogue-index.ts';
import type { Background } from '../../../../src/platform/background.ts';
import type { Means, Step } from '../../../../src/platform/search/sync/delivery.ts';
import { type Comparison, reconcile } from '../../../../src/platform/search/sync/reconcile.ts';
import { readStatus, type Status } from '../../../../src/platform/search/sync/standing.ts';
import { openMeans, startSync } from '../../../../src/platform/search/sync/sync.ts';
import { createTestApp, type TestApp } from '../../../support/app.ts';
import { EngineProcess } from '../../../support/engine-process.ts';
import { installedMeilisearch } from '../../../support/meilisearch.ts';

const TIMEOUT_MS = 30_000;

/** Waits until something is so. @throws Error when it takes too long */
export async function until(isSo: () => boolean | Promise<boolean>, what = 'what was waited for'): Promise<void> {
  for (const deadline = Date.now() + TIMEOUT_MS; !(await isSo()); await sleep(25)) {
    if (Date.now() > deadline) throw new Error(`It does not come about: ${what}.`);
  }
}

/** The API before a Meilisearch of its own. */
export class SyncTest {
  app!: TestApp;
  engine!: EngineProcess;
  readonly #syncs = new Set<Background>();

  async open(template: 'empty' | 'seeded'): Promise<void> {
    this.engine = await EngineProcess.create();
    this.app = await createTestApp(template, undefined, { MEILI_URL: this.engine.url });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#syncs].map((sync) => sync.stop()));
    await this.app?.close();
    await this.engine?.remove();
  }

  /** Keeps the engine true as a process does. */
  start(step?: (step: Step) => void): Background {
    const sync = startSync(this.app.services, step);
    this.#syncs.add(sync);
    return sync;
  }

  status(): Promise<Status> {
    return readStatus(this.app.services.db, CATALOGUE);
  }

  /** Waits until the engine has all there is. */
  settled(): Promise<void> {
    return until(async () => {
      const { replica, queued } = await this.status();
      return replica?.live != null && queued === 0;
    }, 'an index with all changes');
  }

  /** Works on the engine over a session of its own. */
  async withMeans<T>(work: (means: Means) => Promise<T>): Promise<T> {
    const means = await openMeans(this.app.services, CATALOGUE);
    try {
      return await work(means);
    } finally {
      await means.session.close();
    }
  }

  check(options: { full?: boolean; repair?: boolean } = {}): Promise<Comparison> {
    return this.withMeans((means) => reconcile(means, options));
  }

  /** Asks Meilisearch itself. */
  async ask(path: string, method = 'GET', body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.engine.url}/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  /** Carries out what Meilisearch only queues. */
  async change(path: string, method: string, body?: unknown): Promise<void> {
    const { taskUid } = await this.ask(path, method, body);
    await until(async () => (await this.ask(`tasks/${taskUid}`)).status === 'succeeded', 'the end of a task');
  }

  async liveUid(): Promise<string> {
    return (await this.status()).replica!.live!.uid;
  }

  /** The row of a product that is public, and renames it. */
  async rename(id: string, nameVi: string): Promise<void> {
    const { errors } = await this.app.asOperator.mutate(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { errors { code path message } } }',
      { id: `prd_${id}`, version: await this.#version(id), nameVi },
    );
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
  }

  async publicProducts(limit: number): Promise<string[]> {
    const rows = await this.app.services.db.query<{ id: string }>(
      `select id from product where status = 'PUBLISHED' order by id limit $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Names of the products that a search finds, and whether the engine found them. */
  async find(query: string | null, filter: object = {}): Promise<{ names: string[]; degraded: boolean }> {
    const { searchProducts } = await this.app.asPublic.query(
      `query ($query: String, $filter: ProductSearchFilter) {
        searchProducts(query: $query, filter: $filter, first: 100) { degraded edges { node { name } } }
      }`,
      { query, filter },
    );
    const names = searchProducts.edges.map((edge: { node: { name: string } | null }) => edge.node?.name);
    return { names: names.sort(), degraded: searchProducts.degraded };
  }

  async #version(id: string): Promise<number> {
    const [row] = await this.app.services.db.query<{ version: number }>('select version from product where id = $1', [
      id,
    ]);
    return row!.version;
  }
}

/** Tests with a Meilisearch that they may kill; skipped, and saying so, where none is on the PATH. */
export function describeSync(name: string, template: 'empty' | 'seeded', tests: (sync: SyncTest) => void): void {
  if (installedMeilisearch() === null) {
    describe.skip(`${name}: skipped, for want of a meilisearch on the PATH`, () => tests(new SyncTest()));
    return;
  }
  describe(name, () => {
    const test = new SyncTest();
    beforeAll(() => test.open(template));
    afterAll(() => test.close());
    tests(test);
  });
}
