import { quantile } from './rounds.ts';
import type { Row } from './table.ts';

/** Requests as often as there are rounds, shared out among connections; answers how long each took, the quickest first. */
export async function inTurn<Request>(
  requests: readonly Request[],
  rounds: number,
  connections: number,
  ask: (request: Request) => Promise<{ milliseconds: number }>,
): Promise<number[]> {
  const taken: number[] = [];
  const waiting = Array.from({ length: rounds }, () => requests).flat();
  const connection = async () => {
    for (let request = waiting.shift(); request; request = waiting.shift())
      taken.push((await ask(request)).milliseconds);
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return taken.sort((a, b) => a - b);
}

/** The lines of the median and of what all but one in a hundred stay under, each with its bar, if it has one. */
export function latencyRows(name: string, sorted: readonly number[], median: string, p99 = ''): Row[] {
  const row = (what: string, bar: string, part: number): Row => ({
    name: `${name}: ${what}`,
    ratio: '',
    bar,
    figure: `${quantile(sorted, part).toFixed(1)} ms`,
  });
  return [row('median', median, 0.5), row('p99', p99, 0.99)];
}
