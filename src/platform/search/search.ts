import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Progress } from '../logging/progress.ts';
import type { AnalysedText } from './analysed-text.ts';
import { type EngineState, postgresState, replicaState } from './engine-state.ts';
import { type Explanation, explain, type Telling } from './explain.ts';
import type { Failover } from './failover.ts';
import type { Named, Wanted } from './memory/suggesting.ts';
import type { PostgresSearch } from './postgres/postgres-search.ts';
import type { Hit, Moment, SearchAnswer, SearchQuery } from './query.ts';
import { QueryReader } from './query-reader.ts';
import type { SearchIndex } from './search-index.ts';
import type { Beginning } from './suggestions.ts';
import type { Word } from './words.ts';

/** The search as the features know it: it reads what people type, and lets an engine answer. */
export class Search {
  readonly #reader: QueryReader;

  /** `failover` stands before an engine beside PostgreSQL, where there is one. */
  constructor(
    readonly postgres: PostgresSearch,
    readonly failover: Failover | null = null,
  ) {
    this.#reader = new QueryReader(postgres);
  }

  get indexes(): readonly SearchIndex[] {
    return this.postgres.indexes;
  }

  /** Reads the words of all indexes, so that the first search need not wait for it. */
  prepare(moment: Moment): Promise<void> {
    return this.#reader.prepare(moment);
  }

  /** What somebody typed, as it is understood over what is public at an instant. Null when it is blank, which is no condition at all. */
  read(index: SearchIndex, text: string, moment: Moment): Promise<AnalysedText | null> {
    return this.#reader.read(index, text, moment);
  }

  /** All ways to read a text, the likeliest first, whether or not the index has what they say. */
  readings(index: SearchIndex, text: string, moment: Moment): Promise<readonly (readonly Word[])[]> {
    return this.#reader.readings(index, text, moment);
  }

  /** What bears names that begin in one of some ways, and is public at an instant. Of the ways the first counts in which some do. */
  named(index: SearchIndex, ways: readonly Beginning[], wanted: Wanted, moment: Moment): Promise<Named> {
    return this.postgres.named(index, ways, wanted, moment);
  }

  /** @throws UserError BAD_INPUT when a cursor belongs to another query, INVALID_STATE when the engine that made it is away */
  async search(index: SearchIndex, query: SearchQuery): Promise<SearchAnswer> {
    if (this.failover) return this.failover.search(index, query);
    return { ...(await this.postgres.search(index, query)), degraded: false };
  }

  /** How it stands, for those who operate it. */
  state(): Promise<EngineState> {
    const { db, indexes } = this.postgres;
    return this.failover ? replicaState(db, this.failover) : postgresState(db, indexes);
  }

  /** What hits of a text say of themselves, in their order: see `explain`. */
  explain(
    index: SearchIndex,
    { text, at }: Pick<SearchQuery, 'text' | 'at'>,
    hits: readonly Hit[],
    wanted: readonly Telling[],
  ): Promise<readonly Explanation[]> {
    return explain(this.postgres.db, index, text, hits, at, wanted);
  }

  /**
   * Brings the documents that depend on changed rows up to date, in the transaction of the change. `changed` holds the ids of the
   * rows by the name of their entity's class. To be called last in the transaction, after all rows are written.
   */
  refresh(em: EntityManager, changed: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    return this.postgres.refresh(em, changed);
  }

  /**
   * Builds all of PostgreSQL's documents anew while the old ones stay in use, and answers how many there are. `note`: whether a copy in
   * an engine is to follow.
   */
  rebuild(orm: MikroORM, progress: Progress, options: { note?: boolean } = {}): Promise<number> {
    return this.postgres.rebuild(orm, progress, options);
  }

  /** The same inside the transaction of the entity manager, which has written more than `refresh` should be told of. */
  rebuildWithin(em: EntityManager, progress: Progress): Promise<number> {
    return this.postgres.rebuildWithin(em, progress);
  }
}
