import { beforeAll, describe, expect, it } from 'vitest';
import { FacilityStatus } from '../../src/facilities/facility.entity.ts';
import { useTestApp } from '../support/app.ts';
import { addCatalogue, addFacility, addProduct, type Catalogue, createProduct, step } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
});

const draft = (over: Record<string, unknown> = {}) => addProduct(app, catalogue, over, []);
const codes = (payload: { errors: { code: string }[] }) => payload.errors.map(({ code }) => code);

const isPublic = async (id: string) =>
  (await app.asPublic.query('query ($id: ID!) { product(id: $id) { id } }', { id })).product !== null;

const asOperator = async (id: string, fields: string) =>
  (await app.asOperator.query(`query ($id: ID!) { product(id: $id) { ${fields} } }`, { id })).product;

describe('the life of a product', () => {
  it('goes from draft to archive and back, and every step is recorded', async () => {
    const id = await draft();
    const steps: [string, string, boolean][] = [
      ['submitProduct', 'SUBMITTED', false],
      ['returnProductToDraft', 'DRAFT', false],
      ['submitProduct', 'SUBMITTED', false],
      ['publishProduct', 'PUBLISHED', true],
      ['suspendProduct', 'SUSPENDED', false],
      ['resumeProduct', 'PUBLISHED', true],
      ['archiveProduct', 'ARCHIVED', false],
      ['restoreProduct', 'DRAFT', false],
    ];
    for (const [name, status, shown] of steps) {
      const { product, errors } = await step(app, name, { id, reason: `Vì ${name}` });
      expect(errors).toEqual([]);
      expect(product).toMatchObject({ status });
      expect(await isPublic(id)).toBe(shown);
    }
    const { transitions, version } = await asOperator(id, 'version publishAt transitions { from to at by reason }');
    expect(version).toBe(1 + steps.length);
    expect(transitions).toHaveLength(steps.length);
    expect(transitions[1]).toEqual({
      from: 'SUBMITTED',
      to: 'DRAFT',
      at: '2026-11-22T05:00:00.000Z',
      by: 'operator',
      reason: 'Vì returnProductToDraft',
    });
  });

  it.each([
    [
      'DRAFT',
      [],
      [
        'publishProduct',
        'returnProductToDraft',
        'suspendProduct',
        'resumeProduct',
        'restoreProduct',
        'rescheduleProduct',
      ],
    ],
    [
      'SUBMITTED',
      ['submitProduct'],
      ['submitProduct', 'suspendProduct', 'resumeProduct', 'restoreProduct', 'rescheduleProduct'],
    ],
    [
      'PUBLISHED',
      ['submitProduct', 'publishProduct'],
      [
        'submitProduct',
        'publishProduct',
        'returnProductToDraft',
        'resumeProduct',
        'restoreProduct',
        'rescheduleProduct',
      ],
    ],
    [
      'SUSPENDED',
      ['submitProduct', 'publishProduct', 'suspendProduct'],
      ['submitProduct', 'publishProduct', 'suspendProduct', 'restoreProduct'],
    ],
    [
      'ARCHIVED',
      ['archiveProduct'],
      ['submitProduct', 'publishProduct', 'suspendProduct', 'resumeProduct', 'archiveProduct'],
    ],
  ])('allows from %s nothing but what is meant', async (status, way, refused) => {
    const id = await addProduct(app, catalogue, {}, way);
    for (const name of refused) {
      const payload = await step(app, name, { id, reason: 'x' });
      expect([name, payload.product, codes(payload)]).toEqual([name, null, ['INVALID_STATE']]);
    }
    expect(await asOperator(id, 'status')).toEqual({ status });
  });

  it('is for operators', async () => {
    const id = await draft();
    const mutation =
      'mutation ($input: ProductMoveInput!) { submitProduct(input: $input) { product { id } errors { code } } }';
    expect(await app.asPublic.mutate(mutation, { id })).toEqual({
      product: null,
      errors: [{ code: 'UNAUTHENTICATED' }],
    });
  });

  it('wants a reason where somebody has to be told why, and refuses a version that is past', async () => {
    const id = await addProduct(app, catalogue, {}, ['submitProduct', 'publishProduct']);
    expect(await step(app, 'suspendProduct', { id, reason: '  ' })).toMatchObject({
      errors: [{ code: 'BAD_INPUT', path: ['reason'] }],
    });
    expect(codes(await step(app, 'archiveProduct', { id, version: 1 }))).toEqual(['CONFLICT']);
    expect(codes(await step(app, 'archiveProduct', { id, version: 3 }))).toEqual([]);
    expect(
      await step(app, 'archiveProduct', { id: `prd_${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}` }),
    ).toMatchObject({
      errors: [{ code: 'NOT_FOUND', path: ['id'] }],
    });
  });
});

describe('submission', () => {
  it('is refused with all that is missing, which the product tells too', async () => {
    const bare = { facility: catalogue.facility, category: catalogue.fishSauce, nameVi: 'Mắm', unit: 'KGM' };
    const { product } = await createProduct(app, bare);
    const { completeness } = await asOperator(product.id, 'completeness { percent missing blocking }');
    expect(completeness).toEqual({
      percent: 6,
      missing: expect.arrayContaining(['DESCRIPTION', 'STORAGE', 'ENGLISH', 'GTIN', 'CAPACITY', 'INGREDIENTS']),
      blocking: ['DESCRIPTION', 'IMAGE', 'PRICE', 'SHELF_LIFE', 'STORAGE'],
    });
    const payload = await step(app, 'submitProduct', { id: product.id });
    expect(payload.errors.map(({ message }: { message: string }) => message)).toEqual([
      'The Vietnamese description is missing.',
      'There is no image.',
      'There is no price, and prices are not said to be on request.',
      'The shelf life is missing, which food must have.',
      'The storage condition is missing, which food must have.',
    ]);
    expect(new Set(codes(payload))).toEqual(new Set(['INVALID_STATE']));
    expect(await asOperator(product.id, 'status')).toEqual({ status: 'DRAFT' });
  });

  it('needs no prices where they are on request', async () => {
    const id = await draft({ priceOnRequest: true, prices: [] });
    expect(await asOperator(id, 'completeness { blocking }')).toEqual({ completeness: { blocking: [] } });
  });

  it('tells the public nothing of gaps and steps', async () => {
    const id = await addProduct(app, catalogue);
    const query =
      'query ($id: ID!) { product(id: $id) { completeness { percent } transitions { by } allPrices { amount } } }';
    expect((await app.asPublic.query(query, { id })).product).toEqual({
      completeness: null,
      transitions: [],
      allPrices: [],
    });
  });
});

describe('publication', () => {
  it('can be scheduled and moved; nobody has to touch the product when its time comes', async () => {
    const id = await addProduct(app, catalogue, {}, ['submitProduct']);
    const past = await step(app, 'publishProduct', { id, at: '2026-11-22T05:00:00Z' });
    expect(past.errors).toMatchObject([{ code: 'BAD_INPUT', path: ['at'] }]);
    const { product } = await step(app, 'publishProduct', { id, at: '2026-12-01T00:00:00Z' });
    expect(product).toMatchObject({ status: 'PUBLISHED', publishAt: '2026-12-01T00:00:00.000Z' });
    expect(await isPublic(id)).toBe(false);
    await step(app, 'rescheduleProduct', { id, at: '2026-11-30T00:00:00Z' });
    try {
      app.setClock('2026-11-29T23:59:59.999Z');
      expect(await isPublic(id)).toBe(false);
      app.setClock('2026-11-30T00:00:00Z');
      expect(await isPublic(id)).toBe(true);
      expect(codes(await step(app, 'rescheduleProduct', { id }))).toEqual(['INVALID_STATE']);
    } finally {
      app.setClock('2026-11-22T05:00:00Z');
    }
  });

  it('waits for the facility to be verified, and ends for the public with it', async () => {
    const facility = await addFacility(app, FacilityStatus.SUBMITTED);
    const id = await addProduct(app, { ...catalogue, facility }, {}, ['submitProduct']);
    expect(await step(app, 'publishProduct', { id })).toMatchObject({
      errors: [{ code: 'INVALID_STATE', message: expect.stringContaining('not verified') }],
    });
    const setStatus = (status: string) =>
      app.services.db.query('update facility set status = $1 where id = $2', [status, facility.slice(4)]);
    await setStatus('VERIFIED');
    expect(codes(await step(app, 'publishProduct', { id }))).toEqual([]);
    expect(await isPublic(id)).toBe(true);
    await setStatus('SUSPENDED');
    expect(await isPublic(id)).toBe(false);
  });
});

describe('several products at once', () => {
  const SUBMIT = `mutation ($input: ProductMovesInput!) {
    submitProducts(input: $input) { results { id product { status } errors { code path } } errors { code path } }
  }`;

  it('are each moved or refused on their own', async () => {
    const [good, bad, wrong] = [await draft(), await draft({ images: [] }), catalogue.facility];
    const payload = await app.asOperator.mutate(SUBMIT, { ids: [good, bad, wrong] });
    expect(payload).toEqual({
      errors: [],
      results: [
        { id: good, product: { status: 'SUBMITTED' }, errors: [] },
        { id: bad, product: null, errors: [{ code: 'INVALID_STATE', path: ['ids', '1'] }] },
        { id: wrong, product: null, errors: [{ code: 'BAD_ID', path: ['ids', '2'] }] },
      ],
    });
  });

  it('are 1 to 1,000, each once', async () => {
    const id = await draft();
    expect(await app.asOperator.mutate(SUBMIT, { ids: [] })).toMatchObject({
      results: null,
      errors: [{ code: 'LIMIT_EXCEEDED' }],
    });
    expect(await app.asOperator.mutate(SUBMIT, { ids: [id, id] })).toMatchObject({
      results: null,
      errors: [{ code: 'BAD_INPUT' }],
    });
    expect(await app.asOperator.mutate(SUBMIT, { ids: Array(1_001).fill(id) })).toMatchObject({
      errors: [{ code: 'LIMIT_EXCEEDED' }],
    });
  });

  it('can be published and suspended together', async () => {
    const ids = [await draft(), await draft()];
    await app.asOperator.mutate(SUBMIT, { ids });
    const publish =
      'mutation ($input: PublishProductsInput!) { publishProducts(input: $input) { results { product { status } } } }';
    const suspend =
      'mutation ($input: ProductMovesInput!) { suspendProducts(input: $input) { results { product { status } } errors { path } } }';
    const statuses = (payload: { results: { product: { status: string } | null }[] }) =>
      payload.results.map(({ product }) => product?.status);
    expect(statuses(await app.asOperator.mutate(publish, { ids }))).toEqual(['PUBLISHED', 'PUBLISHED']);
    expect(await app.asOperator.mutate(suspend, { ids })).toEqual({ results: null, errors: [{ path: ['reason'] }] });
    expect(statuses(await app.asOperator.mutate(suspend, { ids, reason: 'Cảnh báo an toàn' }))).toEqual([
      'SUSPENDED',
      'SUSPENDED',
    ]);
  });
});
