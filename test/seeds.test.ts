import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../seeds/seed.ts';
import { NO_PROGRESS } from '../src/platform/logging/progress.ts';
import { createTestApp, type TestApp, useTestApp } from './support/app.ts';

describe('the seeds, loaded again', () => {
  const app = useTestApp('seeded');

  it('leave what operators have changed as it is', async () => {
    const product = await seededProduct(app);
    const { id, version } = product;
    const price = { audience: 'WHOLESALE', minQuantity: 1, amount: 12_000 };
    const change = (input: object) =>
      app.asOperator.mutate(
        'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { product { version } errors { path message } } }',
        { id, ...input },
      );
    const emptied = await change({ version, prices: [], priceOnRequest: true, capacities: [] });
    expect(emptied.errors).toEqual([]);
    expect(await seed(app.services, NO_PROGRESS)).toEqual({});
    expect(await seededProduct(app)).toMatchObject({ priceOnRequest: true, prices: [], capacities: [] });
    const priced = await change({
      version: emptied.product.version,
      prices: [{ ...price, vatIncluded: true }],
      priceOnRequest: false,
    });
    expect(priced.errors).toEqual([]);
    expect(await seed(app.services, NO_PROGRESS)).toEqual({});
    expect(await seededProduct(app)).toMatchObject({ priceOnRequest: false, prices: [price], capacities: [] });
  });

  /** An invented product with prices and capacities, by a number that the seeds give it. */
  async function seededProduct({ services, asOperator }: TestApp) {
    const [row] = await services.db.query<{ id: string }>(
      "select id from product where demo and status = 'PUBLISHED' and gtin is not null order by gtin limit 1",
    );
    const { product } = await asOperator.query(
      `query ($id: ID!) { product(id: $id) {
        id version priceOnRequest prices { audience minQuantity amount } capacities { month quantity }
      } }`,
      { id: `prd_${row!.id}` },
    );
    return product;
  }
});

describe('the seeds, loaded by two at once', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp('empty');
  });
  afterAll(() => app.close());

  it('are loaded by one; the other finds them', async () => {
    const loaded = await Promise.all([seed(app.services, NO_PROGRESS), seed(app.services, NO_PROGRESS)]);
    expect(loaded.map((added) => Object.keys(added).length > 0).sort()).toEqual([false, true]);
  });
});
