import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Database } from '../../database/database.ts';
import type { Progress } from '../../logging/progress.ts';
import type { Presence } from '../analyser.ts';
import type { SearchEngine } from '../engine.ts';
import { answer } from '../memory/answer.ts';
import { type Current, Mirror } from '../memory/mirror.ts';
import { findInNames, findWords } from '../memory/presence.ts';
import { findNames, type Named, type Wanted } from '../memory/suggesting.ts';
import type { Moment, SearchQuery, SearchResult } from '../query.ts';
import type { SearchIndex } from '../search-index.ts';
import type { Beginning } from '../suggestions.ts';
import { rebuildIndex } from './rebuild.ts';
import { refreshIndex } from './refresh.ts';

/**
 * The engine that needs nothing but the database: search tables, written in the transaction of the change, and in each process that
 * searches a mirror of them in memory, which answers.
 */
export class PostgresSearch implements SearchEngine {
  readonly #mirrors: ReadonlyMap<SearchIndex, Mirror>;

  constructor(
    readonly db: Database,
    readonly indexes: readonly SearchIndex[],
  ) {
    this.#mirrors = new Map(indexes.map((index) => [index, new Mirror(db, index)]));
  }

  async search(index: SearchIndex, query: SearchQuery): Promise<SearchResult> {
    const { rows } = await this.#current(index, query);
    return answer(rows, query);
  }

  /** Which of these words the index has, and the version of its synonyms. */
  async presence(
    index: SearchIndex,
    words: readonly string[],
    moment: Moment,
  ): Promise<Presence & { synonyms: unknown }> {
    const { rows, synonyms } = await this.#current(index, moment);
    return { synonyms, ...findWords(rows, words, moment.at) };
  }

  /** What bears names that begin in one of some ways: see `findNames`. Of the ways the first counts in which some do. */
  async named(index: SearchIndex, ways: readonly Beginning[], wanted: Wanted, moment: Moment): Promise<Named> {
    const { rows } = await this.#current(index, moment);
    for (const [way, beginning] of ways.entries()) {
      const candidates = findNames(rows, beginning, wanted, moment.at);
      if (candidates.length > 0) return { way, candidates };
    }
    return { way: -1, candidates: [] };
  }

  /** For each list of words whether some name has them all; the last word of the first may be a part of one. */
  async inNames(
    index: SearchIndex,
    lists: readonly (readonly string[])[],
    isPart: boolean,
    moment: Moment,
  ): Promise<boolean[]> {
    const { rows } = await this.#current(index, moment);
    return findInNames(rows, lists, isPart, moment.at);
  }

  #current(index: SearchIndex, { since }: Moment): Promise<Current> {
    const mirror = this.#mirrors.get(index);
    if (!mirror) throw new Error(`There is no search over ${index.table}.`);
    return mirror.current(since);
  }

  /** Writes the rows that depend on changed ones, in the transaction of the change. `changed` holds ids by the name of the entity's class. */
  async refresh(em: EntityManager, changed: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    for (const index of this.indexes) await refreshIndex(em, index, changed);
  }

  /**
   * Builds all rows anew while the old ones stay in use, and answers how many there are. `note`: whether a replica is to look at all
   * documents, too.
   */
  async rebuild(orm: MikroORM, progress: Progress, { note = true } = {}): Promise<number> {
    let documents = 0;
    for (const index of this.indexes) documents += await rebuildIndex(orm.em.fork(), index, progress, { note });
    return documents;
  }

  /** The same in the transaction of the entity manager: nobody sees a part of it. */
  rebuildWithin(em: EntityManager, progress: Progress): Promise<number> {
    return this.indexes.reduce(
      async (before, index) => (await before) + (await rebuildIndex(em, index, progress)),
      Promise.resolve(0),
    );
  }
}
