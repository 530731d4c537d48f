import { beforeAll, describe, expect, it } from 'vitest';
import { FacilityStatus } from '../../src/facilities/facility.entity.ts';
import { useTestApp } from '../support/app.ts';
import { addCatalogue, addFacility, addProduct, type Catalogue, complete, createProduct } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
});

const RESULTS = 'results { id product { status version publishAt } errors { code path message } } errors { code path }';
const submit = (input: object) =>
  app.asOperator.mutate(
    `mutation ($input: ProductMovesInput!) { submitProducts(input: $input) { ${RESULTS} } }`,
    input,
  );
const publish = (input: object) =>
  app.asOperator.mutate(
    `mutation ($input: PublishProductsInput!) { publishProducts(input: $input) { ${RESULTS} } }`,
    input,
  );

const draft = async (over = {}): Promise<string> => (await createProduct(app, complete(catalogue, over))).product.id;

const historyOf = async (id: string) =>
  (
    await app.asOperator.query(
      'query ($id: ID!) { product(id: $id) { completeness { blocking } transitions { from to by reason at } } }',
      { id },
    )
  ).product;

const isPublic = async (id: string) =>
  (await app.asPublic.query('query ($id: ID!) { product(id: $id) { id } }', { id })).product !== null;

describe('bulk steps of products', () => {
  it('move each that may be, and say of the others why not', async () => {
    const good = await draft();
    const [incomplete, published] = [
      await draft({ images: [], descriptionVi: null }),
      await addProduct(app, catalogue),
    ];
    const nobody = 'prd_00000000-0000-4000-8000-000000000000';
    const { results } = await submit({ ids: [incomplete, good, published, nobody], reason: 'Đợt 1' });
    expect(results).toMatchObject([
      {
        id: incomplete,
        product: null,
        errors: [
          { code: 'INVALID_STATE', path: ['ids', '0'], message: 'The Vietnamese description is missing.' },
          { code: 'INVALID_STATE', path: ['ids', '0'], message: 'There is no image.' },
        ],
      },
      { id: good, product: { status: 'SUBMITTED', version: 2 }, errors: [] },
      { id: published, product: null, errors: [{ code: 'INVALID_STATE', path: ['ids', '2'] }] },
      { id: nobody, product: null, errors: [{ code: 'NOT_FOUND', path: ['ids', '3'] }] },
    ]);
    expect((await historyOf(good)).transitions).toEqual([
      { from: 'DRAFT', to: 'SUBMITTED', by: 'operator', reason: 'Đợt 1', at: '2026-11-22T05:00:00.000Z' },
    ]);
    expect((await historyOf(incomplete)).transitions).toEqual([]);
  });

  it('publish what lacks something only where that is said, and the reason names it', async () => {
    const id = await draft({ images: [] });
    await submit({ ids: [id], evenIncomplete: true });
    expect((await publish({ ids: [id] })).results[0].errors).toMatchObject([{ message: 'There is no image.' }]);
    const { results } = await publish({ ids: [id], evenIncomplete: true, reason: 'Bảng giá chợ' });
    expect(results[0].product).toEqual({ status: 'PUBLISHED', version: 3, publishAt: '2026-11-22T05:00:00.000Z' });
    expect(await isPublic(id)).toBe(true);
    const { completeness, transitions } = await historyOf(id);
    expect(completeness.blocking).toEqual(['IMAGE']);
    expect(transitions.map(({ reason }: { reason: string }) => reason)).toEqual([
      'Thiếu hình ảnh.',
      'Bảng giá chợ — Thiếu hình ảnh.',
    ]);
  });

  it('never publish for a facility that is not verified', async () => {
    const facility = await addFacility(app, FacilityStatus.SUBMITTED);
    const id = await draft({ facility });
    await submit({ ids: [id] });
    const { results } = await publish({ ids: [id], evenIncomplete: true });
    expect(results).toMatchObject([{ product: null, errors: [{ code: 'INVALID_STATE', path: ['ids', '0'] }] }]);
  });

  it('publish from an instant to come on, and never from a past one', async () => {
    const id = await draft();
    await submit({ ids: [id] });
    expect(await publish({ ids: [id], at: '2026-01-01T00:00:00Z' })).toMatchObject({
      results: null,
      errors: [{ code: 'BAD_INPUT', path: ['at'] }],
    });
    await publish({ ids: [id], at: '2026-11-23T00:00:00Z' });
    expect(await isPublic(id)).toBe(false);
  });

  it('leave an audit row each', async () => {
    const id = await draft();
    await submit({ ids: [id], reason: 'Đợt 2' });
    const [entry] = await app.services.db.query(
      'select action, by, entity_type, changes from audit_entry where entity_id = $1 order by id desc limit 1',
      [id.slice(4)],
    );
    expect(entry).toEqual({
      action: 'UPDATED',
      by: 'operator',
      entity_type: 'Product',
      changes: { status: 'SUBMITTED', updatedAt: '2026-11-22T05:00:00.000Z', reason: 'Đợt 2' },
    });
  });

  it('are for operators', async () => {
    const id = await draft();
    const mutation =
      'mutation ($input: ProductMovesInput!) { submitProducts(input: $input) { results { id } errors { code } } }';
    expect(await app.asPublic.mutate(mutation, { ids: [id] })).toEqual({
      results: null,
      errors: [{ code: 'UNAUTHENTICATED' }],
    });
  });

  it('of one product at the same moment have one winner each', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => draft()));
    const payloads = await Promise.all([submit({ ids }), submit({ ids: ids.toReversed() }), submit({ ids })]);
    const moved = payloads.flatMap(({ results }) => results ?? []).filter(({ product }) => product);
    expect(moved.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it('take a thousand at once', { timeout: 60_000 }, async () => {
    const { db } = app.services;
    const first = (await draft()).slice(4);
    const columns =
      'version, created_at, updated_at, facility_id, category_id, name_vi, unit, description_vi, price_on_request';
    const rows = await db.query<{ id: string }>(
      `insert into product (id, ${columns}, shelf_life_days, storage)
       select gen_random_uuid(), ${columns.replace('price_on_request', 'true')}, 9, 'COOL' from product, generate_series(1, 1000) where id = $1
       returning id`,
      [first],
    );
    const ids = rows.map(({ id }) => `prd_${id}`);
    const { results } = await submit({ ids, evenIncomplete: true });
    expect(results.filter(({ product }: { product: object | null }) => product)).toHaveLength(1_000);
  });
});
