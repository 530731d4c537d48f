import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/platform/input/problems.ts';
import { cleanPrices, type GivenPrice, MAX_PRICES, priceKey } from '../../src/products/price-ladder.ts';
import { PriceAudience } from '../../src/products/product-parts.entity.ts';

const TODAY = '2026-03-01';

const step = (over: Partial<GivenPrice> = {}): GivenPrice => ({
  audience: PriceAudience.WHOLESALE,
  minQuantity: 1,
  amount: 50_000,
  vatIncluded: true,
  ...over,
});

function clean(steps: GivenPrice[]) {
  const problems = new Problems();
  const prices = cleanPrices(steps, TODAY, problems);
  return {
    prices,
    paths: problems.list.map(({ path }) => path.join('.')),
    codes: problems.list.map(({ code }) => code),
  };
}

describe('a price ladder', () => {
  it('holds from today on where no day is named', () => {
    expect(
      clean([step(), step({ minQuantity: 100, holdsSince: '2026-04-01' })]).prices.map((price) => price.holdsSince),
    ).toEqual([TODAY, '2026-04-01']);
  });

  it('may rise with the quantity', () => {
    expect(clean([step({ amount: 1 }), step({ minQuantity: 500, amount: 2 })]).paths).toEqual([]);
  });

  it.each([
    ['an amount below 0', { amount: -1 }, 'prices.0.amount'],
    ['half a đồng', { amount: 0.5 }, 'prices.0.amount'],
    ['an amount that numbers cannot count', { amount: 2 ** 53 }, 'prices.0.amount'],
    ['no quantity', { minQuantity: 0 }, 'prices.0.minQuantity'],
    ['a quantity that is not finite', { minQuantity: Number.NaN }, 'prices.0.minQuantity'],
    ['a day that the calendar lacks', { holdsSince: '2026-02-30' }, 'prices.0.holdsSince'],
  ])('refuses %s', (_, over, path) => {
    expect(clean([step(over)])).toEqual({ prices: [], paths: [path], codes: ['BAD_INPUT'] });
  });

  it('refuses the same step twice, also when one of them leaves out today', () => {
    expect(clean([step(), step({ holdsSince: TODAY, amount: 1 })]).paths).toEqual(['prices.1']);
  });

  it('tells all that is wrong at once', () => {
    expect(clean([step({ amount: -1, minQuantity: -1 }), step(), step()]).paths).toEqual([
      'prices.0.minQuantity',
      'prices.0.amount',
      'prices.2',
    ]);
  });

  it('has a largest size', () => {
    const steps = Array.from({ length: MAX_PRICES + 1 }, (_, index) => step({ minQuantity: index + 1 }));
    expect(clean(steps).codes).toEqual(['LIMIT_EXCEEDED']);
    expect(clean(steps.slice(1)).prices).toHaveLength(MAX_PRICES);
  });

  it('takes any ladder of distinct proper steps as it is', () => {
    const proper = fc.record({
      audience: fc.constantFrom(...Object.values(PriceAudience)),
      minQuantity: fc.double({ min: 0.001, max: 1e9, noNaN: true }),
      amount: fc.nat({ max: 1e9 }),
      vatIncluded: fc.boolean(),
      holdsSince: fc
        .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10)),
    });
    fc.assert(
      fc.property(fc.uniqueArray(proper, { selector: priceKey, maxLength: 20 }), (steps) => {
        expect(clean(steps)).toEqual({ prices: steps, paths: [], codes: [] });
      }),
    );
  });
});
