import { CATALOGUE } from '../../catalogue/catalogue-index.ts';
import type { ProductSearch } from '../../catalogue/search.inputs.ts';
import { productRequest } from '../../catalogue/search-catalogue.ts';
import { UserError, UserErrors, userErrorsOf } from '../../platform/errors/user-error.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import type { SearchQuery, SearchResult } from '../../platform/search/query.ts';

/** Most products of a search that go into a file. */
export const MAX_HITS = 100_000;

/** Hits that are asked for at once: each page ranks all that fit, so few large ones are quicker. */
const PAGE = 5_000;

/** What a search finds. */
export interface FoundProducts {
  /** Keys in the order of the search. */
  readonly ids: readonly string[];
  /** Whether there are more. */
  readonly cut: boolean;
}

/** Refuses a search that cannot be. @throws UserErrors with all that is wrong, below ['search'] */
export async function checkSearch(context: RequestContext, search: ProductSearch): Promise<void> {
  try {
    await productRequest(context, { ...search, first: 1 });
  } catch (error) {
    const wrong = userErrorsOf(error);
    if (!wrong) throw error;
    throw new UserErrors(wrong.map(({ code, path, text }) => new UserError(code, ['search', ...path], text)));
  }
}

/**
 * All that a search for products finds, in its order, by the clock of the context. Where the engine that began does not go on,
 * PostgreSQL searches from the start. @throws UserErrors for a search that cannot be
 */
export async function findProducts(
  context: RequestContext,
  settings: ProductSearch,
  max = MAX_HITS,
): Promise<FoundProducts> {
  const { search, now } = context;
  const { kinds, text, filters, order } = await productRequest(context, { ...settings, first: 1 });
  const asked = { kinds, text, filters, order, facets: [], at: now };
  try {
    return await allHits((query) => search.search(CATALOGUE, query), asked, max);
  } catch (error) {
    if (!userErrorsOf(error)?.some(({ code }) => code === 'INVALID_STATE')) throw error;
    return allHits((query) => search.postgres.search(CATALOGUE, query), asked, max);
  }
}

async function allHits(
  search: (query: SearchQuery) => Promise<SearchResult>,
  asked: Omit<SearchQuery, 'page'>,
  max: number,
): Promise<FoundProducts> {
  // What comes or goes meanwhile may move a hit to a page that is yet to come.
  const ids = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const { hits, hasNextPage }: SearchResult = await search({
      ...asked,
      page: { size: PAGE, backward: false, after, before: null },
    });
    for (const { id } of hits) if (ids.size < max) ids.add(id);
    after = hits.at(-1)?.cursor ?? null;
    if (!hasNextPage || after === null) return { ids: [...ids], cut: false };
    if (ids.size >= max) return { ids: [...ids], cut: true };
  }
}
