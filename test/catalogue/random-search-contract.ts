import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import { analyse } from '../../src/platform/search/analyser.ts';
import type { FacetRequest, Filter, SearchQuery } from '../../src/platform/search/query.ts';
import { fold } from '../../src/platform/text/vietnamese.ts';
import { NO_WORDS } from '../support/lexicon.ts';
import { Random } from '../support/random.ts';
import { Fixture } from './fixture.ts';
import {
  distanceOf,
  fillRandomly,
  fulfils,
  type PlainDocument,
  priceOf,
  randomQuery,
  validKinds,
} from './random-catalogue.ts';
import type { SearchUnderTest } from './search-under-test.ts';

/** Compares an engine with a plain reading of the same documents, on random queries. */
export function randomSearchContract(name: string, open: () => Promise<SearchUnderTest>, queries: number): void {
  describe(`random searches by ${name}`, () => {
    let engine: SearchUnderTest;
    let documents: PlainDocument[];
    const random = new Random(7);

    beforeAll(async () => {
      engine = await open();
      documents = await fillRandomly(new Fixture(engine.app), random, 150);
    }, 60_000);
    afterAll(() => engine.close());

    it('find, count and order what a plain reading does', async () => {
      for (let run = 0; run < queries; run++) {
        const { words, ...query } = randomQuery(random, documents);
        const asked: SearchQuery = {
          ...query,
          text: words.length > 0 ? analyse(`${words.join(' ')} `, NO_WORDS) : null,
        };
        const result = await engine.search(CATALOGUE, asked);
        const public_ = documents.filter(({ publishAt }) => publishAt <= query.at);
        // Of several words none counts that stands alone in a description; one with diacritics must have just these there.
        const named = public_.filter((document) =>
          words.every((word) => document.named.has(fold(word)) || (words.length === 1 && document.mentioned.has(word))),
        );
        const expected = named.filter((document) =>
          query.filters.every((filter) => fulfils(document, filter, query.at)),
        );
        const context = JSON.stringify({ words, ...query });
        expect(new Set(result.hits.map(({ id }) => id)), context).toEqual(new Set(expected.map(({ id }) => id)));
        expect(result.total, context).toBe(expected.length);
        result.facets.forEach((counts, index) => {
          const request = query.facets[index]!;
          const others = query.filters.filter((filter) => !narrows(filter, request));
          const counted = named.filter((document) => others.every((filter) => fulfils(document, filter, query.at)));
          expect(
            Object.fromEntries(counts.map(({ value, count }) => [value, count])),
            `${context} ${request.field}`,
          ).toEqual(countsOf(counted, request, query));
        });
        const order =
          query.order.by === 'relevance' && asked.text
            ? (await engine.app.services.search.postgres.search(CATALOGUE, asked)).hits.map(({ id }) => id)
            : inOrder(expected, query);
        expect(
          result.hits.map(({ id }) => id),
          context,
        ).toEqual(order);
      }
    }, 120_000);
  });
}

const narrows = (filter: Filter, { field, code, narrowedBy = field }: FacetRequest): boolean =>
  filter.field === narrowedBy && (code === undefined || (filter.kind === 'attribute' && filter.code === code));

function countsOf(
  documents: readonly PlainDocument[],
  { field, code }: FacetRequest,
  { filters, at }: SearchQuery,
): Record<string, number> {
  const chosen = filters.flatMap((filter) =>
    filter.kind === 'any' && filter.field === 'category' ? filter.values : [],
  );
  const counts: Record<string, number> = {};
  for (const document of documents) {
    for (const value of valuesOf(document)) counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;

  function valuesOf(document: PlainDocument): Iterable<string> {
    const single = (value: unknown) => (value === null || value === undefined ? [] : [String(value)]);
    if (code !== undefined) return single(document.attributes[code]);
    if (field === 'certificate') return validKinds(document, at);
    if (field === 'category') {
      // The two levels: the top always, what is below it where it, or something below it, is chosen.
      const [top, below] = document.category;
      const isOpen = documents.some(
        ({ category }) => category[0] === top && category.some((id) => chosen.includes(id)),
      );
      return below !== undefined && isOpen ? [top!, below] : [top!];
    }
    return single(
      { province: document.province, legalForm: document.legalForm, unit: document.unit, demo: document.demo }[field],
    );
  }
}

function inOrder(documents: readonly PlainDocument[], { order, at }: SearchQuery): string[] {
  const rank = (document: PlainDocument): number | null => {
    if (order.by === 'newest' || order.by === 'relevance') return -document.publishAt.getTime();
    if (order.by === 'distance') return distanceOf(document, order.from);

    const price = priceOf(document, order, at);
    return price !== null && order.descending ? -price : price;
  };
  return documents
    .map((document) => ({ id: document.id, rank: rank(document) }))
    .sort((a, b) => {
      if (a.rank === null || b.rank === null)
        return Number(a.rank === null) - Number(b.rank === null) || (a.id < b.id ? -1 : 1);
      // The last digits of a distance depend on the machine's library of functions.
      return Math.abs(a.rank - b.rank) > 1e-9 ? a.rank - b.rank : a.id < b.id ? -1 : 1;
    })
    .map(({ id }) => id);
}
