import pg from 'pg';
import { graphqlRequest, type LoadRequest, send } from './load.ts';
import type { MixedSearch } from './search-mix.ts';
import type { Ground } from './servers.ts';

const QUERY = `query Search($query: String, $filter: ProductSearchFilter, $orderBy: ProductSearchOrder!) {
  searchProducts(query: $query, filter: $filter, orderBy: $orderBy, first: 20) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { id name facility { id name } } highlights { field html } }
    facets {
      categories { count category { id name } }
      provinces { count province { id name } }
      certificates { count kind }
      legalForms { count legalForm }
    }
  }
}`;

interface Answer {
  data: { searchProducts: { totalCount: number } } | null;
  errors?: unknown;
}

/** Sends a search and answers how long it took and how much it finds. @throws Error when it fails */
export async function search(url: string, request: LoadRequest): Promise<{ milliseconds: number; hits: number }> {
  const begin = performance.now();
  const { data, errors } = (await send(url, request)) as Answer;
  const milliseconds = performance.now() - begin;
  if (!data) throw new Error(`A search failed: ${JSON.stringify(errors)}`);
  return { milliseconds, hits: data.searchProducts.totalCount };
}

/** The mix as requests, with the ids that its codes stand for. */
export async function mixedRequests({ databaseUrl }: Ground, mix: readonly MixedSearch[]): Promise<LoadRequest[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const categories = await idsByCode(client, `select code, 'cat_' || id as id from category`);
    const provinces = await idsByCode(
      client,
      `select code, 'plc_' || id as id from administrative_unit where level = 'PROVINCE' and valid_until is null`,
    );
    return mix.map((search) => toRequest(search, categories, provinces));
  } finally {
    await client.end();
  }
}

async function idsByCode(client: pg.Client, text: string): Promise<(code: string) => string> {
  const { rows } = await client.query<{ code: string; id: string }>(text);
  const ids = new Map(rows.map(({ code, id }) => [code, id]));
  return (code) => {
    const id = ids.get(code);
    if (!id) throw new Error(`search-mix.ts names ${code}, which does not exist.`);
    return id;
  };
}

function toRequest(
  { query, categories, provinces, certificates, legalForms, filter, orderBy = 'RELEVANCE' }: MixedSearch,
  categoryId: (code: string) => string,
  provinceId: (code: string) => string,
): LoadRequest {
  const chosen = {
    ...filter,
    categories: categories?.map(categoryId),
    places: provinces?.map(provinceId),
    certificates,
    legalForms,
  };
  return graphqlRequest(QUERY, { query, filter: chosen, orderBy });
}
