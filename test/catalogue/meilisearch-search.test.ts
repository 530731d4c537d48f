import { meilisearchUnderTest, withMeilisearch } from './meilisearch-under-test.ts';
import { randomSearchContract } from './random-search-contract.ts';
import { searchContract } from './search-contract.ts';
import { wideSearchContract } from './wide-search-contract.ts';

withMeilisearch((server) => {
  searchContract('Meilisearch', async () => meilisearchUnderTest(await server()));
  randomSearchContract('Meilisearch', async () => meilisearchUnderTest(await server()), 200);
  wideSearchContract('Meilisearch', async () => meilisearchUnderTest(await server()));
});
