import { beforeAll, describe, expect, it } from 'vitest';
import { FacilityStatus } from '../../src/facilities/facility.entity.ts';
import type { SavedRecord } from '../../src/platform/database/batch.ts';
import { PriceAudience } from '../../src/products/product-parts.entity.ts';
import { Storage } from '../../src/products/product-terms.ts';
import type { BulkMove, ProductToSave } from '../../src/products/product-to-save.ts';
import { compareProducts, saveProducts } from '../../src/products/save-products.ts';
import { useTestApp } from '../support/app.ts';
import { inBatch } from '../support/batches.ts';
import { addCatalogue, addFacility, addProduct, type Catalogue, complete, createProduct, serial } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
let facility: string;
let category: string;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
  facility = catalogue.facility.slice(4);
  category = catalogue.fishSauce.slice(4);
});

const TODAY = '2026-11-22';

const price = (amount: number, over = {}) => ({
  audience: PriceAudience.WHOLESALE,
  minQuantity: 1,
  amount,
  vatIncluded: true,
  holdsSince: TODAY,
  ...over,
});

/** A new product of a batch. */
const fresh = (over: Partial<ProductToSave> = {}): ProductToSave => ({
  id: null,
  facility,
  category,
  prices: [price(50_000)],
  ...over,
  fields: { nameVi: `Mắm nhập ${serial()}`, unit: 'H87', ...over.fields },
});

/** A product that lacks nothing. */
const whole = (over: Partial<ProductToSave> = {}): ProductToSave =>
  fresh({
    images: [{ url: 'https://example.com/1.jpg', altVi: null, altEn: null, position: 0 }],
    ...over,
    fields: { descriptionVi: 'Ủ chượp.', shelfLifeDays: 365, storage: Storage.AMBIENT, ...over.fields },
  });

const change = (id: string, over: Partial<ProductToSave>): ProductToSave => ({ id, facility, fields: {}, ...over });

const PUBLISH: BulkMove = { reason: 'Nhập tệp', incomplete: 'REFUSE' };

const save = (batch: readonly ProductToSave[], publish: BulkMove | null = null) =>
  inBatch(app, (context) => saveProducts(context, batch, publish));

const compare = (batch: readonly ProductToSave[], publish: BulkMove | null = null) =>
  compareProducts({ em: app.services.orm.em.fork(), now: app.services.clock() }, batch, publish);

/** Saves products that must not be refused, and answers what became of them. */
async function saved(batch: readonly ProductToSave[], publish: BulkMove | null = null): Promise<SavedRecord[]> {
  return (await save(batch, publish)).map((result) => {
    if (result.outcome === 'REFUSED') throw new Error(result.errors.map(({ message }) => message).join());
    return result;
  });
}

const FIELDS = `version name nameEn: name(language: EN) description gtin externalId unit netContent { value unit } ingredients storage
  status demo publishAt createdAt updatedAt facility { id } category { id } images { url position } capacities { month quantity }
  allPrices { audience minQuantity amount vatIncluded holdsSince } attributes { definition { code } number text }
  components { product: component { id } quantity } transitions { from to by reason }`;

const read = async (id: string) =>
  (await app.asOperator.query(`query ($id: ID!) { product(id: $id) { ${FIELDS} } }`, { id: `prd_${id}` })).product;

const auditOf = (id: string) =>
  app.services.db.query(
    'select action, by, request_id, entity_type, changes from audit_entry where entity_id = $1 order by at, id',
    [id],
  );

const found = async (query: string): Promise<string[]> => {
  const { searchProducts } = await app.asPublic.query(
    'query ($query: String!) { searchProducts(first: 10, query: $query) { edges { node { id } } } }',
    { query },
  );
  return searchProducts.edges.map(({ node }: { node: { id: string } }) => node.id.slice(4));
};

describe('new products of a batch', () => {
  it('are drafts with all that is given', async () => {
    const [result] = await saved([
      whole({
        fields: {
          externalId: `SP-${serial()}`,
          nameEn: 'Fish sauce',
          gtin: '8936036020014',
          netContent: { value: 500, unit: 'MLT' },
          ingredients: ['cá cơm', 'muối "hạt"'],
        },
        prices: [price(50_000), price(45_000, { minQuantity: 100 })],
        capacities: [{ month: 3, quantity: 12.5 }],
      }),
    ]);
    expect(result).toMatchObject({ outcome: 'CREATED', version: 1, changes: [], before: null, unpublished: [] });
    expect(await read(result!.id)).toMatchObject({
      version: 1,
      nameEn: 'Fish sauce',
      gtin: '8936036020014',
      netContent: { value: 500, unit: 'MLT' },
      ingredients: ['cá cơm', 'muối "hạt"'],
      storage: 'AMBIENT',
      status: 'DRAFT',
      demo: false,
      publishAt: null,
      createdAt: '2026-11-22T05:00:00.000Z',
      updatedAt: '2026-11-22T05:00:00.000Z',
      facility: { id: catalogue.facility },
      category: { id: catalogue.fishSauce },
      images: [{ url: 'https://example.com/1.jpg', position: 0 }],
      capacities: [{ month: 3, quantity: 12.5 }],
      allPrices: [
        { minQuantity: 1, amount: 50_000 },
        { minQuantity: 100, amount: 45_000 },
      ],
      transitions: [],
    });
    const [row] = await app.services.db.query('select gtin14 from product where id = $1', [result!.id]);
    expect(row).toEqual({ gtin14: '08936036020014' });
  });

  it('are the same as those that are created one by one', async () => {
    const { product } = await createProduct(app, complete(catalogue, { nameVi: 'Mắm giống nhau', nameEn: 'Sauce' }));
    const [batch] = await saved([
      whole({
        fields: { nameVi: 'Mắm giống nhau', nameEn: 'Sauce', descriptionVi: 'Ủ chượp 12 tháng.', shelfLifeDays: 730 },
      }),
    ]);
    expect(await read(batch!.id)).toEqual(await read(product.id.slice(4)));
  });

  it('leave one audit row each, with its parts', async () => {
    const [result] = await saved([whole()]);
    expect(await auditOf(result!.id)).toEqual([
      {
        action: 'CREATED',
        by: 'nhập liệu',
        request_id: 'import-1',
        entity_type: 'Product',
        changes: {
          id: result!.id,
          facility,
          category,
          nameVi: expect.stringMatching(/^Mắm nhập/),
          unit: 'H87',
          descriptionVi: 'Ủ chượp.',
          shelfLifeDays: 365,
          storage: 'AMBIENT',
          status: 'DRAFT',
          demo: false,
          priceOnRequest: false,
          ingredients: [],
          createdAt: '2026-11-22T05:00:00.000Z',
          updatedAt: '2026-11-22T05:00:00.000Z',
          images: [{ url: 'https://example.com/1.jpg', altVi: null, altEn: null, position: 0 }],
          prices: [{ audience: 'WHOLESALE', minQuantity: 1, amount: 50_000, vatIncluded: true, holdsSince: TODAY }],
        },
      },
    ]);
  });

  it('go to the facility that stayed where theirs was merged', async () => {
    const gone = (await addFacility(app)).slice(4);
    await app.services.db.query('update facility set merged_into_id = $1 where id = $2', [facility, gone]);
    const [result] = await saved([fresh({ facility: gone })]);
    expect((await read(result!.id)).facility).toEqual({ id: catalogue.facility });
  });

  it('are invented where their facility is, or where that is said', async () => {
    const invented = (await addFacility(app)).slice(4);
    await app.services.db.query('update facility set demo = true where id = $1', [invented]);
    const results = await saved([fresh({ facility: invented }), fresh({ demo: true }), fresh()]);
    expect(await Promise.all(results.map(async ({ id }) => (await read(id)).demo))).toEqual([true, true, false]);
  });
});

describe('new products that are published at once', () => {
  it('are found at once, and have the history of their steps', async () => {
    const name = `Mắm cá linh ${serial()}`;
    const [result] = await saved([whole({ fields: { nameVi: name } })], PUBLISH);
    expect(result).toMatchObject({ version: 1, unpublished: [] });
    expect(await found(name)).toContain(result!.id);
    expect(await read(result!.id)).toMatchObject({
      status: 'PUBLISHED',
      publishAt: '2026-11-22T05:00:00.000Z',
      transitions: [
        { from: 'DRAFT', to: 'SUBMITTED', by: 'nhập liệu', reason: 'Nhập tệp' },
        { from: 'SUBMITTED', to: 'PUBLISHED', by: 'nhập liệu', reason: 'Nhập tệp' },
      ],
    });
  });

  it('stay drafts where something is missing, unless that is allowed', async () => {
    const gaps = ['Thiếu mô tả tiếng Việt.', 'Thiếu hình ảnh.', 'Thiếu hạn sử dụng (bắt buộc với thực phẩm).'];
    const [refused, good] = await save([fresh({ fields: { storage: Storage.COOL } }), whole()], PUBLISH);
    expect(refused).toMatchObject({ outcome: 'CREATED', unpublished: gaps.map((vi) => ({ text: { vi } })) });
    expect(good).toMatchObject({ outcome: 'CREATED', unpublished: [] });
    expect((await read((refused as SavedRecord).id)).status).toBe('DRAFT');
    const [allowed] = await saved([fresh({ fields: { storage: Storage.COOL } })], { ...PUBLISH, incomplete: 'ALLOW' });
    expect(await read(allowed!.id)).toMatchObject({
      status: 'PUBLISHED',
      transitions: [{}, { to: 'PUBLISHED', reason: `Nhập tệp — ${gaps.join(' ')}` }],
    });
  });

  it('stay drafts while their facility is not verified', async () => {
    const draft = (await addFacility(app, FacilityStatus.DRAFT)).slice(4);
    const [result] = await save([whole({ facility: draft })], { ...PUBLISH, incomplete: 'ALLOW' });
    expect(result).toMatchObject({ outcome: 'CREATED', unpublished: [{ code: 'INVALID_STATE' }] });
  });

  it('may be public from an instant to come on', async () => {
    const [result] = await saved([whole()], { ...PUBLISH, at: new Date('2026-12-01T00:00:00Z') });
    expect((await read(result!.id)).publishAt).toBe('2026-12-01T00:00:00.000Z');
    await expect(save([whole()], { ...PUBLISH, at: new Date('2026-01-01') })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});

describe('products of a batch that are there', () => {
  it('are left alone where nothing differs, and without a trace', async () => {
    const given = whole({
      capacities: [{ month: 1, quantity: 5 }],
      fields: { gtin: '8936036020021', externalId: `E-${serial()}` },
    });
    const [first] = await saved([given]);
    app.setClock('2026-11-25T05:00:00Z');
    const again = { ...given, id: first!.id, prices: [price(50_000, { holdsSince: '2026-11-25' })] };
    const [second] = await saved([again]);
    app.setClock('2026-11-22T05:00:00Z');
    expect(second).toMatchObject({ id: first!.id, outcome: 'SAME', version: 1, changes: [], before: null });
    expect(await auditOf(first!.id)).toHaveLength(1);
  });

  it('change in what is given, field by field', async () => {
    const id = (await saved([whole({ fields: { nameEn: 'Sauce', netContent: { value: 1, unit: 'LTR' } } })]))[0]!.id;
    app.setClock('2026-11-23T05:00:00Z');
    const [result] = await saved([
      change(id, {
        fields: { nameEn: null, leadTimeDays: 3, gtin: '8936036020038', shelfLifeDays: 365 },
        images: [
          { url: 'https://example.com/1.jpg', altVi: null, altEn: null, position: 0 },
          { url: 'https://example.com/2.jpg', altVi: 'Chai', altEn: null, position: 1 },
        ],
        prices: [price(60_000, { holdsSince: '2026-11-23' })],
        capacities: [{ month: 2, quantity: 7 }],
      }),
    ]);
    app.setClock('2026-11-22T05:00:00Z');
    const image = { altVi: null, altEn: null };
    const first = { ...image, url: 'https://example.com/1.jpg', position: 0 };
    const second = { ...image, url: 'https://example.com/2.jpg', altVi: 'Chai', position: 1 };
    const step = { audience: 'WHOLESALE', minQuantity: 1, vatIncluded: true };
    expect(result).toMatchObject({ id, outcome: 'CHANGED', version: 2 });
    expect(result!.changes.toSorted((a, b) => (a.field < b.field ? -1 : 1))).toEqual([
      { field: 'capacities', from: [], to: [{ month: 2, quantity: 7 }] },
      { field: 'gtin', from: null, to: '8936036020038' },
      { field: 'images', from: [first], to: [first, second] },
      { field: 'leadTimeDays', from: null, to: 3 },
      { field: 'nameEn', from: 'Sauce', to: null },
      {
        field: 'prices',
        from: [{ ...step, amount: 50_000, holdsSince: TODAY }],
        to: [
          { ...step, amount: 50_000, holdsSince: TODAY },
          { ...step, amount: 60_000, holdsSince: '2026-11-23' },
        ],
      },
    ]);
    expect(await read(id)).toMatchObject({
      version: 2,
      updatedAt: '2026-11-23T05:00:00.000Z',
      netContent: { value: 1, unit: 'LTR' },
      images: [{ position: 0 }, { position: 1 }],
      allPrices: [{ amount: 50_000 }, { amount: 60_000, holdsSince: '2026-11-23' }],
    });
    const [, entry] = await auditOf(id);
    expect(entry).toMatchObject({
      action: 'UPDATED',
      changes: {
        nameEn: null,
        leadTimeDays: 3,
        gtin: '8936036020038',
        gtin14: '08936036020038',
        images: [first, second],
      },
    });
  });

  it('keep the rows of parts that stay', async () => {
    const id = (await saved([whole()]))[0]!.id;
    const ids = () =>
      app.services.db.query('select id from product_image where product_id = $1 order by position', [id]);
    const [kept] = await ids();
    const images = [0, 1].map((position) => ({
      url: `https://example.com/${position + 1}.jpg`,
      altVi: null,
      altEn: null,
      position,
    }));
    await saved([change(id, { images })]);
    expect((await ids())[0]).toEqual(kept);
    await saved([change(id, { images: null })]);
    expect(await ids()).toEqual([]);
  });

  it('change each in its own fields, within one statement', async () => {
    const [one, two] = await saved([whole({ fields: { nameEn: 'A' } }), whole({ fields: { nameEn: 'B' } })]);
    await saved([change(one!.id, { fields: { nameEn: 'C' } }), change(two!.id, { fields: { leadTimeDays: 4 } })]);
    const row = async (id: string) => {
      const [found] = await app.services.db.query(
        'select name_en, lead_time_days, version from product where id = $1',
        [id],
      );
      return found;
    };
    expect(await row(one!.id)).toEqual({ name_en: 'C', lead_time_days: null, version: 2 });
    expect(await row(two!.id)).toEqual({ name_en: 'B', lead_time_days: 4, version: 2 });
  });

  it('are found by their new words', async () => {
    const id = (await saved([whole()], PUBLISH))[0]!.id;
    const name = `Cốt mắm nhĩ ${serial()}`;
    await saved([change(id, { fields: { nameVi: name } })]);
    expect(await found(name)).toContain(id);
  });
});

describe('custom attributes of a batch', () => {
  let code: string;
  let other: string;
  beforeAll(async () => {
    const add = async (type: string) => {
      const given = {
        category: catalogue.condiments,
        code: `thuoc-tinh-${serial()}`,
        nameVi: 'Độ',
        nameEn: 'Degree',
        type,
      };
      const { attributeDefinition, errors } = await app.asOperator.mutate(
        'mutation ($input: CreateAttributeDefinitionInput!) { createAttributeDefinition(input: $input) { attributeDefinition { code } errors { message } } }',
        given,
      );
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      return attributeDefinition.code as string;
    };
    code = await add('DECIMAL');
    other = await add('TEXT');
  });

  it('are each put in, replaced and removed on their own', async () => {
    const id = (await saved([whole({ attributes: [{ code, number: 40 }] })]))[0]!.id;
    await saved([change(id, { attributes: [{ code: other, text: 'Phú Quốc' }] })]);
    const values = async () => (await read(id)).attributes;
    expect(await values()).toEqual([
      { definition: { code }, number: 40, text: null },
      { definition: { code: other }, number: null, text: 'Phú Quốc' },
    ]);
    await saved([change(id, { attributes: [{ code, number: 41 }, { code: other }] })]);
    expect(await values()).toEqual([{ definition: { code }, number: 41, text: null }]);
    const [same] = await saved([change(id, { attributes: [{ code, number: 41 }] })]);
    expect(same!.outcome).toBe('SAME');
  });

  it('are refused where the category has none such, and where they would be lost', async () => {
    const id = (await saved([whole({ attributes: [{ code, number: 40 }] })]))[0]!.id;
    const [root] = await app.services.db.query<{ id: string }>(
      `insert into category (id, code, name_vi, name_en, "group", path, position)
       select given.id, 'khac-${serial()}', 'Khác', 'Other', 'OTHER', array[given.id], 0 from (select gen_random_uuid() as id) given
       returning id`,
    );
    const results = await save([
      whole({ attributes: [{ code: 'khong-co', text: 'x' }] }),
      whole({
        attributes: [
          { code: other, text: 'x' },
          { code, text: 'chữ' },
        ],
      }),
      change(id, { category: root!.id }),
    ]);
    expect(results).toMatchObject([
      { outcome: 'REFUSED', errors: [{ path: ['attributes', '0', 'code'] }] },
      { outcome: 'REFUSED', errors: [{ path: ['attributes', '1', 'number'] }] },
      { outcome: 'REFUSED', errors: [{ path: ['category'] }] },
    ]);
  });
});

describe('sets of a batch', () => {
  it('hold what is there, and no sets', async () => {
    const [one, two, three] = (await saved([whole(), whole(), whole()])).map(({ id }) => id);
    const [set] = await saved([whole({ components: [{ product: one!, quantity: 2 }] })]);
    expect((await read(set!.id)).components).toEqual([{ product: { id: `prd_${one}` }, quantity: 2 }]);
    const results = await save([
      change(two!, { components: [{ product: set!.id, quantity: 1 }] }),
      change(one!, { components: [{ product: two!, quantity: 1 }] }),
      change(three!, { components: [{ product: three!, quantity: 1 }] }),
    ]);
    expect(results.map((result) => result.outcome)).toEqual(['REFUSED', 'REFUSED', 'REFUSED']);
  });
});

describe('what is wrong with a product of a batch', () => {
  const NOBODY = '00000000-0000-4000-8000-000000000000';

  it('keeps only that one out', async () => {
    const [published, sold] = [await addProduct(app, catalogue), await addProduct(app, catalogue)].map((id) =>
      id.slice(4),
    );
    const results = await save([
      fresh({ facility: NOBODY }),
      fresh({ category: NOBODY }),
      change(NOBODY, {}),
      { id: null, facility, fields: {} },
      fresh({ fields: { priceOnRequest: true } }),
      change(published!, { fields: { descriptionVi: null } }),
      change(sold!, { prices: null }),
      whole(),
    ]);
    expect(
      results.map((result) => ('errors' in result ? result.errors.map(({ path }) => path.join('.')) : result.outcome)),
    ).toEqual([
      ['facility'],
      ['category'],
      ['id'],
      ['nameVi', 'unit', 'category'],
      ['priceOnRequest'],
      [''],
      [''],
      'CREATED',
    ]);
  });

  it('is said before anything is written, and so is what would change', async () => {
    const [draft, still] = (await saved([whole(), whole()])).map(({ id }) => id) as [string, string];
    const published = (await addProduct(app, catalogue)).slice(4);
    const batch = [
      whole(),
      change(draft, { fields: { leadTimeDays: 5 } }),
      change(still, {}),
      change(draft, {}),
      change(published, { images: null }),
    ];
    const [{ count }] = (await app.services.db.query<{ count: string }>('select count(*) from audit_entry')) as [
      { count: string },
    ];
    expect(await compare(batch, PUBLISH)).toMatchObject([
      { outcome: 'CREATED', unpublished: [] },
      { outcome: 'CHANGED', changes: [{ field: 'leadTimeDays', from: null, to: 5 }] },
      { outcome: 'SAME' },
      { outcome: 'REFUSED', errors: [{ code: 'DUPLICATE', path: ['id'] }] },
      { outcome: 'REFUSED', errors: [{ code: 'BAD_INPUT' }] },
    ]);
    expect(await app.services.db.query('select count(*) from audit_entry')).toEqual([{ count }]);
  });

  it('is named where a code is taken, and the whole batch is undone', async () => {
    const externalId = `TRUNG-${serial()}`;
    await saved([fresh({ fields: { externalId, gtin: '8936036020045' } })]);
    const [{ count }] = (await app.services.db.query<{ count: string }>('select count(*) from product')) as [
      { count: string },
    ];
    await expect(save([fresh(), fresh({ fields: { externalId } })])).rejects.toMatchObject({
      code: 'DUPLICATE',
      path: ['1', 'externalId'],
      text: { vi: expect.stringContaining(externalId) },
    });
    await expect(save([fresh({ fields: { gtin: '8936036020045' } }), fresh()])).rejects.toMatchObject({
      code: 'DUPLICATE',
      path: ['0', 'gtin'],
      text: { vi: expect.stringContaining('"8936036020045"') },
    });
    expect(await app.services.db.query('select count(*) from product')).toEqual([{ count }]);
  });

  it('is asked for in a transaction', async () => {
    const { orm, clock, search } = app.services;
    const context = { em: orm.em.fork(), now: clock(), by: 'x', requestId: 'x', search };
    await expect(saveProducts(context, [fresh()])).rejects.toThrow(/transaction/);
  });
});

describe('batches at the same moment', () => {
  it('with the same products in opposite order do not lock each other out', { timeout: 60_000 }, async () => {
    const ids = (
      await saved(
        Array.from({ length: 100 }, () => whole()),
        PUBLISH,
      )
    ).map(({ id }) => id);
    const batch = (word: string, order: readonly string[]) =>
      order.map((id, index) => change(id, { fields: { originPlace: `${word} ${index}` }, prices: [price(index + 1)] }));
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([
        saved(batch(`a${round}`, ids)),
        saved(batch(`b${round}`, ids.toReversed())),
        saved(batch(`c${round}`, ids)),
      ]);
    }
    const versions = await app.services.db.query('select distinct version from product where id = any($1)', [ids]);
    expect(versions).toEqual([{ version: 16 }]);
  });

  it('note their documents for an engine', async () => {
    const { db } = app.services;
    await db.query("insert into search_replica (index_table, name) values ('search_document', 'x')");
    const [result] = await saved([whole()], PUBLISH);
    const noted = await db.query('select kind from search_outbox where document_id = $1', [result!.id]);
    await db.query('delete from search_replica');
    expect(noted).toEqual([{ kind: 'product' }]);
  });
});
