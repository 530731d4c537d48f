import type { FacetDistribution } from 'meilisearch';
import { countTree, countValues, isNarrowedBy, ownerOf } from '../facet-counts.ts';
import type { FacetCount, FacetRequest, Filter } from '../query.ts';
import { fieldOf, type SearchIndex } from '../search-index.ts';
import { decodeValue } from './spelling.ts';

/** Facets that are counted over the same documents. */
export interface FacetGroup {
  /** The filters that narrow none of them. */
  readonly filters: readonly Filter[];
  /** Attributes of the documents to count by. */
  readonly attributes: readonly string[];
  /** Places of the facets in the request. */
  readonly places: readonly number[];
}

/** The facets of a query by the documents they are counted over; the first group's are those of the hits, and may be none. */
export function facetGroups(
  index: SearchIndex,
  requests: readonly FacetRequest[],
  filters: readonly Filter[],
): FacetGroup[] {
  const owners = new Map<string, number[]>([['', []]]);
  requests.forEach((request, place) => {
    const narrowed = filters.some((filter) => isNarrowedBy(request, filter));
    const owner = narrowed ? ownerOf(request) : '';
    owners.set(owner, [...(owners.get(owner) ?? []), place]);
  });
  return Array.from(owners, ([owner, places]) => ({
    filters: owner === '' ? filters : filters.filter((filter) => !isNarrowedBy(requests[places[0]!]!, filter)),
    attributes: [...new Set(places.flatMap((place) => attributesOf(index, requests[place]!)))],
    places,
  }));
}

/** The attributes in which the values of a facet stand. */
function attributesOf(index: SearchIndex, { field, code }: FacetRequest): string[] {
  const declared = fieldOf(index, field, 'keyword', 'flag', 'node', 'timeline', 'badges', 'attributes');
  switch (declared.kind) {
    case 'node':
      if (!declared.pathOf)
        throw new Error(`The search field ${field} says nothing of paths: it cannot be counted by.`);
      return [`${field}.path`];
    case 'attributes':
      return ['text', 'flag', 'number'].map((type) => `${field}.${type}.${code}`);
    default:
      return [field];
  }
}

/** The counts of a facet out of those of its attributes. */
export function readFacet(
  index: SearchIndex,
  request: FacetRequest,
  distribution: FacetDistribution | undefined,
  filters: readonly Filter[],
): FacetCount[] {
  const { field } = request;
  const counts = attributesOf(index, request).flatMap((attribute) => Object.entries(distribution?.[attribute] ?? {}));
  const { kind } = fieldOf(index, field, 'keyword', 'flag', 'node', 'timeline', 'badges', 'attributes');
  if (kind !== 'node') return countValues(counts.map(([value, count]) => [decodeValue(value), count]));
  return countTree(
    counts.map(([path, count]) => ({ path: path.split('/'), count })),
    filters.flatMap((filter) => (filter.kind === 'any' && filter.field === field ? filter.values : [])),
  );
}
