import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import type { SearchQuery } from '../../src/platform/search/query.ts';
import { meilisearchUnderTest, withMeilisearch } from './meilisearch-under-test.ts';
import type { SearchUnderTest } from './search-under-test.ts';

const NOON = new Date('2026-11-22T05:00:00Z');

const judged: { class: string; query: string }[] = parse(
  readFileSync(new URL('../../bench/search/judgements/seeds/queries.csv', import.meta.url)),
  { columns: true, bom: true },
);

const CLASSES = [...new Set(judged.map(({ class: name }) => name))];

withMeilisearch((server) => {
  describe('Meilisearch and PostgreSQL', () => {
    let engine: SearchUnderTest;

    beforeAll(async () => {
      engine = await meilisearchUnderTest(await server(), 'seeded');
    });
    afterAll(() => engine?.close());

    it.each(CLASSES)(
      'answer the judged queries of class %s alike, in one order and with the same counts',
      async (name) => {
        const { postgres } = engine.app.services.search;
        for (const { query } of judged.filter((one) => one.class === name)) {
          const asked: SearchQuery = {
            kinds: ['product'],
            text: await engine.app.services.search.read(CATALOGUE, query, { at: NOON }),
            filters: [],
            facets: [{ field: 'category' }, { field: 'province', narrowedBy: 'place' }, { field: 'certificate' }],
            order: { by: 'relevance' },
            page: { size: 30, backward: false, after: null, before: null },
            at: NOON,
          };
          const [theirs, ours] = await Promise.all([
            postgres.search(CATALOGUE, asked),
            engine.search(CATALOGUE, asked),
          ]);
          const ids = ({ hits }: typeof ours) => hits.map(({ id }) => id);
          expect([ours.total, ids(ours), ours.facets], query).toEqual([theirs.total, ids(theirs), theirs.facets]);
        }
      },
      120_000,
    );
  });
});
