import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/platform/graphql/limits.ts';
import type { HttpServer } from '../../../src/platform/http/server.ts';
import { createTestServer, post } from '../http/toy-server.ts';

let server: HttpServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.drain());

describe('cost', () => {
  const costOf = async (query: string, variables?: Record<string, unknown>, operationName?: string) =>
    (await post(server, { query, variables, operationName })).body.extensions!.cost.requested;

  it.each([
    ['a leaf', '{ hello }', 1],
    ['a free __typename', '{ __typename hello }', 1],
    ['an object', '{ product { id name } }', 3],
    ['a plain list', '{ product { images { url width } } }', 2 + 10 * 2],
    ['a list of scalars', '{ product { tags } }', 2],
    ['a list of known length', '{ provinces { id } }', 1 + 34],
    ['a connection', '{ products(first: 5) { totalCount edges { cursor node { id } } } }', 3 + 5 * 3],
    ['its nodes', '{ products(last: 5) { nodes { id } } }', 2 + 5],
    ['a connection without a size', '{ products { nodes { id } } }', 2 + 100],
    ['the default of the argument', '{ product { facility { products { nodes { id } } } } }', 4 + 20],
    ['a connection by another name', '{ search(first: 3) { edges { node { ... on Product { id } } } } }', 2 + 3 * 2],
    ['a page of nothing', '{ products(first: 0) { totalCount nodes { id } } }', 3],
    [
      'fragments',
      '{ products(first: 5) { ...C } a: product { ...P } } fragment C on ProductConnection { nodes { ...P } } fragment P on Product { id name }',
      2 + 5 * 2 + 3,
    ],
  ])('counts %s', async (_what, query, cost) => {
    expect(await costOf(query)).toBe(cost);
  });

  it('is computed with the variables of each request, also for a known document', async () => {
    const query = 'query Page($first: Int, $last: Int = 7) { products(first: $first, last: $last) { nodes { id } } }';
    expect(await costOf(query, { first: 10 })).toBe(12);
    expect(await costOf(query, { first: 50 })).toBe(52);
    expect(await costOf(query)).toBe(9);
    expect(await costOf(query, { first: null, last: null })).toBe(9);
    const refused = await post(server, { query, variables: { first: 60_000 } });
    expect(refused.body.errors![0]!.extensions).toMatchObject({ code: 'TOO_COMPLEX', limit: 50_000, found: 60_002 });
    expect(refused.body.extensions!.cost).toEqual({ requested: 60_002, limit: 50_000, remaining: 0 });
    expect(await costOf(query, { first: 10 })).toBe(12);
  });

  it('is that of the operation that runs', async () => {
    const query = 'query A { hello } query B { products(first: 9) { nodes { id } } }';
    expect(await costOf(query, {}, 'A')).toBe(1);
    expect(await costOf(query, {}, 'B')).toBe(11);
  });

  it('is told with what remains, also when nothing ran', async () => {
    const answered = await post(server, { query: '{ hello }' });
    expect(answered.body.extensions).toEqual({ cost: { requested: 1, limit: 50_000, remaining: 49_999 } });
    const refused = await post(server, { query: '{ nothing }' });
    expect(refused.body.extensions).toEqual({ cost: { requested: 0, limit: 50_000, remaining: 50_000 } });
  });

  it('takes limits of its own', async () => {
    const strict = await createTestServer({ limits: { ...DEFAULT_LIMITS, cost: 10 } });
    const { body } = await post(strict, { query: '{ products(first: 11) { nodes { id } } }' });
    expect(body.errors![0]!.extensions).toMatchObject({ code: 'TOO_COMPLEX', limit: 10, found: 13 });
    await strict.drain();
  });
});
