import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bits } from '../../../../src/platform/search/memory/bits.ts';

const numbers = fc.uniqueArray(fc.nat(200));

function listed(bits: Bits): number[] {
  const list: number[] = [];
  bits.forEach((number) => {
    list.push(number);
  });
  return list;
}

const sorted = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);

describe('a set of bits', () => {
  it('is what a set of numbers is', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.nat(200), (a, b, size) => {
        const [one, other] = [Bits.of(size, a), Bits.of(0, b)];
        expect(listed(one)).toEqual(sorted(a));
        expect(one.count).toBe(a.length);
        expect(listed(one.and(other))).toEqual(sorted(a.filter((number) => b.includes(number))));
        expect(listed(one.or(other))).toEqual(sorted(new Set([...a, ...b])));
        expect(listed(one.without(other))).toEqual(sorted(a.filter((number) => !b.includes(number))));
        expect(listed(one.filter((number) => number % 3 === 0))).toEqual(
          sorted(a.filter((number) => number % 3 === 0)),
        );
        for (const number of b) expect(one.has(number)).toBe(a.includes(number));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('loses what is deleted from it, and leaves the sets alone that it was made of', () => {
    const bits = Bits.of(64, [0, 31, 32, 63]);
    const copy = bits.or(new Bits());
    bits.delete(31);
    bits.delete(500);
    expect(listed(bits)).toEqual([0, 32, 63]);
    expect(listed(copy)).toEqual([0, 31, 32, 63]);
  });
});
