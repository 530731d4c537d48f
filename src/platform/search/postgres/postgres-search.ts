import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Database } from '../../database/database.ts';
import type { Progress } from '../../logging/progress.ts';
import type { Presence } from '../analyser.ts';
import { decodePlace, encodePlace, fingerprint } from '../cursor.ts';
import type { SearchEngine } from '../engine.ts';
import type { SearchQuery, SearchResult } from '../query.ts';
import type { SearchIndex } from '../search-index.ts';
import type { Group } from './counting.ts';
import { findInNames, findWords } from './presence.ts';
import { rebuildIndex } from './rebuild.ts';
import { refreshIndex } from './refresh.ts';
import { compile } from './statement.ts';

/** A hit as the database answers it. */
type Row = readonly [id: string, kind: string, rank: number | null];

interface Answer {
  readonly hits: Row[] | null;
  readonly groups: readonly Group[] | null;
  readonly beyond: boolean;
}

/** The engine that needs nothing but the database: search tables, written in the transaction of the change. */
export class PostgresSearch implements SearchEngine {
  constructor(
    readonly db: Database,
    readonly indexes: readonly SearchIndex[],
  ) {}

  async search(index: SearchIndex, query: SearchQuery): Promise<SearchResult> {
    const { size, backward, after, before } = query.page;
    const print = fingerprint(query);
    const { sql, counting } = compile(index, query, {
      after: after === null ? null : decodePlace(print, after, 'after'),
      before: before === null ? null : decodePlace(print, before, 'before'),
    });
    const [answer] = await this.db.query<Answer>(sql.text, sql.values);
    const { hits, groups, beyond } = answer!;
    const page = (hits ?? []).slice(0, size);
    const more = hits !== null && hits.length > size;
    return {
      hits: (backward ? page.reverse() : page).map(([id, kind, rank]) => ({
        id,
        kind,
        cursor: encodePlace(print, { rank, id }),
      })),
      hasNextPage: backward ? beyond : more,
      hasPreviousPage: backward ? more : beyond,
      ...counting.read(groups ?? []),
    };
  }

  /** Which of these words the index has, and the version of its synonyms. One statement. */
  presence(index: SearchIndex, words: readonly string[], at: Date): Promise<Presence & { synonyms: unknown }> {
    return findWords(this.db, index, words, at);
  }

  /** For each row of words whether some name has them all; the last word of the first may be a part of one. One statement. */
  inNames(index: SearchIndex, rows: readonly (readonly string[])[], isPart: boolean, at: Date): Promise<boolean[]> {
    return findInNames(this.db, index, rows, isPart, at);
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
