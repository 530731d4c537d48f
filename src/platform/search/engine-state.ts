import type { Database } from '../database/database.ts';
import { type Failover, isLagging } from './failover.ts';
import type { SearchIndex } from './search-index.ts';
import type { Status } from './sync/standing.ts';

/** What is configured to answer searches. */
export type EngineName = 'POSTGRESQL' | 'MEILISEARCH';

/** From best to worst. */
const CONDITIONS = ['READY', 'LAGGING', 'BUILDING', 'UNAVAILABLE'] as const;

/** Whether it does, or why PostgreSQL does instead. */
export type Condition = (typeof CONDITIONS)[number];

/** How the search stands. */
export interface EngineState {
  readonly engine: EngineName;
  readonly state: Condition;
  /** Changes that wait to be delivered. */
  readonly queueLength: number;
  /** Documents that the engine does not take. */
  readonly refused: number;
  /** Seconds for which the oldest change has waited. */
  readonly lagSeconds: number;
  /** Documents in what answers searches. */
  readonly documents: number;
  /** How much of an index that is being built is done, 0 to 100; null when none is. */
  readonly buildingPercent: number | null;
  /** What went wrong last, until it goes well again; for those who operate it. */
  readonly lastError: string | null;
}

/** How PostgreSQL's own rows stand: they are written with each change. */
export async function postgresState(db: Database, indexes: readonly SearchIndex[]): Promise<EngineState> {
  const documents = await countEach(indexes, async ({ table }) => {
    const [row] = await db.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return row!.count;
  });
  const nothing = { queueLength: 0, refused: 0, lagSeconds: 0, buildingPercent: null, lastError: null };
  return { engine: 'POSTGRESQL', state: 'READY', documents, ...nothing };
}

/** How the engine and its copies stand: as the worst of them does. */
export async function replicaState(db: Database, { standings, probe }: Failover): Promise<EngineState> {
  const [isThere, statuses] = await Promise.all([
    probe().then(
      () => true,
      () => false,
    ),
    Promise.all([...standings.values()].map((standing) => standing.read())),
  ]);
  const uids = statuses.flatMap(({ replica }) => (replica?.live ? [replica.live.uid] : []));
  const [held] = await db.query<{ count: number }>(
    `select count(*)::int as count from search_ledger where uid = any($1) and hash <> ''`,
    [uids],
  );
  const building = statuses.flatMap(({ replica }) => replica?.building ?? []);
  return {
    engine: 'MEILISEARCH',
    state: isThere ? worst(statuses.map(conditionOf)) : 'UNAVAILABLE',
    queueLength: sum(statuses.map(({ queued }) => queued)),
    refused: sum(statuses.map(({ refused }) => refused)),
    lagSeconds: Math.max(0, ...statuses.map(({ lagSeconds }) => lagSeconds)),
    documents: held!.count,
    buildingPercent: building.length > 0 ? percent(building) : null,
    lastError: statuses.find(({ replica }) => replica?.lastError)?.replica?.lastError ?? null,
  };
}

function conditionOf(status: Status): Condition {
  if (!status.replica?.live) return 'BUILDING';
  return isLagging(status) ? 'LAGGING' : 'READY';
}

const worst = (conditions: readonly Condition[]): Condition =>
  CONDITIONS.findLast((condition) => conditions.includes(condition)) ?? 'READY';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function percent(building: readonly { done: number; total: number }[]): number {
  const total = sum(building.map((one) => one.total));
  return total === 0 ? 0 : Math.floor((100 * sum(building.map(({ done }) => done))) / total);
}

async function countEach(
  indexes: readonly SearchIndex[],
  count: (index: SearchIndex) => Promise<number>,
): Promise<number> {
  return sum(await Promise.all(indexes.map(count)));
}
