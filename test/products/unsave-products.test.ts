import { beforeAll, describe, expect, it } from 'vitest';
import { mergeBefore, type SavedRecord, type Undoable } from '../../src/platform/database/batch.ts';
import { type Moved, moveProducts } from '../../src/products/move-products.ts';
import { PriceAudience } from '../../src/products/product-parts.entity.ts';
import type { BulkMove, ProductToSave } from '../../src/products/product-to-save.ts';
import { saveProducts } from '../../src/products/save-products.ts';
import { unsaveProducts } from '../../src/products/unsave-products.ts';
import { useTestApp } from '../support/app.ts';
import { contentsOf, inBatch } from '../support/batches.ts';
import { addCatalogue, addProduct, type Catalogue, complete, createProduct, serial } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
let facility: string;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
  facility = catalogue.facility.slice(4);
});

const TABLES = [
  'product',
  'product_image',
  'product_price',
  'product_capacity',
  'product_attribute',
  'product_component',
];
const ALLOW: BulkMove = { reason: 'Nhập', incomplete: 'ALLOW' };

const fresh = (): ProductToSave => ({
  id: null,
  facility,
  category: catalogue.fishSauce.slice(4),
  fields: { nameVi: `Mắm ${serial()}`, unit: 'H87' },
  prices: [
    { audience: PriceAudience.RETAIL, minQuantity: 1, amount: 1_000, vatIncluded: true, holdsSince: '2026-11-22' },
  ],
});

const change = (id: string): ProductToSave => ({
  id,
  facility,
  fields: { nameVi: `Đổi ${serial()}`, nameEn: null, gtin: null, ingredients: ['cá'] },
  images: [],
  capacities: [{ month: 5, quantity: 1 }],
  prices: [
    { audience: PriceAudience.WHOLESALE, minQuantity: 1, amount: 1, vatIncluded: false, holdsSince: '2026-11-22' },
  ],
});

const save = async (batch: readonly ProductToSave[], publish: BulkMove | null = null): Promise<SavedRecord[]> =>
  (await inBatch(app, (context) => saveProducts(context, batch, publish))) as SavedRecord[];

const unsave = (saved: readonly Undoable[]) => inBatch(app, (context) => unsaveProducts(context, saved, 'Hoàn tác'));

/** The rows of tables, but for what an undo must change: versions and stamps. */
async function contents() {
  const all = await contentsOf(app, TABLES);
  const product = (all.product as { version: number }[]).map((row) => ({ ...row, version: 0, updated_at: null }));
  return { ...all, product };
}

const draft = async (over = {}) =>
  (await createProduct(app, complete(catalogue, { nameEn: 'Sauce', ...over }))).product.id.slice(4) as string;

describe('taking back a batch', () => {
  it('deletes what it created and puts back what it changed, the very rows of parts too', async () => {
    const [one, two] = [await draft({ gtin: '8936036021011', capacities: [{ month: 1, quantity: 9 }] }), await draft()];
    const before = await contents();
    const saved = await save([fresh(), change(one), fresh(), change(two)], ALLOW);
    expect(await contents()).not.toEqual(before);
    expect(await unsave(saved)).toEqual({ changedSince: [] });
    expect(await contents()).toEqual(before);
    const rows = await app.services.db.query('select version from product where id = any($1)', [[one, two]]);
    expect(rows).toEqual([{ version: 3 }, { version: 3 }]);
    const audit = await app.services.db.query(
      'select action, changes from audit_entry where entity_id = $1 order by id desc limit 1',
      [saved[0]!.id],
    );
    expect(audit).toEqual([{ action: 'DELETED', changes: {} }]);
  });

  it('takes what it created out of the search', async () => {
    const [saved] = await save([fresh()], ALLOW);
    const documents = () => app.services.db.query('select id from search_document where id = $1', [saved!.id]);
    expect(await documents()).toHaveLength(1);
    await unsave([saved!]);
    expect(await documents()).toEqual([]);
  });

  it('does nothing at all where something has changed since, and says what', async () => {
    const id = await draft();
    const saved = await save([fresh(), change(id), fresh()]);
    const [other] = await save([change(saved[2]!.id)]);
    const before = await contents();
    expect(await unsave(saved)).toEqual({ changedSince: [saved[2]!.id] });
    expect(await contents()).toEqual(before);
    expect(await unsave([other!])).toEqual({ changedSince: [] });
    expect(await unsave(saved)).toEqual({ changedSince: [saved[2]!.id] });
  });

  it('does nothing where something has come to refer to what it created', async () => {
    const [certified, component] = await save([fresh(), fresh()]);
    const { errors } = await app.asOperator.mutate(
      'mutation ($input: AddCertificateInput!) { addCertificate(input: $input) { errors { message } } }',
      { product: `prd_${certified!.id}`, kind: 'HACCP' },
    );
    expect(errors).toEqual([]);
    const [set] = await save([{ ...fresh(), components: [{ product: component!.id, quantity: 1 }] }]);
    const { changedSince } = await unsave([certified!, component!]);
    expect(changedSince.toSorted()).toEqual([certified!.id, component!.id].toSorted());
    expect(await unsave([set!, component!])).toEqual({ changedSince: [] });
  });

  it('puts back a set that what it created had joined', async () => {
    const [part, set] = await save([fresh(), fresh()]);
    await save([{ ...fresh(), id: set!.id, components: [{ product: part!.id, quantity: 1 }] }]);
    const before = await contents();
    const [joined] = await save([fresh()]);
    const components = [part!, joined!].map(({ id }) => ({ product: id, quantity: 2 }));
    const [changed] = await save([{ ...fresh(), id: set!.id, components }]);
    expect(await unsave([joined!, changed!])).toEqual({ changedSince: [] });
    expect(await contents()).toEqual(before);
  });

  it('takes back what was done to one record twice', async () => {
    const id = await draft({ gtin: '8936036021035' });
    const before = await contents();
    const [made, changed] = await save([fresh(), change(id)]);
    const again = await save([change(made!.id), change(id)]);
    expect(await unsave([made!, changed!, ...again])).toEqual({ changedSince: [] });
    expect(await contents()).toEqual(before);
  });

  it('takes back steps too, and records that as a step', async () => {
    const id = await draft();
    const [changed] = await save([change(id)]);
    const move = (step: 'submit' | 'publish') => inBatch(app, (context) => moveProducts(context, [id], step, ALLOW));
    const [[submitted], [published]] = [await move('submit'), await move('publish')] as [Moved[], Moved[]];
    const before = mergeBefore(mergeBefore(changed!.before, submitted!.before), published!.before);
    expect(await unsave([{ ...changed!, version: published!.version, before }])).toEqual({ changedSince: [] });
    const { product } = await app.asOperator.query(
      'query ($id: ID!) { product(id: $id) { status publishAt nameEn: name(language: EN) transitions { from to reason } } }',
      { id: `prd_${id}` },
    );
    expect(product).toEqual({
      status: 'DRAFT',
      publishAt: null,
      nameEn: 'Sauce',
      transitions: [
        { from: 'DRAFT', to: 'SUBMITTED', reason: expect.stringContaining('Thiếu hình ảnh.') },
        { from: 'SUBMITTED', to: 'PUBLISHED', reason: expect.stringMatching(/^Nhập — /) },
        { from: 'PUBLISHED', to: 'DRAFT', reason: 'Hoàn tác' },
      ],
    });
  });

  it('says so where a code that is to be put back is taken by now', async () => {
    const id = await draft({ gtin: '8936036021028' });
    const [saved] = await save([change(id)]);
    await draft({ gtin: '8936036021028' });
    await expect(unsave([saved!])).rejects.toMatchObject({ code: 'DUPLICATE' });
  });

  it('is not fooled by what it did not write', async () => {
    const id = (await addProduct(app, catalogue)).slice(4);
    expect(await unsave([{ id, outcome: 'SAME', version: 9, before: null }])).toEqual({ changedSince: [] });
    const gone = { id: '00000000-0000-4000-8000-000000000000', outcome: 'CREATED', version: 1, before: null } as const;
    expect(await unsave([gone])).toEqual({ changedSince: [gone.id] });
  });
});
