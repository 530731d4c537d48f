import { startMeilisearch } from '../../test/support/meilisearch.ts';
import { detach, untilBuilt } from '../engine-index.ts';
import { type Exchange, recordSearches, replay } from '../engine-requests.ts';
import { inTurn, latencyRows } from '../latencies.ts';
import type { LoadRequest } from '../load.ts';
import { quantile, type Rounds } from '../rounds.ts';
import { MISSPELT_MIX } from '../search-mix.ts';
import { mixedRequests, search } from '../search-requests.ts';
import { type Ground, startApi } from '../servers.ts';
import type { Section } from '../table.ts';

const CONNECTIONS = 4;

/** A search of the mix, and what it makes the API ask of the engine. */
interface Recorded {
  readonly request: LoadRequest;
  readonly exchange: Exchange;
}

/**
 * How long the searches of the mix take through Meilisearch, beside a replay of the very requests that the API sent it for them, in
 * turn. Those that PostgreSQL answers, as all by price, have nothing to be replayed and are left out.
 */
export async function benchSearchOnMeilisearch(ground: Ground, { rounds }: Rounds): Promise<Section[]> {
  const engine = await startMeilisearch();
  if (!engine) return [{ title: 'Search on Meilisearch: skipped, for want of a meilisearch on the PATH', rows: [] }];
  const api = await startApi(ground, { MEILI_URL: engine.url });
  try {
    await untilBuilt(api.url);
    const recorded = await record(ground, engine.url);
    const through: number[] = [];
    const direct: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const [own, other] = [
        await inTurn(recorded, 1, CONNECTIONS, ({ request }) => search(api.url, request)),
        await inTurn(recorded, 1, CONNECTIONS, ({ exchange }) => replay(engine.url, exchange)),
      ];
      // The first round warms up.
      if (round > 0) {
        through.push(...own);
        direct.push(...other);
      }
    }
    const rising = (figures: number[]) => figures.sort((a, b) => a - b);
    const ratio = (part: number) => (quantile(rising(through), part) / quantile(rising(direct), part)).toFixed(2);
    const [median, p99] = latencyRows(`${CONNECTIONS} connections`, rising(through), '', '≤ 1.3 × the replay');
    return [
      {
        title: `The misspelt mix on Meilisearch ${engine.version}, ${recorded.length} searches, beside a replay of what it was asked`,
        rows: [
          { ...median!, ratio: ratio(0.5) },
          { ...p99!, ratio: ratio(0.99) },
          ...latencyRows('the replay', rising(direct), ''),
        ],
      },
    ];
  } finally {
    await api.stop();
    await detach(ground.databaseUrl);
    await engine.stop();
  }
}

/** Has an API of its own send the mix to the engine by way of a recorder. */
async function record(ground: Ground, engineUrl: string): Promise<Recorded[]> {
  const recorder = await recordSearches(engineUrl);
  const api = await startApi(ground, { MEILI_URL: recorder.url });
  try {
    const recorded: Recorded[] = [];
    for (const request of await mixedRequests(ground, MISSPELT_MIX)) {
      await search(api.url, request);
      const exchange = recorder.take();
      if (exchange.length > 0) recorded.push({ request, exchange });
    }
    return recorded;
  } finally {
    await api.stop();
    await recorder.close();
  }
}
