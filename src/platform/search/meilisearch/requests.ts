import type { MultiSearchQuery } from 'meilisearch';
import type { Filter, SearchQuery } from '../query.ts';
import type { SearchIndex } from '../search-index.ts';
import { type Condition, isOneOf } from './conditions.ts';
import { EVERYTHING } from './documents.ts';
import type { FacetGroup } from './facets.ts';
import { filterCondition, longerLadders } from './filters.ts';
import { matches } from './matching.ts';
import type { EnginePage } from './paging.ts';

/** What is asked, and what its index is called in the engine. */
export interface Asked {
  readonly index: SearchIndex;
  readonly uid: string;
  readonly query: SearchQuery;
  /** Most steps of the ladders that are filtered by. */
  readonly steps: number;
}

const FOUND = ['id', 'kind'];
/** The one order that is not a text's. */
const NEWEST = ['recordedAt:desc', 'id:asc'];

const RANKED = [...FOUND, 'nameLength', 'ranked'];

/** How many hits there are. */
export const totalRequest = (asked: Asked) => ({ queries: [{ ...all(asked), page: 1, hitsPerPage: 0 }] });

/** How long the ladders are that are filtered by; null when none is. */
export function laddersRequest(uid: string, filters: readonly Filter[]): { queries: MultiSearchQuery[] } | null {
  const longer = longerLadders(filters);
  if (longer.length === 0) return null;
  return { queries: longer.map((filter) => ({ indexUid: uid, filter, page: 1, hitsPerPage: 0 })) };
}

/** A page of all hits, in an order that is none of a text's; and what facets count over them all. */
export const pageRequest = (asked: Asked, { page, hitsPerPage }: EnginePage, { attributes }: FacetGroup) => ({
  queries: [{ ...all(asked), page, hitsPerPage, facets: [...attributes], sort: NEWEST, attributesToRetrieve: FOUND }],
});

/** The first hits of a text in whatever order, with all that they are ranked by; and what facets count over them all. */
export const firstRequest = (asked: Asked, hitsPerPage: number, { attributes }: FacetGroup) => ({
  queries: [{ ...all(asked), page: 1, hitsPerPage, facets: [...attributes], attributesToRetrieve: RANKED }],
});

/** A page of the hits of a text by steps, one query for each: what is found in several counts once, in the best. And the facets. */
export const stepsRequest = (
  asked: Asked,
  { page, hitsPerPage }: EnginePage,
  { attributes }: FacetGroup,
  steps: readonly Condition[],
) => ({
  federation: { page, hitsPerPage, facetsByIndex: { [asked.uid]: [...attributes] } },
  queries: steps.map((condition, place) => ({
    indexUid: asked.uid,
    q: EVERYTHING,
    filter: [...conditions(asked, asked.query.filters), condition],
    attributesToRetrieve: RANKED,
    federationOptions: { weight: steps.length - place },
  })),
});

/** What facets count that filters of their own narrow. */
export const countsRequest = (asked: Asked, groups: readonly FacetGroup[]) => ({
  queries: groups.map(({ filters, attributes }) => ({ ...all(asked, filters), facets: [...attributes], limit: 0 })),
});

/** All that matches the text and some filters. */
const all = (asked: Asked, filters: readonly Filter[] = asked.query.filters): MultiSearchQuery => ({
  indexUid: asked.uid,
  filter: [...conditions(asked, filters), ...(asked.query.text ? [matches(asked.query.text)] : [])],
});

const conditions = ({ index, query: { kinds }, steps }: Asked, filters: readonly Filter[]): Condition[] => [
  ...(kinds.length < index.kinds.length ? [isOneOf('kind', kinds)] : []),
  ...filters.flatMap((filter) => filterCondition(index, filter, steps) ?? []),
];
