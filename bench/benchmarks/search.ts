import pg from 'pg';
import { inTurn, latencyRows } from '../latencies.ts';
import { graphqlRequest, type LoadRequest, send } from '../load.ts';
import type { Rounds } from '../rounds.ts';
import { BROAD_HITS, BROAD_PART, MISSPELT_MIX, type MixedSearch, SEARCH_MIX } from '../search-mix.ts';
import { type Ground, startApi } from '../servers.ts';
import type { Section } from '../table.ts';

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

/** Connections of the second measurement. */
const TOGETHER = 4;

/** How long the searches of a fixed mix take, one after the other, and at 4 connections; as they are, and a third of them misspelt. */
export async function benchSearch(ground: Ground, { rounds }: Rounds): Promise<Section[]> {
  const api = await startApi(ground);
  try {
    const ask = async (request: LoadRequest) => {
      const begin = performance.now();
      const { data, errors } = (await send(api.url, request)) as Answer;
      const milliseconds = performance.now() - begin;
      if (!data) throw new Error(`A search failed: ${JSON.stringify(errors)}`);
      return { milliseconds, hits: data.searchProducts.totalCount };
    };
    const measured = async (
      mix: readonly MixedSearch[],
      titleOf: (hits: readonly number[]) => string,
    ): Promise<Section> => {
      const requests = await mixedRequests(ground, mix);
      const hits = [];
      for (const request of requests) hits.push((await ask(request)).hits);
      const title = titleOf(hits);
      const alone = await inTurn(requests, rounds, 1, ask);
      const together = await inTurn(requests, rounds, TOGETHER, ask);
      const rows = [
        ...latencyRows('one at a time', alone, '≤ 60 ms'),
        ...latencyRows(`${TOGETHER} connections`, together, '', '≤ 200 ms'),
      ];
      return { title, rows };
    };
    return [await measured(SEARCH_MIX, broadTitle), await measured(MISSPELT_MIX, misspeltTitle)];
  } finally {
    await api.stop();
  }
}

/** @throws Error unless the mix finds as much as it is there to find */
function broadTitle(hits: readonly number[]): string {
  const broad = hits.filter((count) => count > BROAD_HITS).sort((a, b) => a - b);
  if (broad.length < hits.length * BROAD_PART) {
    throw new Error(
      `Only ${broad.length} of ${hits.length} searches find more than ${BROAD_HITS} products: ${hits.join(' ')}`,
    );
  }
  return (
    `Search over 100,000 products: ${hits.length} searches, ${broad.length} of them with more than ` +
    `${BROAD_HITS} hits (up to ${broad.at(-1)}), four facets each, two chosen`
  );
}

function misspeltTitle(hits: readonly number[]): string {
  const misspelt = hits.filter((_, index) => MISSPELT_MIX[index]!.query !== SEARCH_MIX[index]!.query);
  const found = misspelt.filter((count) => count > 0);
  return `The same, ${misspelt.length} of them misspelt, of which ${found.length} find something`;
}

interface Answer {
  data: { searchProducts: { totalCount: number } } | null;
  errors?: unknown;
}

/** The mix as requests, with the ids that its codes stand for. */
async function mixedRequests({ databaseUrl }: Ground, mix: readonly MixedSearch[]): Promise<LoadRequest[]> {
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
