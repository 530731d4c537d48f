import { beforeAll, describe, expect, it } from 'vitest';
import { CatalogueWriter, type HiddenCatalogue } from '../../security/hidden-catalogue.ts';
import { hiddenKeys } from '../../security/hidden-rows.ts';
import { useTestApp } from '../../support/app.ts';
import { linesOf, recordsOf, write } from './export-support.ts';
import { zipText } from './zip-text.ts';

const NOW = '2026-11-22T05:00:00.000Z';
const app = useTestApp('seeded');

let catalogue: HiddenCatalogue;
beforeAll(async () => {
  catalogue = await new CatalogueWriter(app).write();
}, 120_000);

const PRODUCT = `
  externalId gtin name description nameEn: name(language: EN) hsCode unit packaging netContent { value unit } priceBasis priceOnRequest
  prices { audience minQuantity amount vatIncluded holdsSince } minimumOrderQuantity leadTimeDays shelfLifeDays storage ingredients
  images { url alt } capacities { month quantity } components { component { id } quantity }
  category { path { code name } } facility { id name taxCode place { path { code } } }
  certificates(onlyValid: true) { id kind firstDay lastDay } updatedAt`;

describe('JSON Lines', () => {
  it('tell of each product what the API tells the public', async () => {
    const { found, bytes } = await write(app, { format: 'JSONL' });
    const lines = linesOf(bytes);
    const { products } = await app.asPublic.query('{ products(first: 1) { totalCount } }');
    expect([lines.length, found.rows]).toEqual([products.totalCount, products.totalCount]);
    for (const id of [catalogue.anchors.product, catalogue.anchors.set, lines[7].id]) {
      const line = lines.find((record) => record.id === id);
      const { product } = await app.asPublic.query(`query ($id: ID!) { product(id: $id) { ${PRODUCT} } }`, { id });
      expect(line).toMatchObject({
        type: 'product',
        externalId: product.externalId,
        gtin: product.gtin,
        name: { vi: product.name },
        description: { vi: product.description },
        hsCode: product.hsCode,
        unit: product.unit,
        packaging: product.packaging,
        netContent: product.netContent,
        priceBasis: product.priceBasis,
        priceOnRequest: product.priceOnRequest,
        prices: product.prices,
        minimumOrderQuantity: product.minimumOrderQuantity,
        leadTimeDays: product.leadTimeDays,
        shelfLifeDays: product.shelfLifeDays,
        storage: product.storage,
        ingredients: product.ingredients,
        capacities: product.capacities,
        updatedAt: product.updatedAt,
      });
      expect(line.images.map((image: { url: string }) => image.url)).toEqual(
        product.images.map((image: { url: string }) => image.url),
      );
      expect(line.category.map(({ code }: { code: string }) => code)).toEqual(
        product.category.path.map(({ code }: { code: string }) => code),
      );
      expect(line.components.map(({ id: part }: { id: string }) => part)).toEqual(
        product.components.map(({ component }: { component: { id: string } }) => component.id),
      );
      expect(line.facility).toMatchObject({
        id: product.facility.id,
        name: { vi: product.facility.name },
        taxCode: product.facility.taxCode,
      });
      expect(line.facility.place.map(({ code }: { code: string }) => code)).toEqual(
        (product.facility.place?.path ?? []).map(({ code }: { code: string }) => code),
      );
      expect(line.certificates.map((certificate: { id: string }) => certificate.id).sort()).toEqual(
        product.certificates.map((certificate: { id: string }) => certificate.id).sort(),
      );
    }
  });

  it('put sets after what they consist of', async () => {
    const lines = linesOf((await write(app, { format: 'JSONL' })).bytes);
    const places = new Map(lines.map(({ id }, place) => [id, place]));
    const parts = lines.flatMap(({ id, components }) =>
      components.map((part: { id: string }) => [places.get(part.id)!, places.get(id)!]),
    );
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.filter(([part, set]) => part > set)).toEqual([]);
  });

  it('carry a Digital Link where a GTIN means something everywhere', async () => {
    const lines = linesOf((await write(app, { format: 'JSONL' })).bytes);
    const linked = lines.filter(({ digitalLink }) => digitalLink !== null);
    expect(linked.length).toBeGreaterThan(0);
    expect(
      linked.every(({ gtin, digitalLink }) => digitalLink === `https://id.gs1.org/01/${gtin.padStart(14, '0')}`),
    ).toBe(true);
  });
});

describe('what the public may not see', () => {
  it.each([
    ['PRODUCTS', 'CSV'],
    ['PRODUCTS', 'XLSX'],
    ['PRODUCTS', 'JSONL'],
    ['PRODUCTS', 'JSONLD'],
    ['FACILITIES', 'CSV'],
    ['FACILITIES', 'JSONL'],
    ['CERTIFICATES', 'XLSX'],
    ['CERTIFICATES', 'JSONL'],
  ])('is not in the %s as %s, and in what operators get', async (kind, format) => {
    const textOf = async (audience: string) => {
      const { bytes } = await write(app, { kind, format, audience });
      return format === 'XLSX' ? zipText(bytes) : bytes.toString();
    };
    const keys = (
      await Promise.all(['Product', 'Facility', 'Certificate'].map((entity) => hiddenKeys(app, entity, NOW)))
    ).flat();
    const told = async (audience: string) => {
      const text = await textOf(audience);
      return {
        hidden: /(?:Mắm|Mứt|Bộ quà|Cơ sở|Hộ|Số|Nơi cấp) kín/.exec(text)?.[0] ?? null,
        personal: text.includes('079185001234'),
        ids: keys.filter((key) => text.includes(key)).length,
      };
    };
    expect(await told('PUBLIC')).toEqual({ hidden: null, personal: false, ids: 0 });
    if (format !== 'JSONLD') expect((await told('OPERATOR')).hidden).not.toBeNull();
  });

  it('goes for the needs of facilities, too', async () => {
    const needs = async (audience: string) =>
      linesOf((await write(app, { kind: 'FACILITIES', format: 'JSONL', audience })).bytes).flatMap(
        (facility) => facility.needs,
      );
    expect(await needs('PUBLIC')).toEqual([]);
    expect((await needs('OPERATOR')).length).toBeGreaterThan(0);
  });
});

describe('schema.org', () => {
  const get = (id: string) => app.asPublic.send('GET', `/products/${id}.jsonld`);

  it('describes a product at an address of its own', async () => {
    const answer = await get(catalogue.anchors.product);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/ld+json; charset=utf-8',
      'cache-control': 'public, max-age=300',
    });
    expect(answer.json()).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: 'Mắm Lộ Thiên',
      identifier: catalogue.anchors.product,
      manufacturer: { '@type': 'Organization', name: 'Hợp tác xã Lộ Thiên' },
      offers: expect.arrayContaining([expect.objectContaining({ '@type': 'Offer', priceCurrency: 'VND' })]),
    });
  });

  it('has no gtin that means nothing outside of a company', async () => {
    const { db } = app.services;
    const id = catalogue.anchors.product.slice('prd_'.length);
    const [old] = await db.query<{ gtin: string; gtin14: string }>('select gtin, gtin14 from product where id = $1', [
      id,
    ]);
    const setGtin = (gtin: string | null, gtin14: string | null) =>
      db.query('update product set gtin = $2, gtin14 = $3 where id = $1', [id, gtin, gtin14]);
    expect((await get(catalogue.anchors.product)).json()).toMatchObject({ gtin: old!.gtin });
    await setGtin('2012345678903', '02012345678903');
    try {
      const told = (await get(catalogue.anchors.product)).json();
      expect(told).toMatchObject({ '@id': `urn:uuid:${id}` });
      expect(told).not.toHaveProperty('gtin');
    } finally {
      await setGtin(old!.gtin, old!.gtin14);
    }
  });

  it('answers caches that have it that it is the same', async () => {
    const { headers } = await get(catalogue.anchors.product);
    const again = await app.api.fastify.inject({
      method: 'GET',
      url: `/products/${catalogue.anchors.product}.jsonld`,
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('knows nothing of what is hidden, is none or is something else', async () => {
    const [hidden] = await hiddenKeys(app, 'Product', NOW);
    const ids = [`prd_${hidden}`, 'prd_01980000-0000-7000-8000-000000000000', catalogue.anchors.facility, 'x'];
    expect(await Promise.all(ids.map(async (id) => (await get(id)).statusCode))).toEqual([404, 404, 404, 404]);
  });

  it('is a feed, too', async () => {
    const { bytes } = await write(app, { format: 'JSONLD' });
    const feed = JSON.parse(bytes.toString());
    const { products } = await app.asPublic.query('{ products(first: 1) { totalCount } }');
    expect(feed).toMatchObject({ '@type': 'DataFeed' });
    expect(feed.dataFeedElement).toHaveLength(products.totalCount);
    expect(feed.dataFeedElement.every(({ item }: { item: object }) => '@id' in item)).toBe(true);
  });
});

describe('a search as a file', () => {
  const search = { query: 'mắm', orderBy: 'NEWEST' };

  it('holds all that it finds, in its order', async () => {
    const { found, bytes } = await write(app, { what: 'SEARCH', format: 'JSONL', search });
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const { searchProducts } = await app.asPublic.query(
        `query ($after: String) { searchProducts(query: "mắm", orderBy: NEWEST, first: 50, after: $after) {
          edges { related node { id } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      ids.push(
        ...searchProducts.edges.flatMap((edge: { related: boolean; node: { id: string } }) =>
          edge.related ? [] : edge.node.id,
        ),
      );
      if (!searchProducts.pageInfo.hasNextPage) break;
      after = searchProducts.pageInfo.endCursor;
    }
    expect(ids.length).toBeGreaterThan(1);
    expect(linesOf(bytes).map(({ id }) => id)).toEqual(ids);
    expect(found).toMatchObject({ rows: ids.length, cut: false });
  });

  it('is written as a table as well', async () => {
    const { bytes } = await write(app, { what: 'SEARCH', format: 'CSV', search });
    expect((await recordsOf(bytes)).length).toBeGreaterThan(1);
  });
});
