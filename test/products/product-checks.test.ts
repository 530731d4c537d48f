import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/platform/input/problems.ts';
import { Product } from '../../src/products/product.entity.ts';
import { applyFields, cleanFields, type GivenFields } from '../../src/products/product-checks.ts';

function clean(given: GivenFields) {
  const problems = new Problems();
  return { fields: cleanFields(given, problems), paths: problems.list.map(({ path }) => path.join('.')), problems };
}

describe('the fields of a product', () => {
  it('are stored in canonical spelling and without separators', () => {
    const { fields, paths } = clean({
      nameVi: '  Nước  mắm   Hoà Bình '.normalize('NFD'),
      descriptionVi: 'Dòng một\r\n\n\n\nDòng  hai\n',
      gtin: '893-6036020014',
      hsCode: '2103.90.12',
      unit: 'h87',
      packaging: 'bo',
      netContent: { value: 500, unit: 'mlt' },
      ingredients: ['Cá cơm ', 'Muối'],
      traceabilityUrl: 'HTTPS://Example.com/lo?x=1',
    });
    expect(paths).toEqual([]);
    expect(fields).toEqual({
      nameVi: 'Nước mắm Hòa Bình',
      descriptionVi: 'Dòng một\n\nDòng hai',
      hsCode: '21039012',
      gtin: '8936036020014',
      unit: 'H87',
      packaging: 'BO',
      netContent: { value: 500, unit: 'MLT' },
      ingredients: ['Cá cơm', 'Muối'],
      traceabilityUrl: 'https://example.com/lo?x=1',
    });
  });

  it('stay out when they are not given, and are emptied by null', () => {
    expect(clean({}).fields).toEqual({});
    expect(clean({ gtin: null, netContent: null, descriptionVi: null, ingredients: null })).toMatchObject({
      fields: { gtin: null, netContent: null, descriptionVi: null, ingredients: [] },
      paths: [],
    });
  });

  it.each<[string, GivenFields, string]>([
    ['a blank name', { nameVi: ' \u200b ' }, 'nameVi'],
    ['no name', { nameVi: null }, 'nameVi'],
    ['a name of 201 characters', { nameVi: 'ă'.repeat(201) }, 'nameVi'],
    ['a name with a control character', { nameVi: 'a\u0000b' }, 'nameVi'],
    ['a name with half a character', { nameVi: 'a\ud83c' }, 'nameVi'],
    ['a description of 5,001 characters', { descriptionEn: 'a'.repeat(5_001) }, 'descriptionEn'],
    ['an HS code of 7 digits', { hsCode: '2103901' }, 'hsCode'],
    ['an unknown unit', { unit: 'ZZZ' }, 'unit'],
    ['no unit', { unit: null }, 'unit'],
    ['an unknown packaging', { packaging: 'QQ' }, 'packaging'],
    ['a net content of nothing', { netContent: { value: 0, unit: 'KGM' } }, 'netContent'],
    ['a net content in an unknown unit', { netContent: { value: 1, unit: '??' } }, 'netContent'],
    ['an infinite minimum order', { minimumOrderQuantity: Number.POSITIVE_INFINITY }, 'minimumOrderQuantity'],
    ['a negative lead time', { leadTimeDays: -1 }, 'leadTimeDays'],
    ['half a day', { leadTimeDays: 1.5 }, 'leadTimeDays'],
    ['a shelf life of no day', { shelfLifeDays: 0 }, 'shelfLifeDays'],
    ['101 ingredients', { ingredients: Array(101).fill('a') }, 'ingredients'],
    ['a blank ingredient', { ingredients: ['a', ' '] }, 'ingredients'],
    ['a script as a link', { traceabilityUrl: 'javascript:alert(1)' }, 'traceabilityUrl'],
    ['a link with a password', { traceabilityUrl: 'https://a:b@c.vn' }, 'traceabilityUrl'],
    ['a relative link', { traceabilityUrl: '/lo/1' }, 'traceabilityUrl'],
  ])('refuse %s', (_, given, path) => {
    expect(clean(given)).toMatchObject({ fields: {}, paths: [path] });
  });

  it('count characters as people do, and accept names of 1 to 200', () => {
    expect(clean({ nameVi: '🍋'.repeat(200) }).paths).toEqual([]);
    expect(clean({ nameVi: 'a' }).paths).toEqual([]);
  });

  it('say everything that is wrong at once, in both languages', () => {
    const { problems, paths } = clean({ nameVi: '', unit: '?', leadTimeDays: -1 });
    expect(paths).toEqual(['nameVi', 'unit', 'leadTimeDays']);
    for (const { text } of problems.list)
      expect([text.vi.length > 5, text.en.length > 5, text.vi !== text.en]).toEqual([true, true, true]);
    expect(() => problems.refuseAny()).toThrow();
  });

  it('refuse every GTIN with one digit wrong', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(digits, fc.nat(12), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        fc.pre(body.some((digit) => digit > 0));
        const sum = body.reduce((total, digit, index) => total + digit * (index % 2 ? 3 : 1), 0);
        const gtin = [...body, (10 - (sum % 10)) % 10];
        const wrong = gtin.map((digit, index) => (index === at ? (digit + by) % 10 : digit));
        expect(clean({ gtin: gtin.join('') }).paths).toEqual([]);
        expect(clean({ gtin: wrong.join('') }).paths).toEqual(['gtin']);
      }),
    );
  });

  it('settle: what was cleaned once is clean', () => {
    const given = fc.record({
      nameVi: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      descriptionVi: fc.string({ unit: 'grapheme', maxLength: 60 }),
      originPlace: fc.string({ unit: 'grapheme-composite', maxLength: 60 }),
    });
    fc.assert(
      fc.property(given, (fields) => {
        const once = clean(fields).fields;
        expect(clean(once)).toMatchObject({ fields: once, paths: [] });
      }),
    );
  });

  it('go into the columns of a product', () => {
    const product = new Product();
    applyFields(product, { gtin: '96385074', netContent: { value: 1, unit: 'KGM' }, nameVi: 'Tiêu' });
    expect(product).toMatchObject({
      gtin: '96385074',
      gtin14: '00000096385074',
      netContent: 1,
      netContentUnit: 'KGM',
      nameVi: 'Tiêu',
    });
    applyFields(product, { gtin: null, netContent: null });
    expect(product).toMatchObject({ gtin: null, gtin14: null, netContent: null, netContentUnit: null, nameVi: 'Tiêu' });
  });
});
