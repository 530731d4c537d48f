import { Meilisearch } from 'meilisearch';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../logging/log.ts';
import { Failover } from './failover.ts';
import { SearchConnection } from './meilisearch/connection.ts';
import { MeilisearchSearch } from './meilisearch/meilisearch-search.ts';
import { PostgresSearch } from './postgres/postgres-search.ts';
import { Search } from './search.ts';
import type { SearchIndex } from './search-index.ts';
import { Standing } from './sync/standing.ts';

/** Milliseconds in which an engine that works says so. */
const PROBE_TIMEOUT = 1_500;

/** The search over some indexes: in PostgreSQL, and before it in Meilisearch where that is configured. */
export function openSearch(
  config: Pick<Config, 'MEILI_URL' | 'MEILI_KEY'>,
  db: Database,
  indexes: readonly SearchIndex[],
  log: Log,
): Search {
  const postgres = new PostgresSearch(db, indexes);
  if (!config.MEILI_URL) return new Search(postgres);
  const connection = new SearchConnection({ url: config.MEILI_URL, key: config.MEILI_KEY }, indexes);
  const prober = new Meilisearch({ host: config.MEILI_URL, timeout: PROBE_TIMEOUT });
  const standings = new Map(indexes.map((index) => [index, new Standing(db, index)]));
  const uidOf = (index: SearchIndex): string => {
    const uid = standings.get(index)?.liveUid;
    if (!uid) throw new Error(`The search engine has no index for ${index.table} yet.`);
    return uid;
  };
  const engine = new MeilisearchSearch(() => connection.client(), uidOf);
  return new Search(postgres, new Failover(postgres, engine, standings, log, () => prober.health()));
}
