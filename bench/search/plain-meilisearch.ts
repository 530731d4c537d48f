import { Meilisearch } from 'meilisearch';
import { startMeilisearch } from '../../test/support/meilisearch.ts';
import { DEPTH } from './ndcg.ts';
import type { PlainDocument } from './plain-documents.ts';
import type { SearchContender } from './search-contender.ts';

const INDEX = 'plain';

/** Milliseconds that a batch may take to be indexed. */
const TASK_TIMEOUT = 300_000;

/** Documents of one batch. */
const BATCH = 20_000;

/** Meilisearch as it comes, told only which texts weigh more than others; null where the program is not on the PATH. */
export async function plainMeilisearch(documents: readonly PlainDocument[]): Promise<SearchContender | null> {
  const server = await startMeilisearch();
  if (!server) return null;
  const client = new Meilisearch({ host: server.url });
  const index = client.index<PlainDocument>(INDEX);
  const settled = async (task: { status: string; error: unknown }) => {
    if (task.status !== 'succeeded') throw new Error(`Meilisearch: ${JSON.stringify(task.error)}`);
  };
  const wait = { timeout: TASK_TIMEOUT };
  await settled(await client.createIndex(INDEX, { primaryKey: 'id' }).waitTask(wait));
  const fields = ['name', 'nameEn', 'category', 'facility', 'place', 'description'];
  await settled(await index.updateSettings({ searchableAttributes: fields, filterableAttributes: [] }).waitTask(wait));
  for (let start = 0; start < documents.length; start += BATCH) {
    await settled(await index.addDocuments(documents.slice(start, start + BATCH)).waitTask(wait));
  }
  return {
    name: `plain Meilisearch ${server.version}`,
    find: async (query) =>
      (await index.search(query, { limit: DEPTH, attributesToRetrieve: ['id'] })).hits.map(({ id }) => id),
    close: () => server.stop(),
  };
}
