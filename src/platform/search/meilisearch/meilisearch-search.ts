import {
  type FacetDistribution,
  type Meilisearch,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
} from 'meilisearch';
import { type AnalysedText, tiersOf } from '../analysed-text.ts';
import { fingerprint } from '../cursor.ts';
import type { SearchEngine } from '../engine.ts';
import type { SearchQuery, SearchResult } from '../query.ts';
import { scores } from '../ranking.ts';
import type { SearchIndex } from '../search-index.ts';
import { type FacetGroup, facetGroups, readFacet } from './facets.ts';
import { isReadable, longestLadder } from './filters.ts';
import { boundsOf, encodePosition, needsTotal, type PageBounds, pageAround, showPage, windowOf } from './paging.ts';
import {
  type Asked,
  countsRequest,
  firstRequest,
  laddersRequest,
  pageRequest,
  stepsRequest,
  totalRequest,
} from './requests.ts';
import { HIT_TEXTS, type Ranked, Texts } from './texts.ts';
import { stepsOf, tierFinder } from './tiers.ts';

/** A hit as the engine answers it. */
interface Found {
  readonly id: string;
  readonly kind: string;
}

/** A hit of a text, with what it is ranked by. */
interface RankedFound extends Found {
  readonly nameLength: number;
  readonly ranked: Ranked;
}

/** The hits from a position on, and the counts of the facets over all of them. */
interface Hits {
  readonly found: readonly Found[];
  readonly from: number;
  readonly total: number;
  readonly distribution: FacetDistribution | undefined;
}

/** So many hits of a text, the best by the engine's order, are put in their exact order. */
const BEST = 200;

/** Fewer words than these find more hits than that as a rule. */
const MANY_WORDS = 3;

/**
 * The engine for catalogues that outgrow the database. What is found is said by filters over the terms that all engines hold, and so is
 * what PostgreSQL finds. Its index is brought up to date after each change; it holds what is public now, whatever the query's instant.
 */
export class MeilisearchSearch implements SearchEngine {
  /** `connect` gives the client, and `uidOf` what an index is called in the engine, at the time of each search. */
  constructor(
    readonly connect: () => Meilisearch | Promise<Meilisearch>,
    readonly uidOf: (index: SearchIndex) => string | Promise<string>,
  ) {}

  /** Whether it can answer a query at all: it cannot order by a price at a quantity, is told no points, and is slow to read long filters. */
  canAnswer({ order, filters }: SearchQuery): boolean {
    return order.by !== 'price' && order.by !== 'distance' && isReadable(filters);
  }

  /** @throws UserError BAD_INPUT when a cursor belongs to another query; an error of the client when the engine does not answer */
  async search(index: SearchIndex, query: SearchQuery): Promise<SearchResult> {
    try {
      return await this.#answer(index, query);
    } catch (error) {
      throw isTimeout(error) ? new Error('Meilisearch did not answer in time.') : error;
    }
  }

  async #answer(index: SearchIndex, query: SearchQuery): Promise<SearchResult> {
    const print = fingerprint(query);
    const bounds = boundsOf(print, query.page);
    if (query.text?.variants.length === 0) return { ...NONE, facets: query.facets.map(() => []) };
    const [client, uid] = await Promise.all([this.connect(), this.uidOf(index)]);
    const asked: Asked = { index, uid, query, steps: await ladderSteps(client, uid, query) };
    const [group, ...narrowed] = facetGroups(index, query.facets, query.filters);
    const [hits, counts] = await Promise.all([
      findHits(client, asked, bounds, group!),
      countFacets(client, asked, narrowed),
    ]);
    const page = showPage(query.page, bounds, hits.from, hits.found, hits.total);
    const counted = [[group!, hits.distribution] as const, ...counts];
    return {
      hits: page.hits.map(({ kind, id, position }) => ({ kind, id, cursor: encodePosition(print, { position, id }) })),
      total: hits.total,
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      facets: query.facets.map((request, place) => {
        const [, distribution] = counted.find(([{ places }]) => places.includes(place))!;
        return readFacet(index, request, distribution, query.filters);
      }),
    };
  }
}

/** The client's own error holds the whole request, which is nothing for a log. */
const isTimeout = (error: unknown): boolean =>
  error instanceof MeilisearchRequestError && error.cause instanceof MeilisearchRequestTimeOutError;

const NONE = { hits: [], total: 0, hasNextPage: false, hasPreviousPage: false } as const;

/** Most steps of the ladders that a query filters by. */
async function ladderSteps(client: Meilisearch, uid: string, { filters }: SearchQuery): Promise<number> {
  const request = laddersRequest(uid, filters);
  if (!request) return 0;
  const { results } = await client.multiSearch(request);
  return longestLadder(results.filter(({ totalHits }) => totalHits !== 0).length);
}

/** The hits of a page and around it; where the page hangs on how many there are, that is asked first. */
async function findHits(client: Meilisearch, asked: Asked, bounds: PageBounds, group: FacetGroup): Promise<Hits> {
  const { text, order, page } = asked.query;
  if (text && order.by === 'relevance') return findRanked(client, asked, text, bounds, group);
  const total = needsTotal(page, bounds) ? await countHits(client, asked) : 0;
  const part = pageAround(windowOf(page, bounds, total));
  const { results } = await client.multiSearch<ReturnType<typeof pageRequest>, Found>(pageRequest(asked, part, group));
  const { hits, totalHits, facetDistribution } = results[0]!;
  return { found: hits, from: part.from, total: totalHits ?? 0, distribution: facetDistribution };
}

/**
 * The hits of a text, the best in their exact order. Where these are all there are, the engine need not bring them forward; to ask it to
 * costs as much as some searches, and so does one that was in vain.
 */
async function findRanked(
  client: Meilisearch,
  asked: Asked,
  text: AnalysedText,
  bounds: PageBounds,
  group: FacetGroup,
): Promise<Hits> {
  const { page } = asked.query;
  let total = 0;
  if (needsTotal(page, bounds) || text.variants[0]!.words.length >= MANY_WORDS) {
    const request = firstRequest(asked, BEST, group);
    const { results } = await client.multiSearch<typeof request, RankedFound>(request);
    const { hits, totalHits, facetDistribution } = results[0]!;
    total = totalHits ?? 0;
    if (total <= BEST) return { found: ranked(text, hits), from: 0, total, distribution: facetDistribution };
  }
  const window = windowOf(page, bounds, total);
  // What begins among the best, which are put in order, needs them all.
  const part = pageAround(window.from < BEST ? { from: 0, to: Math.max(window.to, BEST) } : window);
  const request = stepsRequest(asked, part, group, stepsOf(text));
  const { hits, totalHits, facetsByIndex } = await client.multiSearch<typeof request, RankedFound>(request);
  return {
    found: part.from === 0 ? [...ranked(text, hits.slice(0, BEST)), ...hits.slice(BEST)] : hits,
    from: part.from,
    total: totalHits ?? 0,
    distribution: facetsByIndex?.[asked.uid]?.distribution,
  };
}

/** Hits of a text in the order in which PostgreSQL has them: by score, and then by id. */
function ranked(text: AnalysedText, hits: readonly RankedFound[]): Found[] {
  const [tierOf, scoreIn] = [tierFinder(text), scores(HIT_TEXTS, tiersOf(text))];
  const rated = hits.map((hit) => {
    const texts = new Texts(hit.ranked, hit.nameLength);
    return { hit, score: scoreIn[tierOf(texts)]!(texts) };
  });
  rated.sort((a, b) => b.score - a.score || (a.hit.id < b.hit.id ? -1 : 1));
  return rated.map(({ hit: { id, kind } }) => ({ id, kind }));
}

async function countHits(client: Meilisearch, asked: Asked): Promise<number> {
  const { results } = await client.multiSearch(totalRequest(asked));
  return results[0]!.totalHits ?? 0;
}

/** What facets count that a filter narrows. */
async function countFacets(
  client: Meilisearch,
  asked: Asked,
  groups: readonly FacetGroup[],
): Promise<(readonly [FacetGroup, FacetDistribution | undefined])[]> {
  if (groups.length === 0) return [];
  const { results } = await client.multiSearch(countsRequest(asked, groups));
  return groups.map((group, place) => [group, results[place]!.facetDistribution]);
}
