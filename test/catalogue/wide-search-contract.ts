import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import type { AnalysedText, Phrase, Variant, VariantKind } from '../../src/platform/search/analysed-text.ts';
import { analyse } from '../../src/platform/search/analyser.ts';
import type { Filter, SearchQuery, SearchResult } from '../../src/platform/search/query.ts';
import { searchWords } from '../../src/platform/search/words.ts';
import { AttributeType } from '../../src/products/category.entity.ts';
import { NO_WORDS } from '../support/lexicon.ts';
import { Fixture } from './fixture.ts';
import type { SearchUnderTest } from './search-under-test.ts';

const NOON = new Date('2026-11-22T05:00:00Z');

/** More than engines count and page through as they come. */
const MANY = 1_250;

/** What every engine must do with texts that are read in several ways, with many hits, and with whatever people type. */
export function wideSearchContract(name: string, open: () => Promise<SearchUnderTest>): void {
  describe(`the wide search by ${name}`, () => {
    let engine: SearchUnderTest;
    let ids: Awaited<ReturnType<typeof fill>>;

    beforeAll(async () => {
      engine = await open();
      ids = await fill(new Fixture(engine.app));
    }, 120_000);
    afterAll(() => engine.close());

    const search = (text: AnalysedText | string | null, over: Partial<SearchQuery> = {}): Promise<SearchResult> =>
      engine.search(CATALOGUE, {
        kinds: ['product'],
        text: typeof text === 'string' ? analyse(text, NO_WORDS) : text,
        filters: [],
        facets: [],
        order: { by: 'relevance' },
        page: { size: 20, backward: false, after: null, before: null },
        at: NOON,
        ...over,
      });
    const found = async (text: AnalysedText | string | null, filters: readonly Filter[] = []) =>
      (await search(text, { filters })).hits.map(({ id }) => ids.names.get(id));

    describe('the ways to read a text', () => {
      it('rank a word as typed before a mended one, that before a synonym, and that before other diacritics', async () => {
        const text = readAs(['typed', 'mật ong'], ['corrected', 'mứt ong'], ['synonym', 'mật dú']);
        expect(await found(text)).toEqual(['Mật ong', 'Mứt ong', 'Mật dú', 'Mật ông']);
        expect((await search(text)).total).toBe(4);
      });

      it('take the words of a synonym with their diacritics only', async () => {
        expect(await found(readAs(['synonym', 'mật dú']))).toEqual(['Mật dú']);
        expect(await found(readAs(['typed', 'mật dú']))).toEqual(['Mật dú', 'Mật du']);
      });

      it('want the words of a phrase together, in a name or around it, where they must be', async () => {
        const phrase = { start: 0, length: 3, required: true };
        expect(await found(readAs(['synonym', 'hợp tác xã', phrase]))).toEqual([
          'Gạo hợp tác xã',
          'Xã hợp tác',
          'Muối',
        ]);
        const after = readAs(['synonym', 'gạo hợp tác xã', { ...phrase, start: 1 }]);
        expect(await found(after)).toEqual(['Gạo hợp tác xã']);
      });

      it('find what lies in something that is named, whatever its texts say', async () => {
        const phrase = { start: 1, length: 2, required: false, nodes: [ids.category] };
        expect(await found(readAs(['typed', 'ong phương xa', phrase]))).toEqual(['Mật ong', 'Mứt ong']);
        expect(await found(readAs(['typed', 'ong phương xa']))).toEqual([]);
      });

      it('count each hit once', async () => {
        const facets = [{ field: 'category' }, { field: 'unit' }];
        const text = readAs(['typed', 'mật ong'], ['corrected', 'mật ong'], ['synonym', 'ong']);
        const { total, facets: counts } = await search(text, { facets });
        expect(total).toBe(3);
        expect(counts.map((facet) => facet.reduce((sum, { count }) => sum + count, 0))).toEqual([3, 3]);
      });

      it('may be none at all', async () => {
        const none = await search({ ...readAs(), variants: [] }, { facets: [{ field: 'unit' }] });
        expect(none).toEqual({ hits: [], total: 0, facets: [[]], hasNextPage: false, hasPreviousPage: false });
      });

      it('may be many', async () => {
        const many = Array.from({ length: 12 }, (_, way): Way => ['synonym', `mật lạ${'x'.repeat(way)}`]);
        expect(await found(readAs(['typed', 'mật ong'], ...many, ['synonym', 'muối']))).toEqual([
          'Mật ong',
          'Muối',
          'Mật ông',
        ]);
      });
    });

    describe('many hits', () => {
      it('are counted exactly, with their facets', async () => {
        const { total, facets } = await search('hàng loạt ', { facets: [{ field: 'unit' }, { field: 'demo' }] });
        expect(total).toBe(MANY);
        const counts = facets.map((facet) => Object.fromEntries(facet.map(({ value, count }) => [value, count])));
        expect(counts).toEqual([{ KGM: MANY - 250, LTR: 250 }, { false: MANY }]);
        expect((await search(null)).total).toBe(ids.names.size);
      });

      it('have those first in whose names the words stand together, even if one of them goes on', async () => {
        const [first, ...others] = await found('hang loa');
        expect([first, ...others].every((name) => name!.startsWith('Hàng loạt'))).toBe(true);
        const all = await search('hang loa', { page: { size: 1, backward: true, after: null, before: null } });
        expect([all.total, ids.names.get(all.hits[0]!.id)]).toEqual([MANY + 1, 'Loa hàng']);
      });

      it('have what has the words in its name before all that has them around it', async () => {
        const { hits, total } = await search('cơ một ');
        expect(ids.names.get(hits[0]!.id)).toBe('Sổ một cơ');
        expect(total).toBeGreaterThan(MANY);
      });

      it.each([
        ['of a text', 'hàng loạt '],
        ['of none', null],
      ])('%s are paged through to the end, and back', async (_, text) => {
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page: SearchResult = await search(text, { page: { size: 300, backward: false, after, before: null } });
          seen.push(...page.hits.map(({ id }) => id));
          after = page.hasNextPage ? page.hits.at(-1)!.cursor : null;
        } while (after);
        expect(new Set(seen).size).toBe(text ? MANY : ids.names.size);
        expect(seen).toHaveLength(text ? MANY : ids.names.size);
        const last = await search(text, { page: { size: 7, backward: true, after: null, before: null } });
        expect([last.hits.map(({ id }) => id), last.hasNextPage]).toEqual([seen.slice(-7), false]);
        const before = last.hits[0]!.cursor;
        const previous = await search(text, { page: { size: 7, backward: true, after: null, before } });
        expect(previous.hits.map(({ id }) => id)).toEqual(seen.slice(-14, -7));
        expect([previous.hasNextPage, previous.hasPreviousPage]).toEqual([true, true]);
      });
    });

    describe('whatever people type', () => {
      it.each([
        'nước -mắm ',
        '"nước" mắm ',
        '"nước mắm',
        "nước 'mắm' ",
        'nước\\ mắm\\ ',
        'nước (mắm) ',
        '- nước \u0000 mắm ',
        'nước* mắm? ',
        '‘nước’—“mắm” 🐟 ',
      ])('is words, and no operators: %j', async (text) => {
        expect(await found(text)).toEqual(['Nước mắm']);
      });

      it('does no harm, however long or odd', async () => {
        for (const text of [
          'x'.repeat(200),
          '"'.repeat(200),
          'nước '.repeat(40),
          '中文'.repeat(60),
          'terms IN ["^nuoc"] OR "id" EXISTS ',
          '\u0301\u0302',
          '\ud800',
        ]) {
          expect((await search(text)).hits.map(({ id }) => ids.names.get(id))).not.toContain('Muối');
        }
        expect(await found('茶 ')).toEqual(['Trà 茶']);
        expect(await found('nước '.repeat(40))).toEqual(['Nước mắm']);
      });

      it('finds no more by filters than their values', async () => {
        for (const value of ['LTR" OR "unit" = "KGM', "LTR'] OR id EXISTS OR unit IN ['", '\\', 'LTR\\', '"', '']) {
          expect(await found(null, [{ kind: 'any', field: 'unit', values: [value] }])).toEqual([]);
          const attribute = { kind: 'attribute', field: 'attributes' } as const;
          expect(await found(null, [{ ...attribute, code: 'note', any: [value] }])).toEqual([]);
          expect(await found(null, [{ ...attribute, code: 'note', text: value }])).toEqual([]);
          expect(await found(null, [{ ...attribute, code: `note${value || '"'}`, text: 'x' }])).toEqual([]);
        }
      });

      it('finds texts of attributes in whatever case, however long, and no other', async () => {
        const note = (text: string): Filter => ({ kind: 'attribute', field: 'attributes', code: 'note', text });
        expect(await found(null, [note('Nói "KHẼ" \\ 100%')])).toEqual(['Nước mắm']);
        expect(await found(null, [note('noi "khe" \\ 100')])).toEqual([]);
        expect(await found(null, [note(`${'dài '.repeat(300)}hơn`)])).toEqual(['Muối']);
        expect(await found(null, [note('dài '.repeat(300).trim())])).toEqual([]);
        expect(await found(null, [note('true')])).toEqual(['Mật ong']);
        const flag: Filter = { kind: 'attribute', field: 'attributes', code: 'note', is: true };
        expect(await found(null, [flag])).toEqual([]);
        const number: Filter = { kind: 'attribute', field: 'attributes', code: 'note', min: 0 };
        expect(await found(null, [number])).toEqual([]);
      });
    });

    it('reads prices from ladders of any length', async () => {
      const at = (quantity: number, min: number, max: number): Filter[] => [
        { kind: 'price', field: 'price', audience: 'WHOLESALE', quantity, min, max },
      ];
      expect(await found(null, at(1, 0, 20_000))).toEqual(['Mật ong']);
      expect(await found('muối', at(30.5, 300_000, 300_000))).toEqual(['Muối']);
      expect(await found(null, at(31, 310_000, 310_000))).toEqual(['Muối']);
      expect(await found(null, at(29.5, 290_001, 410_000))).toEqual([]);
      expect(await found(null, at(1e9, 410_000, 410_000))).toEqual(['Muối']);
    });

    it('takes as many filters as there may be', async () => {
      const unknown = Array.from(
        { length: 99 },
        (_, place) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`,
      );
      const attribute = { kind: 'attribute', field: 'attributes' } as const;
      const filters: Filter[] = [
        { kind: 'any', field: 'category', values: [ids.category, ...unknown] },
        { kind: 'any', field: 'facility', values: [...unknown, ids.facility] },
        { kind: 'any', field: 'unit', values: ['KGM', ...Array.from({ length: 99 }, (_, place) => `X${place}`)] },
        { kind: 'range', field: 'minimumOrderQuantity', min: 1, max: 1e12 },
        { kind: 'price', field: 'price', audience: 'WHOLESALE', quantity: 1.5, min: 0.5, max: 1e12 },
        { kind: 'within', field: 'location', centre: { latitude: 10, longitude: 106 }, kilometres: 2_000 },
        { kind: 'flag', field: 'demo', value: false },
        ...Array.from({ length: 20 }, () => ({ ...attribute, code: 'note', any: ['true', ...unknown] })),
      ];
      expect(await found('mật ong', filters)).toEqual(['Mật ong']);
      const facets = [{ field: 'category' }, { field: 'unit' }, { field: 'attributes', code: 'note' }];
      const counts = (await search('mật ong', { filters, facets })).facets;
      expect(counts.map((facet) => facet.map(({ count }) => count))).toEqual([[1], [1], [1]]);
    });
  });
}

type Way = [kind: VariantKind, text: string, ...phrases: Partial<Phrase>[]];

/** A text that is read in these ways; the words of synonyms count with their diacritics only. */
function readAs(...ways: readonly Way[]): AnalysedText {
  const variants = ways.map(
    ([kind, text, ...phrases]): Variant => ({
      kind,
      words: searchWords(text).map((word) => ({ ...word, strict: kind === 'synonym', beginning: null })),
      phrases: phrases.map((phrase) => ({
        start: 0,
        length: 0,
        required: false,
        nodes: [],
        isPlace: false,
        ...phrase,
      })),
    }),
  );
  return { variants, searchedFor: '', changes: [], ignored: [], names: [], synonyms: [], meant: null };
}

async function fill(fixture: Fixture) {
  const category = fixture.category('Quà quê');
  const other = fixture.category('Gia vị');
  const note = fixture.attribute(category, 'note', AttributeType.TEXT);
  const facility = fixture.facility('Cơ sở Một', { at: [10.5, 106.5] });
  const cooperative = fixture.facility('Hợp tác xã Hai');
  const named = { facility, category: other, unit: 'KGM' };
  const products = [
    fixture.product('Mật ong', {
      ...named,
      category,
      minimumOrderQuantity: 2,
      prices: [[1, 10_000]],
      attributes: [{ definition: note, text: 'true' }],
    }),
    fixture.product('Mứt ong', { ...named, category }),
    fixture.product('Mật dú', named),
    fixture.product('Mật du', named),
    fixture.product('Mật ông', named),
    fixture.product('Gạo hợp tác xã', named),
    fixture.product('Tác hợp', { ...named, descriptionVi: 'Xã viên hợp lại, có tác dụng' }),
    fixture.product('Muối', {
      ...named,
      facility: cooperative,
      prices: Array.from({ length: 40 }, (_, step) => [step + 2, (step + 2) * 10_000]),
      attributes: [{ definition: note, text: `${'dài '.repeat(300)}hơn` }],
    }),
    fixture.product('Xã hợp tác', { ...named, facility: cooperative }),
    fixture.product('Xã hợp tác lại', named),
    fixture.product('Nước mắm', { ...named, attributes: [{ definition: note, text: 'Nói "khẽ" \\ 100%' }] }),
    fixture.product('Trà 茶', named),
    fixture.product('Loa hàng', named),
    fixture.product('Sổ một cơ', named),
    ...Array.from({ length: MANY }, (_, place) =>
      fixture.product(`Hàng loạt ${place}`, { ...named, unit: place < 250 ? 'LTR' : 'KGM' }),
    ),
  ];
  await fixture.index();
  return {
    category: category.id,
    facility: facility.id,
    names: new Map(products.map(({ id, nameVi }) => [id, nameVi])),
  };
}
