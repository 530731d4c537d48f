import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PriceStep, priceKey } from '../../src/products/price-ladder.ts';
import { PriceAudience } from '../../src/products/product-parts.entity.ts';
import { useTestApp } from '../support/app.ts';
import { addCatalogue, addProduct, type Catalogue } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
});
afterEach(() => app.setClock('2026-11-22T05:00:00Z'));

const step = (minQuantity: number, amount: number, holdsSince: string, audience = 'WHOLESALE') => ({
  audience,
  minQuantity,
  amount,
  vatIncluded: true,
  holdsSince,
});

const PRICES = `query ($id: ID!) { product(id: $id) {
  prices { audience minQuantity amount }
  at1: priceAt(quantity: 1) { amount } at499: priceAt(quantity: 499.5) { amount } at500: priceAt(quantity: 500) { amount holdsSince vatIncluded }
  retail: priceAt(quantity: 500, audience: RETAIL) { amount } little: priceAt(quantity: 0.5) { amount }
} }`;

const asked = async (id: string) => (await app.asPublic.query(PRICES, { id })).product;

describe('the price of a quantity', () => {
  it('is that of the largest step that the quantity reaches, among those that hold today', async () => {
    const prices = [
      step(1, 60_000, '2026-01-01'),
      step(500, 52_000, '2026-01-01'),
      step(500, 50_000, '2026-11-22'),
      step(500, 40_000, '2026-11-23'),
      step(1, 75_000, '2026-01-01', 'RETAIL'),
    ];
    const id = await addProduct(app, catalogue, { prices });
    expect(await asked(id)).toEqual({
      prices: [
        { audience: 'RETAIL', minQuantity: 1, amount: 75_000 },
        { audience: 'WHOLESALE', minQuantity: 1, amount: 60_000 },
        { audience: 'WHOLESALE', minQuantity: 500, amount: 50_000 },
      ],
      at1: { amount: 60_000 },
      at499: { amount: 60_000 },
      at500: { amount: 50_000, holdsSince: '2026-11-22', vatIncluded: true },
      retail: { amount: 75_000 },
      little: null,
    });
  });

  it('changes at midnight in Viet Nam', async () => {
    const id = await addProduct(app, catalogue, {
      prices: [step(1, 1_000, '2026-01-01'), step(1, 2_000, '2026-12-01')],
    });
    app.setClock('2026-11-30T16:59:59.999Z');
    expect((await asked(id)).at1).toEqual({ amount: 1_000 });
    app.setClock('2026-11-30T17:00:00Z');
    expect((await asked(id)).at1).toEqual({ amount: 2_000 });
  });

  it('is unknown where prices are on request', async () => {
    const id = await addProduct(app, catalogue, { prices: [], priceOnRequest: true });
    expect(await asked(id)).toMatchObject({ prices: [], at500: null });
  });

  it('agrees with the ladder counted by hand, whatever the ladder, the quantity and the day', {
    timeout: 60_000,
  }, async () => {
    const id = await addProduct(app, catalogue);
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2026-11-0${n}`);
    const audience = fc.constantFrom(...Object.values(PriceAudience));
    const ladder = fc.uniqueArray(
      fc.record<PriceStep>({
        audience,
        minQuantity: fc.constantFrom(0.5, 1, 10, 100),
        amount: fc.nat({ max: 9e12 }),
        vatIncluded: fc.boolean(),
        holdsSince: day,
      }),
      { selector: priceKey, maxLength: 12 },
    );
    const query = `query ($id: ID!, $quantity: Float!, $audience: PriceAudience!) { product(id: $id) {
      priceAt(quantity: $quantity, audience: $audience) { audience minQuantity amount vatIncluded holdsSince }
      prices { audience minQuantity amount vatIncluded holdsSince } } }`;
    const quantity = fc.oneof(fc.constantFrom(0.5, 1, 10, 100), fc.double({ min: 0, max: 200, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(ladder, audience, quantity, day, async (steps, audience, quantity, today) => {
        await store(id, steps);
        app.setClock(`${today}T12:00:00+07:00`);
        const { product } = await app.asOperator.query(query, { id, audience, quantity });
        const holding = steps.filter(
          (step) =>
            step.holdsSince <= today &&
            !steps.some(
              (newer) =>
                newer.audience === step.audience &&
                newer.minQuantity === step.minQuantity &&
                newer.holdsSince > step.holdsSince &&
                newer.holdsSince <= today,
            ),
        );
        const order = Object.values(PriceAudience);
        const sorted = holding.toSorted(
          (a, b) => order.indexOf(a.audience) - order.indexOf(b.audience) || a.minQuantity - b.minQuantity,
        );
        expect(product.prices).toEqual(sorted);
        expect(product.priceAt).toEqual(
          sorted.findLast((step) => step.audience === audience && step.minQuantity <= quantity) ?? null,
        );
      }),
      { numRuns: 60 },
    );
  });

  async function store(id: string, steps: readonly PriceStep[]): Promise<void> {
    await app.services.db.query('delete from product_price where product_id = $1', [id.slice(4)]);
    await app.services.db.query(
      `insert into product_price (id, product_id, audience, min_quantity, amount, vat_included, holds_since)
       select gen_random_uuid(), $1, s.audience, s."minQuantity", s.amount, s."vatIncluded", s."holdsSince"
       from json_to_recordset($2) as s(audience text, "minQuantity" float8, amount bigint, "vatIncluded" boolean, "holdsSince" date)`,
      [id.slice(4), JSON.stringify(steps)],
    );
  }
});

describe('the capacity of a month', () => {
  it('is what was said of it, or unknown', async () => {
    const id = await addProduct(app, catalogue, {
      capacities: [
        { month: 10, quantity: 2_000 },
        { month: 1, quantity: 0 },
      ],
    });
    const query = `query ($id: ID!) { product(id: $id) {
      capacities { month } october: capacityIn(month: 10) january: capacityIn(month: 1) may: capacityIn(month: 5) never: capacityIn(month: 99999)
    } }`;
    expect((await app.asPublic.query(query, { id })).product).toEqual({
      capacities: [{ month: 1 }, { month: 10 }],
      october: 2_000,
      january: 0,
      may: null,
      never: null,
    });
  });
});
