import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

interface Edge {
  cursor: string;
  node: { name: string };
  highlights: { field: string; html: string }[];
}

const SEARCH = `query ($query: String, $filter: ProductSearchFilter, $orderBy: ProductSearchOrder = RELEVANCE,
  $priceAt: PricePointInput, $nearestTo: GeoPointInput, $first: Int, $after: String, $last: Int, $before: String) {
  searchProducts(query: $query, filter: $filter, orderBy: $orderBy, priceAt: $priceAt, nearestTo: $nearestTo,
    first: $first, after: $after, last: $last, before: $before) {
    totalCount
    searchedFor
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { name } highlights { field html } }
  }
}`;

const search = async (variables: Record<string, unknown>) =>
  (await app.asPublic.query(SEARCH, { first: 10, ...variables })).searchProducts as {
    totalCount: number;
    searchedFor: string | null;
    pageInfo: Record<string, unknown>;
    edges: Edge[];
  };

const names = async (variables: Record<string, unknown>) =>
  (await search(variables)).edges.map(({ node }) => node.name);

/** Code and path of what is wrong with the arguments. */
async function refusal(variables: Record<string, unknown>): Promise<unknown[]> {
  const { errors } = await app.asPublic.run(SEARCH, { first: 10, ...variables });
  return (errors ?? []).map(({ extensions }) => [
    extensions.code,
    (extensions.path as string[] | undefined)?.join('.'),
  ]);
}

async function idOf(field: 'units' | 'categories', filter: object): Promise<string> {
  const type = field === 'units' ? 'AdministrativeUnitFilter' : 'CategoryFilter';
  const data = await app.asPublic.query(
    `query ($filter: ${type}) { ${field}(first: 1, filter: $filter) { nodes { id } } }`,
    { filter },
  );
  return data[field].nodes[0].id;
}

describe('a search for products', () => {
  it('answers the buyer: fish sauce with HACCP in what is An Giang today, for 500 bottles, in October', async () => {
    const anGiang = await idOf('units', { code: { eq: '91' } });
    const { searchProducts } = await app.asPublic.query(
      `query ($filter: ProductSearchFilter) {
        searchProducts(query: "nước mắm", filter: $filter, orderBy: PRICE, priceAt: { quantity: 500 }, first: 3) {
          totalCount
          edges { node { demo unit priceAt(quantity: 500) { amount } capacityIn(month: 10)
            certificates(onlyValid: true, includeFacility: true) { kind } facility { currentPlace { path { name } } } } }
        }
      }`,
      { filter: { places: [anGiang], certificates: ['HACCP'], capacity: { month: 10, gte: 1 } } },
    );
    expect(searchProducts.totalCount).toBeGreaterThan(0);
    const amounts = searchProducts.edges.map(
      ({ node }: { node: { priceAt: { amount: number } | null } }) => node.priceAt?.amount ?? Infinity,
    );
    expect(amounts).toEqual([...amounts].sort((a: number, b: number) => a - b));
    for (const { node } of searchProducts.edges) {
      expect(node.certificates).toContainEqual({ kind: 'HACCP' });
      expect(node.facility.currentPlace.path[0].name).toBe('An Giang');
      expect(node.capacityIn).toBeGreaterThanOrEqual(1);
    }
  });

  it.each([
    ['dừa', /dừa/i],
    ['dứa', /dứa/i],
    ['nước mắm', /^nước mắm/i],
    ['nước mắm'.normalize('NFD'), /^nước mắm/i],
    ['banh ong gao', /^bánh ống gạo/i],
    ['Hoà Bình', /hòa bình/i],
    ['Hòa Bình', /hòa bình/i],
  ])('has the right first results for %s', async (query, expected) => {
    const found = await names({ query, first: 3 });
    expect(found).toHaveLength(3);
    for (const name of found) expect(name).toMatch(expected);
  });

  it('says what was searched for, and marks it', async () => {
    const { searchedFor, edges } = await search({ query: '  NƯỚC   mắm', first: 1 });
    expect(searchedFor).toBe('NƯỚC mắm');
    expect(edges[0]!.highlights[0]).toEqual({ field: 'NAME_VI', html: expect.stringContaining('<em>Nước mắm</em>') });
    expect((await search({})).searchedFor).toBeNull();
  });

  it('counts the facets that are selected, under aliases and in fragments', async () => {
    const { searchProducts } = await app.asPublic.query(
      `query ($no: Boolean!) {
        searchProducts(query: "nuoc mam", first: 1) {
          counts: facets { ...Places kinds: certificates { kind count } units @include(if: $no) { unit } }
          facets { categories { category { name path { name } } count } attributes { values { count } } }
        }
      }
      fragment Places on ProductFacets { provinces { province { name level } count } __typename }`,
      { no: false },
    );
    const { counts, facets } = searchProducts;
    expect(counts.__typename).toBe('ProductFacets');
    expect(counts.provinces[0]).toEqual({
      province: { name: expect.any(String), level: 'PROVINCE' },
      count: expect.any(Number),
    });
    expect(counts.kinds.every(({ count }: { count: number }) => count > 0)).toBe(true);
    expect(counts.units).toBeUndefined();
    expect(
      facets.categories.every(({ category }: { category: { path: unknown[] } }) => category.path.length === 1),
    ).toBe(true);
    expect(facets.attributes).toEqual([]);
  });

  it('names units in the language of the request', async () => {
    const query = '{ searchProducts(first: 1, filter: { units: ["kgm"] }) { facets { units { unit name } } } }';
    const unitIn = async (language: string) => {
      const { data } = await app.asPublic.run(query, {}, { 'accept-language': language });
      return data.searchProducts.facets.units.find(({ unit }: { unit: string }) => unit === 'KGM').name;
    };
    expect([await unitIn('vi'), await unitIn('en')]).toEqual(['kilôgam', 'kilogram']);
  });

  it('pages by cursors that belong to the search', async () => {
    const all = await search({ query: 'bánh', first: 20 });
    const second = await search({ query: 'bánh', first: 5, after: all.edges[4]!.cursor });
    expect(second.edges.map(({ node }) => node.name)).toEqual(all.edges.slice(5, 10).map(({ node }) => node.name));
    expect(second.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: true,
      startCursor: all.edges[5]!.cursor,
      endCursor: all.edges[9]!.cursor,
    });
    const back = await search({ query: 'bánh', first: undefined, last: 3, before: all.edges[5]!.cursor });
    expect(back.edges.map(({ cursor }) => cursor)).toEqual(all.edges.slice(2, 5).map(({ cursor }) => cursor));
    expect(await refusal({ query: 'kẹo', after: all.edges[0]!.cursor })).toEqual([['BAD_INPUT', 'after']]);
    expect((await search({ query: 'zzz' })).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('takes one statement for its words and itself, and one for all that is read of its hits', async () => {
    const { db } = app.services;
    const query = db.query;
    const texts: string[] = [];
    db.query = (text: string, ...rest: never[]) => {
      texts.push(text);
      return query.call(db, text, ...rest) as never;
    };
    try {
      await app.asPublic.query(
        '{ a: searchProducts(query: "mắm", first: 9) { totalCount edges { node { name facility { name certificates { kind } } } } facets { provinces { province { name } count } categories { category { name } } } } }',
      );
    } finally {
      db.query = query;
    }
    expect(texts).toHaveLength(2);
  });
});

describe('arguments that are wrong', () => {
  it.each([
    ['a size of the page', { first: 0 }, ['LIMIT_EXCEEDED', 'first']],
    ['two sizes', { first: 1, last: 1 }, ['BAD_INPUT', 'first']],
    ['a long text', { query: 'a'.repeat(201) }, ['LIMIT_EXCEEDED', 'query']],
    [
      'an id of another type',
      { filter: { categories: ['plc_0198c0de-0000-7000-8000-000000000000'] } },
      ['BAD_ID', 'filter.categories.0'],
    ],
    ['an unknown unit', { filter: { units: ['KGM', 'furlong'] } }, ['BAD_INPUT', 'filter.units.1']],
    [
      'too many values',
      { filter: { legalForms: Array(101).fill('COMPANY') } },
      ['LIMIT_EXCEEDED', 'filter.legalForms'],
    ],
    ['a price at no quantity', { filter: { price: { quantity: 0 } } }, ['BAD_INPUT', 'filter.price.quantity']],
    ['an order by no price', { orderBy: 'PRICE' }, ['BAD_INPUT', 'priceAt']],
    ['an order from nowhere', { orderBy: 'NEAREST' }, ['BAD_INPUT', 'nearestTo']],
    ['a point abroad', { nearestTo: { latitude: 48, longitude: 2 }, orderBy: 'NEAREST' }, ['BAD_INPUT', 'nearestTo']],
    [
      'no radius',
      { filter: { near: { centre: { latitude: 10, longitude: 106 }, kilometres: 0 } } },
      ['BAD_INPUT', 'filter.near.kilometres'],
    ],
    ['a month', { filter: { capacity: { month: 13, gte: 1 } } }, ['BAD_INPUT', 'filter.capacity.month']],
    ['a number of stars', { filter: { ocopStars: 6 } }, ['BAD_INPUT', 'filter.ocopStars']],
    [
      'an unknown attribute',
      { filter: { attributes: [{ code: 'nope', is: true }] } },
      ['NOT_FOUND', 'filter.attributes.0.code'],
    ],
    ['a forged cursor', { after: Buffer.from('["x",1,"y"]').toString('base64url') }, ['BAD_INPUT', 'after']],
  ])('%s', async (_, variables, expected) => {
    expect(await refusal(variables)).toEqual([expected]);
  });

  it('are told in the language of the request', async () => {
    const { errors } = await app.asPublic.run(SEARCH, { first: 1, orderBy: 'PRICE' }, { 'accept-language': 'vi' });
    expect(errors![0]!.message).toContain('priceAt');
    expect(errors![0]!.message).toContain('Sắp xếp');
  });

  it('are told all at once', async () => {
    const { errors } = await app.asPublic.run(SEARCH, {
      first: 1,
      query: 'a'.repeat(201),
      orderBy: 'PRICE',
      filter: { ocopStars: 9 },
    });
    expect(errors).toHaveLength(3);
  });

  it('are refused for attributes by the type of the definition', async () => {
    const [text] = await app.services.db.query<{ code: string }>(
      `select code from attribute_definition where type = 'ENUM' limit 1`,
    );
    if (!text) return;
    expect(await refusal({ filter: { attributes: [{ code: text.code, gte: 1 }] } })).toEqual([
      ['BAD_INPUT', 'filter.attributes.0.gte'],
    ]);
  });

  it.each(["'; drop table product; --", '& | ! ( ) :* <->', '\u0000', 'a\u0000b', '%_\\', '🥥🥥', '\ud800'])(
    'never break the search: %j',
    async (query) => {
      expect((await app.asPublic.run(SEARCH, { first: 1, query })).errors).toBeUndefined();
    },
  );
});

describe('a search over products and facilities', () => {
  it('answers both, with what each has', async () => {
    const { search } = await app.asPublic.query(`{
      search(query: "dừa sáp", first: 30) {
        totalCount
        edges { node { __typename ... on Product { name facility { name } } ... on Facility { facilityName: name legalForm } } highlights { field } }
        facets { kinds { kind count } }
      }
    }`);
    const counts = Object.fromEntries(
      search.facets.kinds.map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
    );
    expect(counts.PRODUCT + counts.FACILITY).toBe(search.totalCount);
    const types = new Set(search.edges.map(({ node }: { node: { __typename: string } }) => node.__typename));
    expect(types).toEqual(new Set(['Product', 'Facility']));
  });

  it('is narrowed to one kind without hiding the other', async () => {
    const { search } = await app.asPublic.query(`{
      search(query: "dừa sáp", filter: { kinds: [FACILITY] }, first: 30) { totalCount facets { kinds { kind count } legalForms { count } } }
    }`);
    const counts = Object.fromEntries(
      search.facets.kinds.map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
    );
    expect(counts.FACILITY).toBe(search.totalCount);
    expect(counts.PRODUCT).toBeGreaterThan(0);
  });

  it('finds the same for an operator', async () => {
    const query = '{ search(query: "htx", first: 5) { totalCount } }';
    expect(await app.asOperator.query(query)).toEqual(await app.asPublic.query(query));
  });
});
