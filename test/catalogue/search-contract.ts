import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ocopBadge } from '../../src/catalogue/badges.ts';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import { FacilityStatus, LegalForm } from '../../src/facilities/facility.entity.ts';
import type { FacetRequest, Filter, Order, SearchQuery, SearchResult } from '../../src/platform/search/query.ts';
import { AttributeType } from '../../src/products/category.entity.ts';
import { ProductStatus } from '../../src/products/product.entity.ts';
import { PriceAudience } from '../../src/products/product-parts.entity.ts';
import { CertificateKind, Fixture, UnitLevel, UnitType } from './fixture.ts';
import type { SearchUnderTest } from './search-under-test.ts';

const NOON = new Date('2026-11-22T05:00:00Z');

interface Asked {
  text?: string;
  filters?: readonly Filter[];
  facets?: readonly FacetRequest[];
  order?: Order;
  kinds?: readonly string[];
  size?: number;
  after?: string;
  before?: string;
  backward?: boolean;
  at?: Date;
}

/** What every engine must do with the catalogue: run once for each of them, on an application of its own. */
export function searchContract(name: string, open: () => Promise<SearchUnderTest>): void {
  describe(`the search by ${name}`, () => {
    let engine: SearchUnderTest;
    const names = new Map<string, string>();

    beforeAll(async () => {
      engine = await open();
      for (const [id, name] of await fill(new Fixture(engine.app))) names.set(id, name);
    }, 60_000);
    afterAll(() => engine.close());

    async function queryOf({ text, at, size = 20, ...asked }: Asked): Promise<SearchQuery> {
      return {
        kinds: asked.kinds ?? ['product'],
        text: text === undefined ? null : await engine.app.services.search.read(CATALOGUE, text, { at: at ?? NOON }),
        filters: asked.filters ?? [],
        facets: asked.facets ?? [],
        order: asked.order ?? { by: 'relevance' },
        page: { size, backward: asked.backward ?? false, after: asked.after ?? null, before: asked.before ?? null },
        at: at ?? NOON,
      };
    }

    const search = async (asked: Asked): Promise<SearchResult> => engine.search(CATALOGUE, await queryOf(asked));

    /** What each hit says of itself, by its name. */
    async function told(wanted: 'highlights' | 'reasons', asked: Asked): Promise<Record<string, readonly object[]>> {
      const query = await queryOf(asked);
      const { hits } = await engine.search(CATALOGUE, query);
      const explanations = await engine.app.services.search.explain(CATALOGUE, query, hits, [wanted]);
      return Object.fromEntries(hits.map(({ id }, at) => [nameOf(id), explanations[at]![wanted]]));
    }

    const nameOf = (id: string) => names.get(id)!;
    const found = async (asked: Asked) => (await search(asked)).hits.map(({ id }) => nameOf(id));
    const sorted = async (asked: Asked) => (await found(asked)).sort();
    const idOf = (name: string) => [...names].find(([, given]) => given === name)![0];
    const counts = async (asked: Asked) =>
      (await search(asked)).facets.map((facet) =>
        Object.fromEntries(facet.map(({ value, count }) => [names.get(value) ?? value, count])),
      );

    describe('matching', () => {
      it('finds words without diacritics, in any order and case', async () => {
        expect(await sorted({ text: 'KEO dua ' })).toEqual(['Kẹo dưa', 'Kẹo dứa', 'Kẹo dừa']);
        expect(await sorted({ text: 'dua keo ' })).toEqual(['Kẹo dưa', 'Kẹo dứa', 'Kẹo dừa']);
      });

      it.each(['dừa', 'dứa', 'dưa'])('puts what has the diacritics of %s first, then the others', async (word) => {
        for (const text of [`kẹo ${word}`, `kẹo ${word}`.normalize('NFD'), `KẸO ${word.toUpperCase()}`]) {
          const hits = await found({ text });
          expect(hits[0]).toBe(`Kẹo ${word}`);
          expect(hits).toHaveLength(3);
        }
      });

      it('puts a description with the diacritics before a name without them', async () => {
        const hits = await found({ text: 'mè' });
        expect(hits).toEqual(['Kẹo mè', 'Bánh tráng', 'Me rim']);
      });

      it('takes words without diacritics for all that they may be', async () => {
        const [first, second, third] = (await search({ text: 'keo dua ' })).hits;
        expect(new Set([first, second, third].map((hit) => nameOf(hit!.id)))).toEqual(
          new Set(['Kẹo dừa', 'Kẹo dứa', 'Kẹo dưa']),
        );
      });

      it('finds nước mắm in NFC and NFD alike', async () => {
        const hits = await found({ text: 'nước mắm' });
        expect(hits.slice(0, 2)).toEqual(['Nước mắm', 'Nước mắm Hòa Bình']);
        expect(await found({ text: 'nước mắm'.normalize('NFD') })).toEqual(hits);
        expect(await found({ text: 'nuoc mam' })).toEqual(hits);
      });

      it('takes both placements of a tone for one', async () => {
        expect((await found({ text: 'Hoà Bình' }))[0]).toBe('Nước mắm Hòa Bình');
        expect(await found({ text: 'Hoà Bình' })).toEqual(await found({ text: 'Hòa Bình' }));
      });

      it('wants all words', async () => {
        expect(await found({ text: 'kẹo mắm ' })).toEqual([]);
        expect(await found({ text: 'zzz' })).toEqual([]);
        expect(await found({ text: '?!' })).toEqual([]);
      });

      it('finds the beginning of the last word in names and around them, of no other word', async () => {
        expect(await found({ text: 'nuoc ma' })).toEqual(['Nước mắm', 'Nước mắm Hòa Bình']);
        expect(await found({ text: 'nu mam' })).toEqual([]);
        expect(await found({ text: 'nuoc ma ' })).toEqual([]);
        expect(await found({ text: 'Bến Ng' })).toContain('Me rim');
      });

      it('keeps the diacritics of an unfinished word', async () => {
        expect(await found({ text: 'kẹo dừ' })).toEqual(['Kẹo dừa']);
        expect(await sorted({ text: 'kẹo dư' })).toEqual(['Kẹo dưa', 'Kẹo dứa', 'Kẹo dừa']);
        expect((await found({ text: 'bánh trá' }))[0]).toBe('Bánh tráng');
        expect(await found({ text: 'bánh trạ' })).not.toContain('Bánh tráng');
        expect(await found({ text: 'kẹo đu' })).toEqual([]);
      });

      it('finds by category, facility, place, description, ingredients and codes', async () => {
        expect(await found({ text: 'kẹo bánh mứt kẹo mè ' })).toEqual(['Kẹo mè']);
        expect(await found({ text: 'bến ngự me ' })).toEqual(['Me rim', 'Bánh tráng']);
        expect(await found({ text: 'trà vinh dừa ' })).toContain('Kẹo dừa');
        expect(await found({ text: 'vĩnh long kẹo dừa ' })).toContain('Kẹo dừa');
        expect(await found({ text: 'rang vàng' })).toEqual(['Bánh tráng']);
        expect(await found({ text: 'bình gốm men lam' })).toEqual(['Bình gốm']);
      });

      it('ranks the whole name before the beginning, the beginning before the middle, the name before the rest', async () => {
        expect(await found({ text: 'bình ' })).toEqual(['Bình', 'Bình gốm', 'Nước mắm Hòa Bình', 'Chén sứ']);
      });

      it('ranks a place named in full before a name with one of its words', async () => {
        expect((await found({ text: 'tra vinh' }))[0]).not.toBe('Trà sen');
        expect(await found({ text: 'tra vinh' })).toContain('Kẹo dừa');
      });
    });

    describe('highlights', () => {
      it('mark the words in names and descriptions', async () => {
        const highlights = await told('highlights', { text: 'me' });
        expect(highlights['Kẹo mè']).toEqual([{ field: 'NAME_VI', html: 'Kẹo <em>mè</em>' }]);
        expect(highlights['Bánh tráng']).toEqual([
          { field: 'DESCRIPTION_VI', html: '<em>Mè</em> rang vàng, &lt;b&gt;giòn&lt;/b&gt;' },
        ]);
      });

      it('are empty without a text', async () => {
        expect(Object.values(await told('highlights', {})).flat()).toEqual([]);
      });
    });

    describe('reasons', () => {
      it('tell where words were found, and how', async () => {
        const reasons = await told('reasons', { text: 'kẹo dứa' });
        expect(reasons['Kẹo dứa']).toEqual([{ words: 'kẹo dứa', found: 'Kẹo dứa', field: 'NAME_VI', match: 'EXACT' }]);
        expect(reasons['Kẹo dừa']).toEqual([
          { words: 'kẹo', found: 'Kẹo', field: 'NAME_VI', match: 'EXACT' },
          { words: 'dứa', found: 'dừa', field: 'NAME_VI', match: 'OTHER_MARKS' },
        ]);
      });

      it('tell places and beginnings', async () => {
        const reasons = await told('reasons', { text: 'tra vinh' });
        expect(reasons['Kẹo dừa']).toEqual([{ words: 'tra vinh', found: 'Trà Vinh', field: 'PLACE', match: 'EXACT' }]);
        expect((await told('reasons', { text: 'kẹo d' }))['Kẹo dừa']).toEqual([
          { words: 'kẹo', found: 'Kẹo', field: 'NAME_VI', match: 'EXACT' },
          { words: 'd', found: 'dừa', field: 'NAME_VI', match: 'BEGINNING' },
        ]);
      });

      it('are there for every hit of a text, and for none without', async () => {
        for (const text of ['me', 'kẹo', 'bánh tráng', 'nước m']) {
          const reasons = Object.values(await told('reasons', { text, kinds: ['product', 'facility'] }));
          expect(reasons.map((list) => list.length)).not.toContain(0);
        }
        expect(Object.values(await told('reasons', {})).flat()).toEqual([]);
      });
    });

    describe('what is not public', () => {
      it('is neither found nor counted', async () => {
        const { hits, total, facets } = await search({
          text: 'bí mật',
          facets: [{ field: 'category' }, { field: 'legalForm' }],
        });
        expect([hits, total, facets]).toEqual([[], 0, [[], []]]);
      });

      it('is found from its instant on', async () => {
        const at = new Date('2026-12-24T17:00:00Z');
        expect(await found({ text: 'quà tết ', at: new Date(at.getTime() - 1) })).toEqual([]);
        expect(await found({ text: 'quà tết ', at })).toEqual(['Quà Tết']);
      });
    });

    describe('filters', () => {
      const any = (field: string, ...given: string[]): Filter => ({ kind: 'any', field, values: given.map(idOf) });

      it('by category, with what is under it', async () => {
        expect(await sorted({ filters: [any('category', 'Nước chấm')] })).toEqual(['Nước mắm', 'Nước mắm Hòa Bình']);
        expect(await sorted({ filters: [any('category', 'Gốm', 'Nước mắm truyền thống')] })).toEqual([
          'Bình',
          'Bình gốm',
          'Chén sứ',
          'Nước mắm Hòa Bình',
        ]);
        expect(await found({ filters: [{ kind: 'any', field: 'category', values: [] }] })).toEqual([]);
      });

      it('by place, old or new, with all that lies in it or went into it', async () => {
        const inTraVinh = await sorted({ filters: [any('place', 'Trà Vinh (cũ)')] });
        expect(inTraVinh).toEqual(['Kẹo dưa', 'Kẹo dừa', 'Kẹo dứa', 'Kẹo mè'].sort());
        expect(await sorted({ filters: [any('place', 'Cầu Kè (cũ)')] })).toEqual(inTraVinh);
        expect(await sorted({ filters: [any('place', 'Vĩnh Long')] })).toEqual(inTraVinh);
        expect(await found({ filters: [any('place', 'Đồng Nai')] })).toEqual([]);
      });

      it('by distance', async () => {
        const within = (kilometres: number): Filter => ({
          kind: 'within',
          field: 'location',
          centre: { latitude: 21.0, longitude: 105.9 },
          kilometres,
        });
        expect(await sorted({ filters: [within(10)] })).toEqual(['Bình', 'Bình gốm', 'Chén sứ', 'Trà sen']);
        expect(await sorted({ filters: [within(1)] })).toEqual([]);
        expect((await search({ filters: [within(2000)] })).total).toBe(8);
      });

      it('by certificates, all of them', async () => {
        const all = (...values: string[]): Filter => ({ kind: 'all', field: 'certificate', values });
        expect(await sorted({ filters: [all('ATTP')] })).toEqual([
          'Bánh tráng',
          'Me rim',
          'Nước mắm',
          'Nước mắm Hòa Bình',
        ]);
        expect(await sorted({ filters: [all('ATTP', 'HACCP')] })).toEqual(['Nước mắm']);
        expect((await search({ filters: [all()] })).total).toBe((await search({})).total);
        expect(await found({ filters: [all('HALAL')] })).toEqual([]);
        expect(await found({ filters: [all(ocopBadge(4))] })).toEqual(['Nước mắm Hòa Bình']);
        expect(await found({ filters: [all(ocopBadge(5))] })).toEqual([]);
      });

      it('by a certificate until the instant at which it lapses, without anything being written', async () => {
        const haccp: Filter = { kind: 'all', field: 'certificate', values: ['HACCP'] };
        expect(await found({ filters: [haccp], at: new Date('2026-12-31T04:59:59.999Z') })).toEqual(['Nước mắm']);
        expect(await found({ filters: [haccp], at: new Date('2026-12-31T05:00:00Z') })).toEqual([]);
      });

      it('by legal form, unit, facility and demo', async () => {
        expect(
          await sorted({ filters: [{ kind: 'any', field: 'legalForm', values: ['HOUSEHOLD_BUSINESS'] }] }),
        ).toEqual(['Bánh tráng', 'Me rim']);
        expect(await sorted({ filters: [{ kind: 'any', field: 'unit', values: ['LTR', 'KGM'] }] })).toEqual([
          'Nước mắm',
          'Nước mắm Hòa Bình',
          'Trà sen',
        ]);
        expect(await sorted({ filters: [any('facility', 'Hộ Bến Ngự')] })).toEqual(['Bánh tráng', 'Me rim']);
        expect(await found({ filters: [{ kind: 'flag', field: 'demo', value: true }] })).toEqual(['Trà sen']);
      });

      it('by price at a quantity, for an audience, on a day', async () => {
        const price = (quantity: number, max: number, audience = PriceAudience.WHOLESALE): Filter => ({
          kind: 'price',
          field: 'price',
          audience,
          quantity,
          max,
        });
        expect(await sorted({ filters: [price(1, 50_000)] })).toEqual([]);
        expect(await sorted({ filters: [price(500, 50_000)] })).toEqual(['Nước mắm']);
        expect(await sorted({ filters: [price(499, 60_000)] })).toEqual(['Nước mắm Hòa Bình']);
        expect(await sorted({ filters: [price(500, 50_000, PriceAudience.RETAIL)] })).toEqual([]);
        const later = new Date('2027-01-01T05:00:00Z');
        expect(await sorted({ filters: [price(500, 50_000)], at: later })).toEqual(['Nước mắm', 'Nước mắm Hòa Bình']);
        const between: Filter = {
          kind: 'price',
          field: 'price',
          audience: PriceAudience.WHOLESALE,
          quantity: 1,
          min: 60_000,
          max: 80_000,
        };
        expect(await sorted({ filters: [between] })).toEqual(['Nước mắm', 'Nước mắm Hòa Bình']);
      });

      it('by smallest order, lead time and capacity in a month', async () => {
        expect(await sorted({ filters: [{ kind: 'range', field: 'minimumOrderQuantity', max: 10 }] })).toEqual([
          'Nước mắm',
        ]);
        expect(await sorted({ filters: [{ kind: 'range', field: 'leadTimeDays', max: 7, min: 7 }] })).toEqual([
          'Nước mắm Hòa Bình',
        ]);
        const october = (min: number): Filter => ({ kind: 'month', field: 'capacity', month: 10, min });
        expect(await sorted({ filters: [october(1000)] })).toEqual(['Nước mắm']);
        expect(await sorted({ filters: [october(1001)] })).toEqual([]);
        expect(await sorted({ filters: [{ kind: 'month', field: 'capacity', month: 11, min: 0 }] })).toEqual([
          'Nước mắm Hòa Bình',
        ]);
      });

      it('by custom attributes', async () => {
        const attribute = (code: string, condition: object): Filter => ({
          kind: 'attribute',
          field: 'attributes',
          code,
          ...condition,
        });
        expect(await found({ filters: [attribute('protein', { min: 40 })] })).toEqual(['Nước mắm']);
        expect(await found({ filters: [attribute('protein', { max: 39.5 })] })).toEqual(['Nước mắm Hòa Bình']);
        expect(await found({ filters: [attribute('bottle', { any: ['glass'] })] })).toEqual(['Nước mắm']);
        expect(await found({ filters: [attribute('bottle', { any: [] })] })).toEqual([]);
        expect(await found({ filters: [attribute('organic', { is: false })] })).toEqual(['Nước mắm Hòa Bình']);
        expect(await found({ filters: [attribute('taste', { text: 'MAN DIU' })] })).toEqual(['Nước mắm']);
        expect(await found({ filters: [attribute('taste', { min: 1 })] })).toEqual([]);
        expect(await found({ filters: [attribute('unknown', { is: true })] })).toEqual([]);
      });
    });

    describe('facets', () => {
      const FACETS: FacetRequest[] = [
        { field: 'category' },
        { field: 'province', narrowedBy: 'place' },
        { field: 'certificate' },
        { field: 'legalForm' },
      ];

      it('count exactly', async () => {
        expect(await counts({ facets: FACETS })).toEqual([
          { 'Bánh kẹo': 6, 'Nước chấm': 2, Gốm: 3, 'Đồ uống': 1 },
          { 'Vĩnh Long': 4, 'Hà Nội': 4, Huế: 2 },
          { ATTP: 4, HACCP: 1, OCOP: 1, [ocopBadge(3)]: 1, [ocopBadge(4)]: 1 },
          { COOPERATIVE: 4, COMPANY: 6, HOUSEHOLD_BUSINESS: 2 },
        ]);
      });

      it('leave out their own filter and no other', async () => {
        const filters: Filter[] = [
          { kind: 'any', field: 'legalForm', values: [LegalForm.COMPANY] },
          { kind: 'all', field: 'certificate', values: ['ATTP'] },
        ];
        const { total } = await search({ filters, facets: FACETS });
        expect(total).toBe(2);
        expect(await counts({ filters, facets: FACETS })).toEqual([
          { 'Nước chấm': 2 },
          {},
          { ATTP: 2, HACCP: 1, OCOP: 1, [ocopBadge(3)]: 1, [ocopBadge(4)]: 1 },
          { COMPANY: 2, HOUSEHOLD_BUSINESS: 2 },
        ]);
      });

      it('open the tree below what is chosen', async () => {
        const filters: Filter[] = [{ kind: 'any', field: 'category', values: [idOf('Nước chấm')] }];
        expect(await counts({ filters, facets: [{ field: 'category' }] })).toEqual([
          { 'Bánh kẹo': 6, 'Nước chấm': 2, 'Nước mắm truyền thống': 1, Gốm: 3, 'Đồ uống': 1 },
        ]);
      });

      it('go by the province of the day', async () => {
        const [provinces] = await counts({
          text: 'trà sen',
          facets: [{ field: 'province', narrowedBy: 'place' }],
          at: new Date('2026-03-31T16:59:59Z'),
        });
        const [later] = await counts({
          text: 'kẹo dừa ',
          facets: [{ field: 'province', narrowedBy: 'place' }],
          at: new Date('2025-06-30T16:59:59Z'),
        });
        expect(provinces).toEqual({ 'Hà Nội': 1 });
        expect(later).toEqual({});
      });

      it('count custom attributes, units, demo and kinds', async () => {
        const facets = [
          { field: 'attributes', code: 'bottle' },
          { field: 'attributes', code: 'organic' },
          { field: 'unit' },
          { field: 'demo' },
          { field: 'kind' },
        ];
        const filters: Filter[] = [{ kind: 'attribute', field: 'attributes', code: 'bottle', any: ['glass'] }];
        expect(await counts({ facets, filters })).toEqual([
          { glass: 1, plastic: 1 },
          { true: 1 },
          { LTR: 1 },
          { false: 1 },
          { product: 1 },
        ]);
      });
    });

    describe('order and pages', () => {
      const byPrice: Order = {
        by: 'price',
        field: 'price',
        audience: PriceAudience.WHOLESALE,
        quantity: 500,
        descending: false,
      };

      it('by price, what has none last', async () => {
        expect((await found({ order: byPrice })).slice(0, 2)).toEqual(['Nước mắm', 'Nước mắm Hòa Bình']);
        expect((await found({ order: { ...byPrice, descending: true } })).slice(0, 2)).toEqual([
          'Nước mắm Hòa Bình',
          'Nước mắm',
        ]);
      });

      it('by what is newest, and by what is nearest', async () => {
        expect((await found({ order: { by: 'newest' } }))[0]).toBe('Chén sứ');
        const nearest = await found({
          order: { by: 'distance', field: 'location', from: { latitude: 9.9, longitude: 106 } },
        });
        expect(nearest.slice(0, 4).sort()).toEqual(['Kẹo dưa', 'Kẹo dừa', 'Kẹo dứa', 'Kẹo mè'].sort());
        expect(nearest.slice(8).sort()).toEqual(['Bánh tráng', 'Me rim', 'Nước mắm', 'Nước mắm Hòa Bình'].sort());
      });

      const ORDERS: Record<string, Asked> = {
        'the relevance of a text': { text: 'keo' },
        'the newest': {},
        'the price': { order: byPrice },
        'the highest price': { order: { ...byPrice, descending: true } },
        distance: { order: { by: 'distance', field: 'location', from: { latitude: 9.9, longitude: 106 } } },
      };

      it.each(Object.entries(ORDERS))(
        'pages through %s forward and backward without gap or repeat',
        async (_, asked) => {
          const all = await search({ ...asked, size: 100 });
          expect(all.hits).toHaveLength(all.total);
          const ids = all.hits.map(({ id }) => id);
          const forward: string[] = [];
          let after: string | undefined;
          do {
            const page: SearchResult = await search({ ...asked, size: 3, after });
            expect([page.total, page.hasPreviousPage]).toEqual([all.total, after !== undefined]);
            forward.push(...page.hits.map(({ id }) => id));
            after = page.hasNextPage ? page.hits.at(-1)!.cursor : undefined;
          } while (after);
          expect(forward).toEqual(ids);
          const backward: string[] = [];
          let before: string | undefined;
          do {
            const page: SearchResult = await search({ ...asked, size: 3, before, backward: true });
            expect(page.hasNextPage).toBe(before !== undefined);
            backward.unshift(...page.hits.map(({ id }) => id));
            before = page.hasPreviousPage ? page.hits[0]!.cursor : undefined;
          } while (before);
          expect(backward).toEqual(ids);
        },
      );

      it('takes what lies between two cursors', async () => {
        const { hits } = await search({ size: 100 });
        const page = await search({ size: 100, after: hits[1]!.cursor, before: hits[4]!.cursor });
        expect(page.hits.map(({ id }) => id)).toEqual(hits.slice(2, 4).map(({ id }) => id));
      });

      it('refuses a cursor of another query', async () => {
        const { hits } = await search({ text: 'keo' });
        const refused = { code: 'BAD_INPUT', path: ['after'] };
        await expect(search({ text: 'kẹo', after: hits[0]!.cursor })).rejects.toMatchObject(refused);
        await expect(search({ text: 'keo', after: hits[0]!.cursor, order: { by: 'newest' } })).rejects.toMatchObject(
          refused,
        );
        await expect(search({ text: 'keo', after: 'nonsense' })).rejects.toMatchObject(refused);
        await expect(search({ text: 'keo', before: 'W10' })).rejects.toMatchObject({
          code: 'BAD_INPUT',
          path: ['before'],
        });
        await expect(
          search({ text: 'keo', after: hits[0]!.cursor, facets: [{ field: 'unit' }] }),
        ).resolves.toBeDefined();
      });
    });

    describe('products and facilities together', () => {
      it('are found by one query', async () => {
        const { hits } = await search({ text: 'bến ngự', kinds: ['product', 'facility'] });
        expect(hits.map(({ kind, id }) => [kind, nameOf(id)])).toEqual([
          ['facility', 'Hộ Bến Ngự'],
          expect.anything(),
          expect.anything(),
        ]);
        expect((await search({ text: 'bến ngự', kinds: ['facility'] })).total).toBe(1);
      });

      it('are filtered by what both have', async () => {
        const attp: Filter = { kind: 'all', field: 'certificate', values: ['ATTP'] };
        expect(await counts({ kinds: ['product', 'facility'], filters: [attp], facets: [{ field: 'kind' }] })).toEqual([
          { product: 4, facility: 1 },
        ]);
      });
    });
  });
}

/** Writes the catalogue of the contract and answers the names of all that has an id; names are given once. */
async function fill(fixture: Fixture): Promise<[id: string, name: string][]> {
  const { PROVINCE, DISTRICT, COMMUNE } = UnitLevel;
  const old = { until: '2025-07-01' };
  const vinhLong = fixture.unit('Vĩnh Long', PROVINCE, { from: '2025-07-01' });
  const traVinh = fixture.unit('Trà Vinh', PROVINCE, old);
  const cauKe = fixture.unit('Cầu Kè', DISTRICT, { ...old, parent: traVinh, type: UnitType.DISTRICT });
  fixture.succeed(traVinh, vinhLong, '2025-07-01');
  const haNoi = fixture.unit('Hà Nội', PROVINCE, { type: UnitType.MUNICIPALITY });
  const giaLam = fixture.unit('Gia Lâm', COMMUNE, { from: '2025-07-01', parent: haNoi, type: UnitType.COMMUNE });
  const hue = fixture.unit('Huế', PROVINCE);
  const dongNai = fixture.unit('Đồng Nai', PROVINCE);

  const sweets = fixture.category('Bánh kẹo');
  const candy = fixture.category('Kẹo bánh mứt', sweets);
  const sauces = fixture.category('Nước chấm');
  const traditional = fixture.category('Nước mắm truyền thống', sauces);
  const pottery = fixture.category('Gốm');
  const drinks = fixture.category('Đồ uống');
  const protein = fixture.attribute(sauces, 'protein', AttributeType.DECIMAL);
  const bottle = fixture.attribute(sauces, 'bottle', AttributeType.ENUM, ['glass', 'plastic']);
  const organic = fixture.attribute(sauces, 'organic', AttributeType.BOOLEAN);
  const taste = fixture.attribute(sauces, 'taste', AttributeType.TEXT);

  const cooperative = fixture.facility('HTX Thuận Phát', {
    legalForm: LegalForm.COOPERATIVE,
    place: cauKe,
    at: [9.87, 106.05],
  });
  const company = fixture.facility('Công ty Biển Xanh', { legalForm: LegalForm.COMPANY });
  const potters = fixture.facility('Công ty Sứ Việt', {
    legalForm: LegalForm.COMPANY,
    place: giaLam,
    at: [20.98, 105.92],
    address: 'Bình Minh',
  });
  const household = fixture.facility('Hộ Bến Ngự', { legalForm: LegalForm.HOUSEHOLD_BUSINESS, place: hue });
  const hidden = fixture.facility('Cơ sở bí mật', { status: FacilityStatus.SUSPENDED });
  fixture.facility('Cơ sở bí mật nháp', { status: FacilityStatus.DRAFT });

  const sweet = { facility: cooperative, category: candy };
  const products = [
    fixture.product('Kẹo dừa', sweet),
    fixture.product('Kẹo dứa', sweet),
    fixture.product('Kẹo dưa', sweet),
    fixture.product('Kẹo mè', sweet),
    fixture.product('Bánh tráng', {
      facility: household,
      category: sweets,
      descriptionVi: 'Mè rang vàng, <b>giòn</b>',
    }),
    fixture.product('Me rim', { facility: household, category: sweets }),
    fixture.product('Bình', { facility: potters, category: pottery }),
    fixture.product('Bình gốm', { facility: potters, category: pottery, descriptionVi: 'Men lam' }),
    fixture.product('Chén sứ', {
      facility: potters,
      category: pottery,
      descriptionVi: 'Như bình',
      publishAt: new Date('2026-11-01'),
    }),
    fixture.product('Trà sen', { facility: potters, category: drinks, unit: 'KGM', demo: true }),
  ];
  const sauce = fixture.product('Nước mắm', {
    facility: company,
    category: sauces,
    unit: 'LTR',
    minimumOrderQuantity: 10,
    leadTimeDays: 3,
    prices: [
      [1, 70_000],
      [500, 50_000],
      [1, 90_000, PriceAudience.RETAIL],
    ],
    capacities: [null, null, null, null, null, null, null, null, null, 1_000],
    attributes: [
      { definition: protein, number: 43 },
      { definition: bottle, option: [...bottle.options][0]! },
      { definition: organic, boolean: true },
      { definition: taste, text: 'Mặn dịu' },
    ],
  });
  const second = fixture.product('Nước mắm Hòa Bình', {
    facility: company,
    category: traditional,
    unit: 'LTR',
    minimumOrderQuantity: 11,
    leadTimeDays: 7,
    prices: [
      [1, 60_000],
      [500, 55_000],
      [500, 45_000, PriceAudience.WHOLESALE, '2027-01-01'],
    ],
    capacities: [null, null, null, null, null, null, null, null, null, 999, 0],
    attributes: [
      { definition: protein, number: 39.5 },
      { definition: bottle, option: [...bottle.options][1]! },
      { definition: organic, boolean: false },
    ],
  });
  const gift = fixture.product('Quà Tết', {
    facility: company,
    category: sauces,
    publishAt: new Date('2026-12-24T17:00:00Z'),
  });
  fixture.product('Hàng bí mật một', { facility: hidden, category: candy });
  for (const status of [
    ProductStatus.DRAFT,
    ProductStatus.SUBMITTED,
    ProductStatus.SUSPENDED,
    ProductStatus.ARCHIVED,
  ]) {
    fixture.product(`Hàng bí mật ${status}`, { facility: company, category: candy, status });
  }

  fixture.certificate({ kind: CertificateKind.ATTP, facility: household });
  fixture.certificate({ kind: CertificateKind.ATTP, product: sauce });
  fixture.certificate({ kind: CertificateKind.ATTP, product: second });
  fixture.certificate({ kind: CertificateKind.HACCP, product: sauce, until: '2026-12-31T05:00:00Z' });
  fixture.certificate({ kind: CertificateKind.OCOP, product: second, stars: 4 });
  fixture.certificate({ kind: CertificateKind.HALAL, product: sauce, verified: false });
  fixture.certificate({ kind: CertificateKind.HALAL, product: sauce, withdrawn: true });
  fixture.certificate({ kind: CertificateKind.HALAL, product: second, until: '2026-06-01T00:00:00Z' });
  await fixture.index();

  const named = (list: readonly { id: string; nameVi: string }[]) =>
    list.map(({ id, nameVi }): [string, string] => [id, nameVi]);
  return [
    ...named([sweets, candy, sauces, traditional, pottery, drinks]),
    ...named([...products, sauce, second, gift]),
    ...[cooperative, company, potters, household].map(({ id, name }): [string, string] => [id, name]),
    ...[vinhLong, haNoi, hue, dongNai].map(({ id, name }): [string, string] => [id, name]),
    [traVinh.id, 'Trà Vinh (cũ)'],
    [cauKe.id, 'Cầu Kè (cũ)'],
  ];
}
