import { isDeepStrictEqual } from 'node:util';

/** What a server answers, brought into the form in which answers are compared. */
export interface Answer {
  readonly from: string;
  readonly content: unknown;
}

/** Stops the benchmark where two servers answer differently: a comparison of speed would mean nothing. */
export function expectSame(what: string, answers: readonly Answer[]): void {
  const [first, ...others] = answers;
  for (const other of others) {
    if (isDeepStrictEqual(first!.content, other.content)) continue;
    const { path, left, right } = difference(first!.content, other.content, []);
    throw new Error(
      `${what}: ${first!.from} and ${other.from} answer differently at ${path.join('.') || 'the top'}:\n` +
        `  ${first!.from}: ${JSON.stringify(left)?.slice(0, 300)}\n  ${other.from}: ${JSON.stringify(right)?.slice(0, 300)}`,
    );
  }
}

interface Difference {
  readonly path: readonly string[];
  readonly left: unknown;
  readonly right: unknown;
}

function difference(left: unknown, right: unknown, path: readonly string[]): Difference {
  if (isObject(left) && isObject(right)) {
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      if (!isDeepStrictEqual(left[key], right[key])) return difference(left[key], right[key], [...path, key]);
    }
  }
  return { path, left, right };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
