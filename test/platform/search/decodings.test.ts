import { describe, expect, it } from 'vitest';
import { heldAt, stepsAt } from '../../../src/platform/search/postgres/decodings.ts';
import { AUDIENCE } from '../../../src/platform/search/postgres/encodings.ts';

const NEVER = Number.POSITIVE_INFINITY;

describe('a timeline', () => {
  const since = [Number.NEGATIVE_INFINITY, 100, 200];
  const values = ['a', null, 'b'];

  it.each([
    [0, 'a', -NEVER, 100],
    [99, 'a', -NEVER, 100],
    [100, null, 100, 200],
    [200, 'b', 200, NEVER],
    [1000, 'b', 200, NEVER],
  ])('at %d has %s from %d until %d', (at, value, from, until) => {
    expect(heldAt(since, values, at)).toEqual({ value, from, until });
  });

  it('has nothing before it begins, and nothing at all without periods', () => {
    expect(heldAt([100], ['a'], 99)).toEqual({ value: null, from: -NEVER, until: 100 });
    expect(heldAt([], [], 99)).toEqual({ value: null, from: -NEVER, until: NEVER });
  });
});

describe('a ladder', () => {
  // Two audiences; the first has prices since 2026-01-01, and other ones since 2027-01-01.
  const [first, second] = [739_616, 739_981];
  const columns = {
    periods: [0, first, second, AUDIENCE],
    starts: [1, 1, 3, 4, 4],
    quantities: [1, 500, 1],
    amounts: [70, 50, 40],
  };
  const newYear = Date.parse('2026-12-31T17:00:00Z');

  it('has the steps of the day, up to the next ones', () => {
    expect(stepsAt(columns, 0, newYear - 1)).toEqual({
      value: [
        { from: 1, to: 500, amount: 70 },
        { from: 500, to: NEVER, amount: 50 },
      ],
      until: newYear,
    });
    expect(stepsAt(columns, 0, newYear)).toEqual({ value: [{ from: 1, to: NEVER, amount: 40 }], until: NEVER });
  });

  it('has none before its first day, nor for an audience without prices', () => {
    const before = Date.parse('2025-12-31T16:59:59Z');
    expect(stepsAt(columns, 0, before)).toEqual({ value: [], until: Date.parse('2025-12-31T17:00:00Z') });
    expect(stepsAt(columns, 1, newYear)).toEqual({ value: [], until: NEVER });
  });
});
