import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { addCatalogue, addProduct, type Catalogue, complete, createProduct } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
});

const UPDATE =
  'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { product { id } errors { code path message } } }';

const update = (input: object) => app.asOperator.mutate(UPDATE, input);
const paths = (payload: { errors: { path: string[] }[] }) => payload.errors.map(({ path }) => path.join('.'));

describe('a set of products', () => {
  const COMPONENTS = `query ($id: ID!) { product(id: $id) { isSet components { quantity component { id isSet } } } }`;

  it('holds products, which are no sets', async () => {
    const [one, two] = [await addProduct(app, catalogue), await addProduct(app, catalogue, {}, [])];
    const set = await addProduct(app, catalogue, {
      components: [
        { product: two, quantity: 2 },
        { product: one, quantity: 1 },
      ],
    });
    expect((await app.asOperator.query(COMPONENTS, { id: set })).product).toEqual({
      isSet: true,
      components: [
        { quantity: 2, component: { id: two, isSet: false } },
        { quantity: 1, component: { id: one, isSet: false } },
      ],
    });
    const hidden = (await app.asPublic.query(COMPONENTS, { id: set })).product;
    expect(hidden).toEqual({ isSet: true, components: [{ quantity: 1, component: { id: one, isSet: false } }] });
  });

  it('refuses itself, a set, the same product twice, nothing of a product, and to be in another', async () => {
    const one = await addProduct(app, catalogue, {}, []);
    const set = await addProduct(app, catalogue, { components: [{ product: one, quantity: 1 }] }, []);
    expect(paths(await update({ id: set, version: 1, components: [{ product: set, quantity: 1 }] }))).toEqual([
      'components.0.product',
    ]);
    const twice = [
      { product: one, quantity: 0 },
      { product: set, quantity: 1 },
      { product: one, quantity: 1 },
    ];
    expect(paths(await createProduct(app, complete(catalogue, { components: twice })))).toEqual([
      'components.0.quantity',
      'components.1.product',
      'components.2.product',
    ]);
    const other = await addProduct(app, catalogue, {}, []);
    expect(paths(await update({ id: one, version: 1, components: [{ product: other, quantity: 1 }] }))).toEqual([
      'components',
    ]);
  });

  it('never holds a set, also when both are made at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b, c] = await Promise.all([1, 2, 3].map(() => addProduct(app, catalogue, {}, [])));
      const payloads = await Promise.all([
        update({ id: a, version: 1, components: [{ product: b, quantity: 1 }] }),
        update({ id: b, version: 1, components: [{ product: c, quantity: 1 }] }),
      ]);
      expect(payloads.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    }
  });
});
