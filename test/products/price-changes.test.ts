import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPrices } from '../../src/products/price-changes.ts';
import { type PriceStep, priceKey } from '../../src/products/price-ladder.ts';
import { PriceAudience } from '../../src/products/product-parts.entity.ts';

const step = (holdsSince: string, amount: number, over: Partial<PriceStep> = {}): PriceStep => ({
  audience: PriceAudience.WHOLESALE,
  minQuantity: 1,
  amount,
  vatIncluded: true,
  holdsSince,
  ...over,
});

const TODAY = '2026-11-22';
const OLD = '2026-01-01';
const LATER = '2027-01-01';
const RETAIL = { audience: PriceAudience.RETAIL };

describe('prices put into a ladder', () => {
  const CASES: [what: string, ladder: PriceStep[], given: PriceStep[], expected: PriceStep[]][] = [
    ['the first are the ladder', [], [step(TODAY, 5), step(OLD, 5)], [step(TODAY, 5), step(OLD, 5)]],
    ['the same price changes nothing', [step(OLD, 5)], [step(TODAY, 5)], [step(OLD, 5)]],
    ['another is a new step', [step(OLD, 5)], [step(TODAY, 6)], [step(OLD, 5), step(TODAY, 6)]],
    ['of the same day it takes its place', [step(TODAY, 5)], [step(TODAY, 6)], [step(TODAY, 6)]],
    [
      'tax in it makes another price',
      [step(TODAY, 5)],
      [step(TODAY, 5, { vatIncluded: false })],
      [step(TODAY, 5, { vatIncluded: false })],
    ],
    [
      'later steps stay',
      [step(OLD, 5), step(LATER, 7)],
      [step(TODAY, 6)],
      [step(OLD, 5), step(LATER, 7), step(TODAY, 6)],
    ],
    ['a step to come does not hold yet', [step(LATER, 5)], [step(TODAY, 5)], [step(LATER, 5), step(TODAY, 5)]],
    ['another audience has its own', [step(OLD, 5)], [step(TODAY, 5, RETAIL)], [step(OLD, 5), step(TODAY, 5, RETAIL)]],
    [
      'another quantity has its own',
      [step(OLD, 5)],
      [step(TODAY, 5, { minQuantity: 10 })],
      [step(OLD, 5), step(TODAY, 5, { minQuantity: 10 })],
    ],
  ];
  it.each(CASES)('%s', (_, ladder, given, expected) => {
    expect(withPrices(ladder, given)).toEqual(expected);
  });

  it.each<[string, PriceStep[], number, PriceStep[]]>([
    ['the first do not', [], 5, [step(TODAY, 5, { vatIncluded: false })]],
    ['the same price still does', [step(OLD, 5)], 5, [step(OLD, 5)]],
    ['another does as the one in force does', [step(OLD, 5)], 6, [step(OLD, 5), step(TODAY, 6)]],
    [
      'that of another quantity says nothing',
      [step(OLD, 5, { minQuantity: 2 })],
      5,
      [step(OLD, 5, { minQuantity: 2 }), step(TODAY, 5, { vatIncluded: false })],
    ],
  ])('include VAT where nobody says it: %s', (_, ladder, amount, expected) => {
    expect(withPrices(ladder, [{ ...step(TODAY, amount), vatIncluded: null }])).toEqual(expected);
  });

  const steps = fc.uniqueArray(
    fc.record({
      audience: fc.constantFrom(PriceAudience.RETAIL, PriceAudience.WHOLESALE),
      minQuantity: fc.constantFrom(1, 10),
      amount: fc.integer({ min: 0, max: 3 }),
      vatIncluded: fc.boolean(),
      holdsSince: fc.constantFrom(OLD, '2026-06-01', TODAY, LATER),
    }),
    { selector: priceKey, maxLength: 12 },
  );
  const priceOn = (ladder: readonly PriceStep[], { audience, minQuantity, holdsSince }: PriceStep) => {
    const held = ladder
      .filter((other) => other.audience === audience && other.minQuantity === minQuantity)
      .filter((other) => other.holdsSince <= holdsSince)
      .toSorted((a, b) => (a.holdsSince < b.holdsSince ? 1 : -1))[0];
    return held && [held.amount, held.vatIncluded];
  };

  it('hold on their day, are each there once, and change nothing the second time', () => {
    fc.assert(
      fc.property(steps, steps, (ladder, given) => {
        const after = withPrices(ladder, given);
        for (const price of given) expect(priceOn(after, price)).toEqual([price.amount, price.vatIncluded]);
        expect(new Set(after.map(priceKey)).size).toBe(after.length);
        expect(withPrices(after, given)).toEqual(after);
      }),
    );
  });
});
