import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { INSIDES, tell } from './telling.ts';

const app = useTestApp('seeded');

describe('a request that asks for too much', () => {
  const many = (count: number, part: object) => Array.from({ length: count }, () => part);

  it.each([
    ['products', 'ProductFilter', { under: '' }],
    ['facilities', 'FacilityFilter', { place: '' }],
    ['units', 'AdministrativeUnitFilter', { under: '' }],
    ['certificates', 'CertificateFilter', { standing: { eq: 'VALID' } }],
  ])('in a filter of %s is refused at once', async (list, type, part) => {
    const [category] = await app.services.db.query<{ id: string }>('select id from category limit 1');
    const [place] = await app.services.db.query<{ id: string }>('select id from administrative_unit limit 1');
    const id = list === 'products' ? `cat_${category!.id}` : `plc_${place!.id}`;
    const whole = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, value === '' ? id : value]));
    const query = `query ($filter: ${type}) { ${list}(first: 1, filter: $filter) { totalCount } }`;
    for (const filter of [{ and: many(3_000, whole) }, { or: many(3_000, whole) }]) {
      const { errors, milliseconds } = await tell(app.asPublic, query, JSON.stringify({ filter }));
      expect(errors).toMatchObject([{ code: 'LIMIT_EXCEEDED', path: ['filter'] }]);
      expect(milliseconds).toBeLessThan(1_000);
    }
    // As many as are allowed, in all ways: PostgreSQL must not spend its time on the plan.
    for (const filter of [
      { and: many(99, whole) },
      { or: many(99, whole) },
      { and: [{ and: many(48, whole) }, { not: { or: many(48, whole) } }] },
    ]) {
      const told = await tell(app.asPublic, query, JSON.stringify({ filter }));
      expect(told.errors).toEqual([]);
      expect(told.milliseconds).toBeLessThan(2_000);
    }
  });

  it('in values that are bound over and over is refused', async () => {
    const fields = Array.from(
      { length: 50 },
      (_, index) => `f${index}: products(first: 1, filter: $filter) { totalCount }`,
    );
    const part = {
      unit: { eq: 'KGM' },
      packaging: { startsWith: 'C' },
      leadTimeDays: { gte: 1, lte: 2 },
      shelfLifeDays: { gte: 1, lte: 2 },
      hsCode: { startsWith: '0' },
    };
    const filter = {
      or: many(99, {
        ...part,
        updatedAt: { gte: '2020-01-01T00:00:00Z', lt: '2030-01-01T00:00:00Z' },
        externalId: { in: ['a'], eq: 'a', startsWith: 'a' },
        minimumOrderQuantity: { gte: 1, lte: 2 },
      }),
    };
    const { errors } = await tell(
      app.asPublic,
      `query ($filter: ProductFilter) { ${fields.join(' ')} }`,
      JSON.stringify({ filter }),
    );
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['LIMIT_EXCEEDED']));
  });
});

describe('a body', () => {
  const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
    app.api.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    });

  it.each<[string, string | Buffer]>([
    ['that is empty', ''],
    ['that is cut off', '{"query":"{__typename'],
    ['that is null', 'null'],
    ['that is a list', '[{"query":"{__typename}"},{"query":"{__typename}"}]'],
    ['without a query', '{}'],
    ['whose query is a number', '{"query":1}'],
    ['whose variables are text', '{"query":"{__typename}","variables":"x"}'],
    ['whose variables are a list', '{"query":"{__typename}","variables":[1]}'],
    ['whose operation name is an object', '{"query":"{__typename}","operationName":{}}'],
    ['with another prototype', '{"query":"{__typename}","__proto__":{"x":1}}'],
    ['in UTF-16', Buffer.from('{"query":"{__typename}"}', 'utf16le')],
    [
      'with broken UTF-8',
      Buffer.concat([Buffer.from('{"query":"{ a'), Buffer.from([0xff, 0xc0]), Buffer.from(' }"}')]),
    ],
    ['with NUL in the document', JSON.stringify({ query: '{ __typename\0 }' })],
    ['of 2 MB', JSON.stringify({ query: `{ __typename } # ${'x'.repeat(2_000_000)}` })],
    [
      'with 50,000 objects in one another',
      `{"query":"{__typename}","variables":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    ],
    [
      'with the hash of another query',
      '{"query":"{__typename}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"abc"}}}',
    ],
    ['that subscribes', '{"query":"subscription { a }"}'],
    [
      'with 1,500 wrong values',
      JSON.stringify({
        query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
        variables: { ids: Array(1_500).fill(null) },
      }),
    ],
  ])('%s is the client’s fault', async (_, payload) => {
    const response = await send(payload);
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    const { errors } = response.json();
    expect(errors.length).toBeGreaterThan(0);
    for (const { message, extensions } of errors) {
      expect(extensions.code).toMatch(/^[A-Z_]+$/);
      expect(extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
      expect(message).not.toMatch(INSIDES);
    }
  });
});
