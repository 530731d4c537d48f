import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/platform/graphql/limits.ts';
import type { HttpServer } from '../../../src/platform/http/server.ts';
import { createTestServer, post } from '../http/toy-server.ts';

let server: HttpServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.drain());

const times = (count: number, part: (index: number) => string, separator = ' ') =>
  Array.from({ length: count }, (_, index) => part(index)).join(separator);
const nested = (levels: number, field: string, leaf: string) =>
  `${`${field} { `.repeat(levels)}${leaf}${' }'.repeat(levels)}`;
const english = { 'accept-language': 'en' };

/** The page of a frontend that asks for much: 100 products with everything, two searches, many aliases. */
const BIG_PAGE = /* GraphQL */ `
  query CataloguePage($first: Int!, $related: Int) {
    products(first: $first) {
      totalCount
      edges { cursor node { ...Card related(first: $related) { nodes { id name images { url } } } } }
    }
    provinces { ...PlaceName }
    ${times(34, (i) => `p${i}: product(id: "prd_${i}") { ...Card }`)}
    found: search(text: "mắm", first: 20) { totalCount edges { node { ... on Product { ...Card } ... on Facility { id name } } } }
  }
  fragment Card on Product {
    __typename id name(language: "vi") en: name(language: "en") description tags
    images { url width }
    facility { id name place { ...PlaceName parent { ...PlaceName } } }
  }
  fragment PlaceName on Place { __typename id name }
`;

describe('hostile documents', () => {
  const hostile: [what: string, query: string, code: string, limit: number, found: number][] = [
    ['1,000 aliases', `{ ${times(1000, (i) => `a${i}: hello(name: "x")`)} }`, 'TOO_MANY_ALIASES', 100, 1000],
    [
      '1,000 aliases of an object',
      `{ ${times(1000, (i) => `a${i}: product(id: "prd_${i}") { id name }`)} }`,
      'TOO_MANY_ALIASES',
      100,
      1000,
    ],
    ['500 levels', `{ product { ${nested(498, 'facility', 'id')} } }`, 'DOCUMENT_TOO_DEEP', 60, 500],
    ['500 levels of unknown fields', `{ ${nested(499, 'a', 'a')} }`, 'DOCUMENT_TOO_DEEP', 60, 500],
    ['a depth of 16', `{ product { ${nested(14, 'facility', 'id')} } }`, 'DOCUMENT_TOO_DEEP', 15, 16],
    [
      'depth by fragments',
      `{ product { facility { place { ...F0 } } } } ${times(9, (i) => `fragment F${i} on Place { parent { parent { ...F${i + 1} } } }`)} fragment F9 on Place { id }`,
      'DOCUMENT_TOO_DEEP',
      15,
      22,
    ],
    ['20 KB of one field', `{ ${'hello '.repeat(3400)} }`, 'TOO_MANY_DUPLICATE_FIELDS', 50, 3399],
    ['20 KB of the shortest field', `{ ${'a '.repeat(10_240)} }`, 'TOO_MANY_DUPLICATE_FIELDS', 50, 10_239],
    ['20 KB of __typename', `{ ${'__typename '.repeat(1861)} }`, 'TOO_MANY_DUPLICATE_FIELDS', 50, 1860],
    [
      '20 KB of duplicates with children',
      `{ ${'product { facility { name } } '.repeat(700)} }`,
      'TOO_MANY_DUPLICATE_FIELDS',
      50,
      699,
    ],
    [
      '20 KB of duplicates, deep',
      `{ product { facility { place { ${'parent { id } '.repeat(1460)} } } } }`,
      'TOO_MANY_DUPLICATE_FIELDS',
      50,
      1459,
    ],
    [
      'one fragment spread 900 times',
      `{ ${'...A '.repeat(900)} } fragment A on Query { hello }`,
      'TOO_MANY_DUPLICATE_FIELDS',
      50,
      899,
    ],
    [
      '20 KB of inline fragments',
      `{ product { ${'... on Product { id } '.repeat(980)} } }`,
      'TOO_MANY_DUPLICATE_FIELDS',
      50,
      979,
    ],
    [
      '300 chained fragments',
      `{ ...F0 } ${times(299, (i) => `fragment F${i} on Query { ...F${i + 1} }`)} fragment F299 on Query { hello }`,
      'TOO_MANY_FRAGMENTS',
      100,
      300,
    ],
    [
      'fragments that double each other',
      `{ product { ...F0 } } ${times(12, (i) => `fragment F${i} on Product { facility { name } ...F${i + 1} filtered { id } ... @skip(if: false) { ...F${i + 1} } }`)} fragment F12 on Product { id }`,
      'TOO_MANY_FIELDS',
      1000,
      28_668,
    ],
    ['6,000 braces', '{'.repeat(6000), 'DOCUMENT_TOO_DEEP', 60, 6000],
    ['6,000 levels of braces', nested(6000, '', 'a'), 'DOCUMENT_TOO_DEEP', 60, 6000],
    ['6,000 levels of fields', `{ ${nested(5999, 'a', 'a')} }`, 'DOCUMENT_TOO_DEEP', 60, 6000],
    ['6,000 nested lists', `{ hello(name: ${'['.repeat(6000)}) }`, 'VALUE_TOO_DEEP', 20, 6000],
    ['6,000 nested objects', `{ hello(name: ${'{a:'.repeat(6000)}) }`, 'VALUE_TOO_DEEP', 20, 6000],
    ['6,000 nested types', `query ($a: ${'['.repeat(6000)}Int) { hello }`, 'VALUE_TOO_DEEP', 20, 6000],
    ['1,000 directives', `{ hello ${'@skip(if: false) '.repeat(1000)} }`, 'TOO_MANY_DIRECTIVES', 100, 1000],
    ['1,000 unknown directives', `{ hello ${times(1000, (i) => `@a${i}`)} }`, 'TOO_MANY_DIRECTIVES', 100, 1000],
    ['17,000 tokens', `{ hello(name: [${'1 '.repeat(17_000)}]) }`, 'TOO_MANY_TOKENS', 16_000, 17_009],
    ['a long comment', `{ hello } #${'x'.repeat(100_000)}`, 'DOCUMENT_TOO_LONG', 100_000, 100_011],
    ['51 operations', times(51, (i) => `query Q${i} { hello }`), 'TOO_MANY_OPERATIONS', 50, 51],
    [
      '51 root fields',
      `{ ${times(51, (i) => `...A${i}`)} } ${times(51, (i) => `fragment A${i} on Query { hello }`)}`,
      'TOO_MANY_ROOT_FIELDS',
      50,
      51,
    ],
    [
      'an introspection that goes round',
      `{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...U } } } fragment U on __Type { ofType { ...T } }`,
      'FRAGMENT_CYCLE',
      0,
      0,
    ],
    [
      'introspection by 30 aliases',
      `{ ${times(30, (i) => `s${i}: __schema { types { fields { args { type { name ofType { name } } } } } }`)} }`,
      'TOO_COMPLEX',
      50_000,
      Number.NaN,
    ],
    [
      'lists of lists of lists',
      '{ products(first: 100) { nodes { related(first: 100) { nodes { related(first: 100) { nodes { id } } } } } } }',
      'TOO_COMPLEX',
      50_000,
      1_000_000 + 2 * 10_000 + 2 * 100 + 2,
    ],
    ['the largest integer', '{ products(first: 2147483647) { nodes { id } } }', 'TOO_COMPLEX', 50_000, 2_147_483_649],
  ];

  it.each(hostile)('refuses %s', async (_what, query, code, limit, found) => {
    const { status, body } = await post(server, { query }, english);
    expect(body.errors).toHaveLength(1);
    const [error] = body.errors!;
    expect(error!.extensions.code).toBe(code);
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    if (code === 'FRAGMENT_CYCLE') return;
    expect(error!.extensions.limit).toBe(limit);
    if (!Number.isNaN(found)) {
      expect(error!.extensions.found).toBe(found);
      expect(error!.message).toContain(found.toLocaleString('en-US'));
    }
    expect(error!.message).toContain(limit.toLocaleString('en-US'));
  });

  it('says so in Vietnamese by default', async () => {
    const { body } = await post(server, { query: `{ ${times(1000, (i) => `a${i}: hello`)} }` });
    expect(body.errors![0]!.message).toBe('Câu truy vấn dùng 1.000 bí danh; tối đa là 100.');
  });

  it('refuses again what it refused before, also as a persisted query', async () => {
    const query = `{ ${'hello '.repeat(100)} }`;
    for (let round = 0; round < 2; round++) {
      const { body } = await post(server, { query });
      expect(body.errors![0]!.extensions.code).toBe('TOO_MANY_DUPLICATE_FIELDS');
    }
    const { createHash } = await import('node:crypto');
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const registered = await post(server, { query, extensions });
    expect(registered.body.errors![0]!.extensions.code).toBe('TOO_MANY_DUPLICATE_FIELDS');
    const used = await post(server, { extensions });
    expect(used.body.errors![0]!.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

describe('variables', () => {
  const query = 'query ($ids: [ID!], $where: Filter) { product { filtered(ids: $ids, where: $where) { id } } }';

  it('refuses too many values', async () => {
    const { body } = await post(server, { query, variables: { ids: Array(10_000).fill('x') } }, english);
    expect(body.errors![0]).toMatchObject({
      message: 'The variables hold 10,001 values; at most 10,000 are allowed.',
      extensions: { code: 'TOO_MANY_VARIABLE_VALUES', limit: 10_000, found: 10_001 },
    });
  });

  it('refuses values that nest too deep, at any depth', async () => {
    const deep = (levels: number) => `${'{"and":['.repeat(levels)}${']}'.repeat(levels)}`;
    for (const levels of [11, 40_000]) {
      const response = await server.fastify.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json' },
        payload: `{"query":${JSON.stringify(query)},"variables":{"where":${deep(levels)}}}`,
      });
      const code = response.json().errors[0].extensions.code;
      expect(code).toBe(levels === 11 ? 'VALUE_TOO_DEEP' : 'TOO_MANY_VARIABLE_VALUES');
    }
  });

  it('takes what fits', async () => {
    const variables = { ids: Array(9_000).fill('x'), where: { and: [{ and: [{ name: 'x' }] }] } };
    expect((await post(server, { query, variables })).body.errors).toBeUndefined();
  });
});

describe('legitimate documents', () => {
  it.each([
    ['of graphql-js', getIntrospectionQuery()],
    [
      'of GraphiQL',
      getIntrospectionQuery({
        descriptions: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
  ])('answers the introspection %s', async (_whose, query) => {
    const { status, body } = await post(server, { query });
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.extensions!.cost.requested).toBeLessThan(30_000);
  });

  it('answers the biggest page of a frontend', async () => {
    const { body } = await post(server, { query: BIG_PAGE, variables: { first: 100, related: 4 } });
    expect(body.errors).toBeUndefined();
    expect(body.extensions!.cost.requested).toBeLessThan(DEFAULT_LIMITS.cost);
  });

  it('does not count what stands in strings and comments', async () => {
    const query = `query ($a: String = """{{{{ @ a: \\""" ${'{'.repeat(200)}""") { hello(name: "${'a: {@ '.repeat(300)}") # ${'{'.repeat(200)}
      other: hello(name: $a) }`;
    expect((await post(server, { query })).body.errors).toBeUndefined();
  });

  it('leaves what is no GraphQL to the parser', async () => {
    const { body } = await post(server, { query: '{ hello( }' }, english);
    expect(body.errors![0]).toMatchObject({
      message: 'Syntax Error: Expected Name, found "}".',
      locations: [{ line: 1, column: 10 }],
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
  });

  it('tells one field under two types of a union from a field asked for twice', async () => {
    const query = `{ ${times(30, (i) => `s${i}: search { edges { node { ... on Product { id name } ... on Facility { id name } } } }`)} }`;
    const { body } = await post(server, { query });
    expect(body.errors?.[0]?.extensions.code).not.toBe('TOO_MANY_DUPLICATE_FIELDS');
  });
});
