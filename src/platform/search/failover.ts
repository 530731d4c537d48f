import { UserError } from '../errors/user-error.ts';
import type { Log } from '../logging/log.ts';
import { Breaker } from './breaker.ts';
import type { SearchEngine } from './engine.ts';
import type { SearchAnswer, SearchPage, SearchQuery, SearchResult } from './query.ts';
import type { SearchIndex } from './search-index.ts';
import type { Standing, Status } from './sync/standing.ts';

/** An engine beside PostgreSQL, which may fail, lag, or not be able to answer everything. */
export interface ReplicaEngine extends SearchEngine {
  /** Whether the query can be expressed in it. */
  canAnswer(query: SearchQuery): boolean;
}

/** Seconds that the copy may be behind and still answer. */
export const MAX_LAG = 30;

/** Milliseconds that an answer may take. */
const TIMEOUT = 2_000;

/** What the cursors of the engine's pages begin with; those of PostgreSQL never do. */
const MARK = 'm.';

/** Asks the engine while it is there, built and up to date, and PostgreSQL, which always is, else. */
export class Failover {
  readonly breaker: Breaker;

  constructor(
    readonly postgres: SearchEngine,
    readonly engine: ReplicaEngine,
    readonly standings: ReadonlyMap<SearchIndex, Standing>,
    readonly log: Log,
    /** Throws unless the engine is there. */
    readonly probe: () => Promise<unknown>,
  ) {
    this.breaker = new Breaker(probe);
  }

  /** @throws UserError BAD_INPUT when a cursor belongs to another query; INVALID_STATE when the engine that made it is not there */
  async search(index: SearchIndex, query: SearchQuery): Promise<SearchAnswer> {
    if (!this.engine.canAnswer(query)) return this.#ask(this.postgres, index, query, false);
    // A page goes on where it began: the engines rank alike, but not the same.
    const began = beganIn(query.page);
    if (began === 'postgres') return this.#ask(this.postgres, index, query, true);
    const standing = await this.#standing(index);
    const isUsable = standing === 'ready' || (standing === 'lagging' && began === 'engine');
    if (isUsable && this.breaker.mayTry()) {
      const result = await this.#tryEngine(index, query);
      if (result) return { ...result, degraded: standing !== 'ready' };
    }
    if (began === 'engine') throw engineIsAway(query.page);
    return this.#ask(this.postgres, index, query, true);
  }

  async #standing(index: SearchIndex): Promise<'ready' | 'lagging' | 'none'> {
    const status = await this.standings.get(index)?.now();
    if (!status?.replica?.live) return 'none';
    return isLagging(status) ? 'lagging' : 'ready';
  }

  async #ask(engine: SearchEngine, index: SearchIndex, query: SearchQuery, degraded: boolean): Promise<SearchAnswer> {
    return { ...(await engine.search(index, query)), degraded };
  }

  /** Null when it failed. */
  async #tryEngine(index: SearchIndex, query: SearchQuery): Promise<SearchResult | null> {
    try {
      const result = await withTimeout(this.engine.search(index, unmarked(query)));
      if (this.breaker.isOpen) this.log.info('the search engine answers again');
      this.breaker.succeeded();
      return { ...result, hits: result.hits.map((hit) => ({ ...hit, cursor: MARK + hit.cursor })) };
    } catch (error) {
      if (error instanceof UserError) {
        this.breaker.succeeded();
        throw error;
      }
      const wasOpen = this.breaker.isOpen;
      this.breaker.failed(isDead(error));
      if (!wasOpen) this.log.warn(error, 'the search engine failed; PostgreSQL answers');
      return null;
    }
  }
}

/** Whether the copy is too far behind to answer. */
export const isLagging = ({ lagSeconds }: Status): boolean => lagSeconds > MAX_LAG;

function beganIn({ after, before }: SearchPage): 'engine' | 'postgres' | null {
  const cursor = after ?? before;
  if (cursor === null) return null;
  return cursor.startsWith(MARK) ? 'engine' : 'postgres';
}

/** The query as the engine knows its cursors. */
function unmarked(query: SearchQuery): SearchQuery {
  const { after, before } = query.page;
  const strip = (cursor: string | null) => (cursor?.startsWith(MARK) ? cursor.slice(MARK.length) : cursor);
  return { ...query, page: { ...query.page, after: strip(after), before: strip(before) } };
}

function engineIsAway({ after }: SearchPage): UserError {
  return new UserError('INVALID_STATE', [after === null ? 'before' : 'after'], {
    vi: 'Trang này được bắt đầu bằng công cụ tìm kiếm hiện không trả lời; hãy bắt đầu lại từ trang đầu.',
    en: 'This page was begun by the search engine, which does not answer at the moment; start again from the first page.',
  });
}

/** A connection that could not be made or broke, other than an answer that says what is wrong. */
function isDead(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && /^(ECONN|ENOTFOUND|EHOST|ENET|EPIPE|UND_ERR_SOCKET)/.test(String(cause.code))) return true;
  }
  return false;
}

async function withTimeout<T>(answer: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${TIMEOUT} ms.`)), TIMEOUT);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
