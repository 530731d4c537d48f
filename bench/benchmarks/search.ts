import { inTurn, latencyRows } from '../latencies.ts';
import type { LoadRequest } from '../load.ts';
import type { Rounds } from '../rounds.ts';
import { BROAD_HITS, BROAD_PART, MISSPELT_MIX, type MixedSearch, SEARCH_MIX } from '../search-mix.ts';
import { mixedRequests, search } from '../search-requests.ts';
import { type Ground, startApi } from '../servers.ts';
import type { Section } from '../table.ts';

/** Connections of the second measurement. */
const TOGETHER = 4;

/** How long the searches of a fixed mix take, one after the other, and at 4 connections; as they are, and a third of them misspelt. */
export async function benchSearch(ground: Ground, { rounds }: Rounds): Promise<Section[]> {
  const api = await startApi(ground);
  try {
    const ask = (request: LoadRequest) => search(api.url, request);
    const measured = async (
      mix: readonly MixedSearch[],
      titleOf: (hits: readonly number[]) => string,
    ): Promise<Section> => {
      const requests = await mixedRequests(ground, mix);
      const hits = [];
      for (const request of requests) hits.push((await ask(request)).hits);
      const title = titleOf(hits);
      const alone = await inTurn(requests, rounds, 1, ask);
      const together = await inTurn(requests, rounds, TOGETHER, ask);
      const rows = [
        ...latencyRows('one at a time', alone, '≤ 60 ms'),
        ...latencyRows(`${TOGETHER} connections`, together, '', '≤ 200 ms'),
      ];
      return { title, rows };
    };
    return [await measured(SEARCH_MIX, broadTitle), await measured(MISSPELT_MIX, misspeltTitle)];
  } finally {
    await api.stop();
  }
}

/** @throws Error unless the mix finds as much as it is there to find */
function broadTitle(hits: readonly number[]): string {
  const broad = hits.filter((count) => count > BROAD_HITS).sort((a, b) => a - b);
  if (broad.length < hits.length * BROAD_PART) {
    throw new Error(
      `Only ${broad.length} of ${hits.length} searches find more than ${BROAD_HITS} products: ${hits.join(' ')}`,
    );
  }
  return (
    `Search over 100,000 products: ${hits.length} searches, ${broad.length} of them with more than ` +
    `${BROAD_HITS} hits (up to ${broad.at(-1)}), four facets each, two chosen`
  );
}

function misspeltTitle(hits: readonly number[]): string {
  const misspelt = hits.filter((_, index) => MISSPELT_MIX[index]!.query !== SEARCH_MIX[index]!.query);
  const found = misspelt.filter((count) => count > 0);
  return `The same, ${misspelt.length} of them misspelt, of which ${found.length} find something`;
}
