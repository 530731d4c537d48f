import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Progress } from '../logging/progress.ts';
import type { SearchQuery, SearchResult } from './query.ts';
import type { SearchIndex } from './search-index.ts';

/** What a search engine does; see postgres/ for the first one. All engines are held to one suite of tests. */
export interface SearchEngine {
  /** @throws UserError BAD_INPUT when a cursor belongs to another query */
  search(index: SearchIndex, query: SearchQuery): Promise<SearchResult>;

  /**
   * Brings the documents that depend on changed rows up to date, in the transaction of the change. `changed` holds the ids of the
   * rows by the name of their entity's class. To be called last in the transaction, after all rows are written.
   */
  refresh(em: EntityManager, changed: ReadonlyMap<string, ReadonlySet<string>>): Promise<void>;

  /** Builds all documents anew while the old ones stay in use, and answers how many there are. */
  rebuild(orm: MikroORM, progress: Progress): Promise<number>;

  /** The same inside the transaction of the entity manager, which has written more than `refresh` should be told of. */
  rebuildWithin(em: EntityManager, progress: Progress): Promise<number>;
}
