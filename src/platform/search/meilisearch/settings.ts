import type { Settings } from 'meilisearch';
import type { Field, SearchIndex } from '../search-index.ts';

/** Milliseconds after which the engine gives a search up and answers what it has: longer than anybody waits for it. */
const SEARCH_CUTOFF = 20_000;

/** Whatever there is, is counted and can be paged to. */
const ALL = 1_000_000_000;

/** Most values of a facet. */
const MAX_VALUES = 100_000;

/** Attributes of which values are compared for equality. */
const OWN = ['id', 'kind', 'terms', 'names', 'nameWords', 'aroundPairs'];

/**
 * How an index of Meilisearch is set up. The engine is to analyse nothing: documents hold the terms of our own analyser, and are found by
 * filters over them. All hits of one query of a federated search are alike to it but for the length of their names.
 */
export function settingsOf(index: SearchIndex): Settings {
  const fields = Object.entries(index.fields);
  return {
    searchableAttributes: ['everything'],
    displayedAttributes: ['id', 'kind', 'hash', 'nameLength', 'ranked'],
    filterableAttributes: [
      filterable([...OWN, ...fields.flatMap(([name, field]) => equalTo(name, field))], false),
      filterable(
        fields.flatMap(([name, field]) => comparable(name, field)),
        true,
      ),
    ],
    sortableAttributes: ['recordedAt', 'id'],
    rankingRules: ['words', 'sort', 'nameLength:asc'],
    typoTolerance: { enabled: false },
    prefixSearch: 'disabled',
    proximityPrecision: 'byAttribute',
    facetSearch: false,
    stopWords: [],
    synonyms: {},
    dictionary: [],
    separatorTokens: [],
    nonSeparatorTokens: [],
    localizedAttributes: null,
    pagination: { maxTotalHits: ALL },
    faceting: { maxValuesPerFacet: MAX_VALUES },
    searchCutoffMs: SEARCH_CUTOFF,
  };
}

const filterable = (attributePatterns: string[], comparison: boolean) => ({
  attributePatterns,
  features: { facetSearch: false, filter: { equality: true, comparison } },
});

function equalTo(name: string, { kind }: Field): string[] {
  switch (kind) {
    case 'keyword':
    case 'flag':
    case 'timeline':
    case 'badges':
      return [name];
    case 'node':
      return [`${name}.above`, `${name}.path`];
    case 'attributes':
      return [`${name}.text.*`, `${name}.flag.*`];
    default:
      return [];
  }
}

function comparable(name: string, { kind }: Field): string[] {
  switch (kind) {
    case 'number':
      return [name];
    case 'monthly':
    case 'ladder':
      return [`${name}.*`];
    case 'attributes':
      return [`${name}.number.*`];
    default:
      return [];
  }
}
