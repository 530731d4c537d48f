import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { addCatalogue, addFacility, addProduct, type Catalogue, serial } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
});

describe('texts in two languages', () => {
  it('come in the one asked for, or else in the other', async () => {
    const both = await addProduct(app, catalogue, {
      nameVi: 'Nước mắm',
      nameEn: 'Fish sauce',
      descriptionEn: 'Aged.',
      images: [{ url: 'https://example.com/1.jpg', altEn: 'A bottle' }],
    });
    const one = await addProduct(app, catalogue, { nameVi: 'Tiêu', nameEn: null });
    const query = `query ($id: ID!) { product(id: $id) {
      name en: name(language: EN) description enDescription: description(language: EN) images { alt }
    } }`;
    expect((await app.asPublic.query(query, { id: both })).product).toEqual({
      name: 'Nước mắm',
      en: 'Fish sauce',
      description: 'Ủ chượp 12 tháng.',
      enDescription: 'Aged.',
      images: [{ alt: 'A bottle' }],
    });
    expect((await app.asPublic.query(query, { id: one })).product).toMatchObject({
      name: 'Tiêu',
      en: 'Tiêu',
      images: [{ alt: null }],
    });
  });
});

describe('a GTIN', () => {
  it('finds its product however many zeros it is written with', async () => {
    const id = await addProduct(app, catalogue, { gtin: '614141007349' });
    const query = 'query ($gtin: String!) { productByGtin(gtin: $gtin) { id gtin } }';
    for (const gtin of ['614141007349', '0614141007349', '00614141007349', '6-14141-00734-9']) {
      expect((await app.asPublic.query(query, { gtin })).productByGtin).toEqual({ id, gtin: '614141007349' });
    }
    expect((await app.asPublic.query(query, { gtin: '96385074' })).productByGtin).toBeNull();
    const { errors } = await app.asPublic.run(query, { gtin: '614141007348' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', path: ['gtin'] });
  });

  it('does not find what is hidden', async () => {
    await addProduct(app, catalogue, { gtin: '4006381333931' }, []);
    const query = '{ productByGtin(gtin: "4006381333931") { id } }';
    expect((await app.asPublic.query(query)).productByGtin).toBeNull();
    expect((await app.asOperator.query(query)).productByGtin).not.toBeNull();
  });
});

describe('lists of products', () => {
  const LIST = `query ($filter: ProductFilter, $orderBy: ProductOrder, $first: Int = 100, $after: String) {
    products(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { nodes { id } totalCount pageInfo { hasNextPage endCursor } }
  }`;

  /** Ids of one facility's products that fulfil a filter. */
  const found = async (facility: string, filter: object, client = app.asOperator) => {
    const { products } = await client.query(LIST, { filter: { and: [{ facility: { eq: facility } }, filter] } });
    expect(products.totalCount).toBe(products.nodes.length);
    return products.nodes.map(({ id }: { id: string }) => id).toSorted();
  };

  it('are filtered by what products say', async () => {
    const facility = await addFacility(app);
    const own = { ...catalogue, facility };
    const code = `A-${serial()}`;
    const a = await addProduct(app, own, {
      externalId: code,
      hsCode: '21039012',
      minimumOrderQuantity: 10,
      leadTimeDays: 2,
      packaging: 'BO',
      category: catalogue.traditional,
    });
    const b = await addProduct(app, own, {
      storage: 'FROZEN',
      minimumOrderQuantity: 100,
      shelfLifeDays: 30,
      unit: 'KGM',
      priceOnRequest: true,
      prices: [],
    });
    const c = await addProduct(
      app,
      own,
      { components: [{ product: a, quantity: 1 }], category: catalogue.condiments },
      ['submitProduct'],
    );
    const cases: [object, string[]][] = [
      [{}, [a, b, c]],
      [{ id: { in: [a, c] } }, [a, c]],
      [{ id: { in: [] } }, []],
      [{ status: { eq: 'SUBMITTED' } }, [c]],
      [{ not: { status: { eq: 'SUBMITTED' } } }, [a, b]],
      [{ status: { in: ['SUBMITTED', 'PUBLISHED'] } }, [a, b, c]],
      [{ externalId: { eq: code } }, [a]],
      [{ hsCode: { startsWith: '2103' } }, [a]],
      [{ not: { hsCode: { startsWith: '2103' } } }, [b, c]],
      [{ unit: { eq: 'KGM' } }, [b]],
      [{ packaging: { in: ['BO', 'CT'] } }, [a]],
      [{ storage: { eq: 'FROZEN' } }, [b]],
      [{ priceOnRequest: true }, [b]],
      [{ priceOnRequest: false }, [a, c]],
      [{ isSet: true }, [c]],
      [{ demo: true }, []],
      [{ minimumOrderQuantity: { lte: 10 } }, [a]],
      [{ minimumOrderQuantity: { gte: 10, lte: 100 } }, [a, b]],
      [{ leadTimeDays: { lte: 2.5 } }, [a]],
      [{ shelfLifeDays: { lte: 30 } }, [b]],
      [{ publishAt: { lt: '2026-11-22T05:00:00Z' } }, []],
      [{ publishAt: { gte: '2026-11-22T05:00:00Z' } }, [a, b]],
      [{ updatedAt: { gte: '2026-11-22T05:00:00Z' } }, [a, b, c]],
      [{ under: catalogue.condiments }, [a, b, c]],
      [{ under: catalogue.fishSauce }, [a, b]],
      [{ under: catalogue.traditional }, [a]],
      [{ or: [{ under: catalogue.traditional }, { isSet: true }] }, [a, c]],
      [{ or: [] }, []],
    ];
    for (const [filter, ids] of cases) {
      expect([filter, await found(facility, filter)]).toEqual([filter, ids.toSorted()]);
      expect([filter, await found(facility, filter, app.asPublic)]).toEqual([
        filter,
        ids.filter((id) => id !== c).toSorted(),
      ]);
    }
  });

  it('refuse ids of other types and malformed ones', async () => {
    for (const filter of [{ id: { eq: catalogue.facility } }, { facility: { in: ['x'] } }, { under: 'cat_1' }]) {
      const { errors } = await app.asPublic.run(LIST, { filter });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_ID', path: ['filter', Object.keys(filter)[0]] });
    }
  });

  it('refuse a bad id in a list below something, too', async () => {
    const query = '{ categories { products(first: 1, filter: { under: "cat_1" }) { totalCount } } }';
    const { errors } = await app.asPublic.run(query);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_ID', path: ['products', 'filter', 'under'] });
  });

  it('come in Vietnamese order of names, newest first or by their last change, page by page without gaps', async () => {
    const facility = await addFacility(app);
    const own = { ...catalogue, facility };
    const names = ['Ớt', 'Ổi', 'Ô mai', 'Đậu', 'Dừa', 'Dứa', 'Dưa', 'Chè', 'Cà phê', 'Ăn vặt', 'Ấm', 'Áo'];
    const ids: Record<string, string> = {};
    for (const [index, nameVi] of names.entries()) {
      app.setClock(`2026-11-22T05:00:0${Math.floor(index / 2)}Z`);
      ids[nameVi] = await addProduct(app, own, { nameVi }, index === 0 ? [] : ['submitProduct', 'publishProduct']);
    }
    app.setClock('2026-11-22T05:00:09Z');
    const byId = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]));
    const pages = async (orderBy: string, client = app.asOperator) => {
      const all: string[] = [];
      for (let after: string | null = null; ; ) {
        const { products } = await client.query(LIST, {
          filter: { facility: { eq: facility } },
          orderBy,
          first: 5,
          after,
        });
        all.push(...products.nodes.map(({ id }: { id: string }) => byId[id]));
        if (!products.pageInfo.hasNextPage) return all;
        after = products.pageInfo.endCursor;
      }
    };
    const inOrder = ['Áo', 'Ăn vặt', 'Ấm', 'Cà phê', 'Chè', 'Dưa', 'Dừa', 'Dứa', 'Đậu', 'Ô mai', 'Ổi', 'Ớt'];
    expect(await pages('NAME')).toEqual(inOrder);
    expect(await pages('NAME', app.asPublic)).toEqual(inOrder.filter((name) => name !== 'Ớt'));
    expect((await pages('NEWEST', app.asPublic)).toSorted()).toEqual(names.slice(1).toSorted());
    expect((await pages('NEWEST', app.asPublic)).slice(0, 2).toSorted()).toEqual(['Áo', 'Ấm'].toSorted());
    expect((await pages('NEWEST'))[0]).toBe('Ớt');
    expect((await pages('RECENTLY_CHANGED')).toSorted()).toEqual(names.toSorted());
    app.setClock('2026-11-22T05:00:00Z');
  });

  it('hang below facilities and categories too', async () => {
    const facility = await addFacility(app);
    const shown = await addProduct(app, { ...catalogue, facility }, { category: catalogue.traditional });
    const hidden = await addProduct(app, { ...catalogue, facility }, {}, []);
    const query = `query ($facility: ID!, $filter: ProductFilter, $code: String!) {
      facility(id: $facility) { products(first: 10) { totalCount nodes { id facility { id } } } sets: products(first: 1, filter: { isSet: true }) { totalCount } }
      category(code: $code) { products(first: 10, filter: $filter, orderBy: NAME) { totalCount edges { cursor node { id category { path { id } } } } } }
    }`;
    const { category } = await app.asPublic.query(
      'query ($id: ID!) { category: node(id: $id) { ... on Category { code } } }',
      { id: catalogue.condiments },
    );
    const variables = { facility, code: category.code, filter: { facility: { eq: facility } } };
    const asPublic = await app.asPublic.query(query, variables);
    expect(asPublic.facility).toEqual({
      products: { totalCount: 1, nodes: [{ id: shown, facility: { id: facility } }] },
      sets: { totalCount: 0 },
    });
    expect(asPublic.category.products).toEqual({
      totalCount: 1,
      edges: [
        {
          cursor: expect.any(String),
          node: {
            id: shown,
            category: {
              path: [{ id: catalogue.condiments }, { id: catalogue.fishSauce }, { id: catalogue.traditional }],
            },
          },
        },
      ],
    });
    const asOperator = await app.asOperator.query(query, variables);
    expect(asOperator.facility.products.nodes.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      [shown, hidden].toSorted(),
    );
    expect(asOperator.category.products.totalCount).toBe(2);
  });
});

describe('the codes that products are described with', () => {
  it('are listed with their names', async () => {
    const query =
      '{ measureUnits { code symbol name dimension } english: measureUnits(language: EN) { code name } packagings(language: EN) { code name } }';
    const { measureUnits, english, packagings } = await app.asPublic.query(query);
    expect(measureUnits).toContainEqual({ code: 'KGM', symbol: 'kg', name: 'kilôgam', dimension: 'MASS' });
    expect(english).toContainEqual({ code: 'XBO', name: expect.stringMatching(/bottle/i) });
    expect(packagings).toContainEqual({ code: 'CT', name: expect.stringMatching(/carton/i) });
  });
});
