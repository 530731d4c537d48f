import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { addCatalogue, addFacility, addProduct, type Catalogue, complete, createProduct, serial } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
});

const UPDATE = `mutation ($input: UpdateProductInput!) {
  updateProduct(input: $input) {
    product {
      id version updatedAt nameVi: name nameEn: name(language: EN) gtin hsCode unit netContent { value unit } ingredients storage
      leadTimeDays allPrices { audience minQuantity amount holdsSince } images { url alt position }
      capacities { month quantity } category { id } attributes { definition { code } number }
    }
    errors { code path message }
  }
}`;

const update = (input: object) => app.asOperator.mutate(UPDATE, input);
const paths = (payload: { errors: { path: string[] }[] }) => payload.errors.map(({ path }) => path.join('.'));

describe('creating a product', () => {
  it('makes a draft with all that was given', async () => {
    const { product, errors } = await createProduct(
      app,
      complete(catalogue, {
        nameEn: 'Fish sauce',
        gtin: '8936036020014',
        hsCode: '2103.90.12',
        packaging: 'BO',
        netContent: { value: 500, unit: 'MLT' },
        capacities: [{ month: 10, quantity: 2000 }],
        traceabilityUrl: 'https://example.com/lo/1',
      }),
    );
    expect(errors).toEqual([]);
    expect(product).toMatchObject({ status: 'DRAFT', version: 1 });
    const read = await app.asOperator.query(
      `query ($id: ID!) { product(id: $id) {
        name gtin hsCode unit unitName unitNameEn: unitName(language: EN) packaging packagingName netContent { value unit } isSet demo
        images { url position } prices { amount holdsSince } capacities { month quantity } facility { id } category { id }
        traceabilityUrl createdAt updatedAt transitions { to }
      } }`,
      { id: product.id },
    );
    expect(read.product).toEqual({
      name: expect.stringMatching(/^Nước mắm \d+$/),
      gtin: '8936036020014',
      hsCode: '21039012',
      unit: 'H87',
      unitName: 'cái',
      unitNameEn: 'piece',
      packaging: 'BO',
      packagingName: expect.stringContaining('chai'),
      netContent: { value: 500, unit: 'MLT' },
      isSet: false,
      demo: false,
      images: [{ url: 'https://example.com/1.jpg', position: 0 }],
      prices: [{ amount: 50_000, holdsSince: '2026-11-22' }],
      capacities: [{ month: 10, quantity: 2000 }],
      facility: { id: catalogue.facility },
      category: { id: catalogue.fishSauce },
      traceabilityUrl: 'https://example.com/lo/1',
      createdAt: '2026-11-22T05:00:00.000Z',
      updatedAt: '2026-11-22T05:00:00.000Z',
      transitions: [],
    });
  });

  it('is for operators', async () => {
    const mutation =
      'mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } errors { code } } }';
    expect(await app.asPublic.mutate(mutation, complete(catalogue))).toEqual({
      product: null,
      errors: [{ code: 'UNAUTHENTICATED' }],
    });
  });

  it('tells everything that is wrong at once, and creates nothing', async () => {
    const payload = await createProduct(
      app,
      complete(catalogue, {
        nameVi: ' ',
        unit: 'BOTTLE',
        gtin: '8936036020015',
        priceOnRequest: true,
        prices: [{ audience: 'RETAIL', minQuantity: 0, amount: 1, vatIncluded: true }],
        images: [{ url: 'ftp://example.com/1.jpg' }],
        attributes: [{ code: 'colour', text: 'red' }],
        capacities: [{ month: 13, quantity: 1 }],
      }),
    );
    expect(payload.product).toBeNull();
    expect(paths(payload)).toEqual([
      'nameVi',
      'gtin',
      'unit',
      'images.0.url',
      'prices.0.minQuantity',
      'capacities.0.month',
      'attributes.0.code',
    ]);
  });

  it('refuses prices beside "on request", unknown places to hang it, and ids of other types', async () => {
    expect(paths(await createProduct(app, complete(catalogue, { priceOnRequest: true })))).toEqual(['priceOnRequest']);
    const nothing = '00000000-0000-7000-8000-000000000000';
    expect(paths(await createProduct(app, complete(catalogue, { facility: `fac_${nothing}` })))).toEqual(['facility']);
    expect(paths(await createProduct(app, complete(catalogue, { category: `cat_${nothing}` })))).toEqual(['category']);
    const wrong = await createProduct(app, complete(catalogue, { category: catalogue.facility }));
    expect(wrong.errors).toMatchObject([{ code: 'BAD_ID', path: ['category'] }]);
  });

  it('goes to the facility that stayed when the one given was merged', async () => {
    const gone = await addFacility(app);
    await app.services.db.query('update facility set merged_into_id = $1 where id = $2', [
      catalogue.facility.slice(4),
      gone.slice(4),
    ]);
    const { product } = await createProduct(app, complete(catalogue, { facility: gone }));
    const read = await app.asOperator.query('query ($id: ID!) { product(id: $id) { facility { id } } }', {
      id: product.id,
    });
    expect(read.product.facility.id).toBe(catalogue.facility);
  });

  it('refuses a GTIN and a code of the facility that are taken, and names the holder', async () => {
    const code = `SP-${serial()}`;
    const id = await addProduct(app, catalogue, { externalId: code, gtin: '96385074' }, []);
    const payload = await createProduct(app, complete(catalogue, { externalId: code, gtin: '0000096385074' }));
    expect(payload.errors).toEqual([
      { code: 'DUPLICATE', path: ['gtin'], message: expect.stringContaining(id) },
      { code: 'DUPLICATE', path: ['externalId'], message: expect.stringContaining(id) },
    ]);
  });

  it('speaks the language of the request', async () => {
    const mutation = 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { errors { message } } }';
    const message = async (language: string) =>
      (await app.asOperator.mutate(mutation, complete(catalogue, { nameVi: '' }), { 'accept-language': language }))
        .errors[0].message;
    expect(await message('vi')).toBe('Văn bản này không được để trống.');
    expect(await message('en')).toBe('The text must not be blank.');
  });
});

describe('changing a product', () => {
  it('changes what is given and nothing else', async () => {
    const id = await addProduct(app, catalogue, { nameEn: 'Sauce', ingredients: ['Cá', 'Muối'], leadTimeDays: 3 }, []);
    const { product, errors } = await update({ id, version: 1, nameEn: null, hsCode: '210390' });
    expect(errors).toEqual([]);
    expect(product).toMatchObject({
      version: 2,
      hsCode: '210390',
      ingredients: ['Cá', 'Muối'],
      leadTimeDays: 3,
      storage: 'AMBIENT',
    });
    expect(product.nameEn).toBe(product.nameVi);
  });

  it('refuses an older version, and a missing one by the schema', async () => {
    const id = await addProduct(app, catalogue, {}, []);
    await update({ id, version: 1, leadTimeDays: 1 });
    expect((await update({ id, version: 1, leadTimeDays: 2 })).errors).toMatchObject([
      { code: 'CONFLICT', path: ['version'] },
    ]);
    const { errors } = await app.asOperator.run(UPDATE, { input: { id } });
    expect(errors?.[0]?.message).toContain('version');
  });

  it('lets one of two changes win that were made from the same version at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await addProduct(app, catalogue, {}, []);
      const payloads = await Promise.all([
        update({ id, version: 1, leadTimeDays: 1 }),
        update({ id, version: 1, capacities: [{ month: 1, quantity: 1 }] }),
      ]);
      const lost = payloads.filter(({ product }) => product === null);
      expect(lost).toMatchObject([{ errors: [{ code: 'CONFLICT', path: ['version'] }] }]);
    }
  });

  it('counts a change of a list alone as a change, also while the clock stands still', async () => {
    const id = await addProduct(app, catalogue, {}, []);
    const prices = [
      { audience: 'WHOLESALE', minQuantity: 1, amount: 50_000, vatIncluded: true },
      { audience: 'WHOLESALE', minQuantity: 500, amount: 45_000, vatIncluded: true },
    ];
    const first = await update({ id, version: 1, prices });
    expect(first.product).toMatchObject({ version: 2, allPrices: [{ amount: 50_000 }, { amount: 45_000 }] });
    const second = await update({ id, version: 2, capacities: [{ month: 1, quantity: 5 }] });
    expect(second.product).toMatchObject({ version: 3, capacities: [{ month: 1, quantity: 5 }] });
    expect((await update({ id, version: 2, prices: [] })).errors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('replaces whole lists, and null empties them', async () => {
    const id = await addProduct(
      app,
      catalogue,
      { images: [1, 2, 3].map((n) => ({ url: `https://example.com/${n}.jpg` })) },
      [],
    );
    const images = [{ url: 'https://example.com/3.jpg', altVi: 'Chai' }, { url: 'https://example.com/1.jpg' }];
    expect((await update({ id, version: 1, images })).product.images).toEqual([
      { url: 'https://example.com/3.jpg', alt: 'Chai', position: 0 },
      { url: 'https://example.com/1.jpg', alt: null, position: 1 },
    ]);
    expect((await update({ id, version: 2, images: null, prices: null })).product).toMatchObject({
      images: [],
      allPrices: [],
    });
  });

  it('swaps steps of the ladder without tripping over their unique key', async () => {
    const at = (minQuantity: number, amount: number) => ({
      audience: 'RETAIL',
      minQuantity,
      amount,
      vatIncluded: false,
      holdsSince: '2026-01-01',
    });
    const id = await addProduct(app, catalogue, { prices: [at(1, 10), at(5, 9)] }, []);
    const { product } = await update({ id, version: 1, prices: [at(5, 8), at(1, 11), at(7, 7)] });
    expect(product.allPrices.map(({ amount }: { amount: number }) => amount)).toEqual([11, 8, 7]);
  });

  it('goes from prices to "on request" and back in one change each', async () => {
    const id = await addProduct(app, catalogue, {}, []);
    expect(paths(await update({ id, version: 1, priceOnRequest: true }))).toEqual(['priceOnRequest']);
    expect((await update({ id, version: 1, priceOnRequest: true, prices: [] })).errors).toEqual([]);
    const prices = [{ audience: 'EXPORT', minQuantity: 1, amount: 1, vatIncluded: false }];
    expect(paths(await update({ id, version: 2, prices }))).toEqual(['priceOnRequest']);
    expect((await update({ id, version: 2, prices, priceOnRequest: false })).errors).toEqual([]);
  });

  it('refuses null where there must be something', async () => {
    const id = await addProduct(app, catalogue, {}, []);
    expect(
      paths(await update({ id, version: 1, nameVi: null, unit: null, priceOnRequest: null, category: null })),
    ).toEqual(['nameVi', 'unit', 'priceOnRequest', 'category']);
  });

  it('may not take away what a submission needs once that is past, but may change it', async () => {
    const id = await addProduct(app, catalogue);
    const { product } = await app.asOperator.query('query ($id: ID!) { product(id: $id) { version } }', { id });
    const refused = await update({ id, version: product.version, images: [], descriptionVi: null });
    expect(refused.errors.map(({ message }: { message: string }) => message)).toEqual([
      'The Vietnamese description is missing.',
      'There is no image.',
    ]);
    const images = [{ url: 'https://example.com/other.jpg' }];
    expect((await update({ id, version: product.version, images })).product.images).toMatchObject(images);
  });

  it('leaves an audit row for each row that changed, with who and when', async () => {
    const id = await addProduct(app, catalogue, {}, []);
    await update({ id, version: 1, leadTimeDays: 9, images: [{ url: 'https://example.com/1.jpg', altVi: 'Chai' }] });
    const rows = await app.services.db.query<{ entity_type: string; by: string; changes: Record<string, unknown> }>(
      `select entity_type, by, changes from audit_entry where action = 'UPDATED' and (entity_id = $1 or entity_id in (select id from product_image where product_id = $1)) order by entity_type`,
      [id.slice(4)],
    );
    expect(rows).toMatchObject([
      { entity_type: 'Product', by: 'operator', changes: { leadTimeDays: 9 } },
      { entity_type: 'ProductImage', by: 'operator', changes: { altVi: 'Chai' } },
    ]);
  });
});
