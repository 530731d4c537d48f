import type { SearchQuery, SearchResult } from './query.ts';
import type { SearchIndex } from './search-index.ts';

/** What answers searches: see postgres/ and meilisearch/. All engines are held to one suite of tests. */
export interface SearchEngine {
  /** @throws UserError BAD_INPUT when a cursor belongs to another query */
  search(index: SearchIndex, query: SearchQuery): Promise<SearchResult>;
}
