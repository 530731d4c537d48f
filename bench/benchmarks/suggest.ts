import { inTurn, latencyRows } from '../latencies.ts';
import { graphqlRequest, type LoadRequest, send } from '../load.ts';
import type { Rounds } from '../rounds.ts';
import { type Ground, startApi } from '../servers.ts';
import type { Section } from '../table.ts';
import { KEYSTROKES } from '../typed-texts.ts';

const QUERY = `query Suggest($text: String!) {
  suggest(text: $text) {
    kind text html count
    node { __typename ... on Product { id } ... on Category { id } ... on Facility { id } ... on AdministrativeUnit { id } }
  }
}`;

/** Connections of the second measurement. */
const TOGETHER = 4;

/** So few letters have the most to choose from. */
const SHORT = 2;

interface Answer {
  data: { suggest: { count: number }[] } | null;
  errors?: unknown;
}

/** How long suggestions take at each keystroke of what buyers type, one after the other, and at 4 connections. */
export async function benchSuggest(ground: Ground, { rounds }: Rounds): Promise<Section[]> {
  const requests = KEYSTROKES.map((text) => graphqlRequest(QUERY, { text }));
  const short = KEYSTROKES.flatMap((text, index) => ([...text].length <= SHORT ? [requests[index]!] : []));
  const api = await startApi(ground);
  try {
    const ask = async (request: LoadRequest) => {
      const begin = performance.now();
      const { data, errors } = (await send(api.url, request)) as Answer;
      const milliseconds = performance.now() - begin;
      if (!data) throw new Error(`Suggestions failed: ${JSON.stringify(errors)}`);
      return { milliseconds, suggestions: data.suggest.length };
    };
    let answered = 0;
    for (const request of requests) answered += (await ask(request)).suggestions > 0 ? 1 : 0;
    const alone = await inTurn(requests, rounds, 1, ask);
    const together = await inTurn(requests, rounds, TOGETHER, ask);
    const fewLetters = await inTurn(short, rounds, TOGETHER, ask);
    return [
      {
        title: `Suggestions over 100,000 products: ${requests.length} keystrokes, ${answered} of which have some`,
        rows: [
          ...latencyRows('one at a time', alone, ''),
          ...latencyRows(`${TOGETHER} connections`, together, '', '≤ 30 ms'),
          ...latencyRows(`${TOGETHER} connections, one or two letters`, fewLetters, '', '≤ 30 ms'),
        ],
      },
    ];
  } finally {
    await api.stop();
  }
}
