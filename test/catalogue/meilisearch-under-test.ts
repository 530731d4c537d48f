import { randomUUID } from 'node:crypto';
import { type EnqueuedTaskPromise, Meilisearch } from 'meilisearch';
import { afterAll, describe } from 'vitest';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import type { Database } from '../../src/platform/database/database.ts';
import { SearchConnection } from '../../src/platform/search/meilisearch/connection.ts';
import { jsonList, readDocuments } from '../../src/platform/search/meilisearch/documents.ts';
import { MeilisearchSearch } from '../../src/platform/search/meilisearch/meilisearch-search.ts';
import { settingsOf } from '../../src/platform/search/meilisearch/settings.ts';
import type { SearchIndex } from '../../src/platform/search/search-index.ts';
import { createTestApp } from '../support/app.ts';
import { installedMeilisearch, type MeilisearchServer, startMeilisearch } from '../support/meilisearch.ts';
import type { SearchUnderTest } from './search-under-test.ts';

const MASTER_KEY = 'a key that only the tests know';

const TASK = { timeout: 60_000, interval: 10 };

/**
 * Runs tests against a real server: the one at MEILI_URL, or the `meilisearch` of the PATH. Where there is neither, they are skipped,
 * and say so.
 */
export function withMeilisearch(tests: (server: () => Promise<MeilisearchServer>) => void): void {
  const given = process.env.MEILI_URL;
  if (!given && installedMeilisearch() === null) {
    describe.skip('Meilisearch: skipped, for want of MEILI_URL and of a meilisearch on the PATH', () =>
      tests(noServer));
    return;
  }
  let started: Promise<MeilisearchServer> | undefined;
  tests(
    () =>
      (started ??= given
        ? connect(given, process.env.MEILI_KEY ?? '')
        : startMeilisearch(MASTER_KEY).then((own) => own!)),
  );
  afterAll(async () => (await started)?.stop());
}

async function connect(url: string, key: string): Promise<MeilisearchServer> {
  const { pkgVersion } = await new Meilisearch({ host: url, apiKey: key }).getVersion();
  return { url, key, version: pkgVersion, stop: async () => {} };
}

/** The engine over an index of its own for each instant that is asked for, written when it is. */
export async function meilisearchUnderTest(
  { url, key }: MeilisearchServer,
  template: 'empty' | 'seeded' = 'empty',
): Promise<SearchUnderTest> {
  const app = await createTestApp(template);
  const client = new Meilisearch({ host: url, apiKey: key });
  const prefix = `${CATALOGUE.table}_${randomUUID()}`;
  const connection = new SearchConnection({ url, key }, [CATALOGUE]);
  const written = new Map<number, Promise<string>>();
  const uidAt = (at: Date) => {
    const uid =
      written.get(at.getTime()) ?? writeIndex(client, app.services.db, `${prefix}_${written.size}`, CATALOGUE, at);
    written.set(at.getTime(), uid);
    return uid;
  };
  return {
    app,
    search(index, query) {
      const engine = new MeilisearchSearch(
        () => connection.client(),
        () => uidAt(query.at),
      );
      return engine.canAnswer(query) ? engine.search(index, query) : app.services.search.postgres.search(index, query);
    },
    async close() {
      await Promise.all(Array.from(written.values(), async (uid) => client.deleteIndex(await uid).waitTask(TASK)));
      await app.close();
    },
  };
}

/** Writes all documents into a new index, as of an instant. */
async function writeIndex(
  client: Meilisearch,
  db: Pick<Database, 'query'>,
  uid: string,
  index: SearchIndex,
  at: Date,
): Promise<string> {
  const done = async (enqueued: EnqueuedTaskPromise) => {
    const { status, error } = await enqueued.waitTask(TASK);
    if (status !== 'succeeded') throw new Error(`Meilisearch: ${JSON.stringify(error)}`);
  };
  await done(client.createIndex(uid, { primaryKey: 'id' }));
  await done(client.index(uid).updateSettings(settingsOf(index)));
  for (const kind of index.kinds) {
    const rows = await db.query<{ id: string }>(kind.candidates.text, kind.candidates.values);
    const ids = rows.map(({ id }) => id);
    const { documents } = await readDocuments(db, index, kind, ids, at);
    await done(client.index(uid).addDocumentsFromString(jsonList(documents), 'application/json'));
  }
  return uid;
}

const noServer = (): never => {
  throw new Error('There is no server.');
};
