import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/platform/input/problems.ts';
import { cleanAttributes, type GivenAttribute } from '../../src/products/attribute-values.ts';
import { AttributeOption, AttributeType } from '../../src/products/category.entity.ts';
import { cleanCapacities, cleanImages } from '../../src/products/product-parts.ts';

function noting<Result>(clean: (problems: Problems) => Result) {
  const problems = new Problems();
  const result = clean(problems);
  return {
    result,
    paths: problems.list.map(({ path }) => path.join('.')),
    codes: problems.list.map(({ code }) => code),
  };
}

describe('capacities', () => {
  const clean = (...entries: [month: number, quantity: number][]) =>
    noting((problems) =>
      cleanCapacities(
        entries.map(([month, quantity]) => ({ month, quantity })),
        problems,
      ),
    );

  it('are one for each month, and may be nothing in some', () => {
    expect(clean([1, 0], [12, 2.5])).toMatchObject({
      result: [
        { month: 1, quantity: 0 },
        { month: 12, quantity: 2.5 },
      ],
      paths: [],
    });
  });

  it.each<[string, [number, number], string]>([
    ['month 0', [0, 1], 'capacities.0.month'],
    ['month 13', [13, 1], 'capacities.0.month'],
    ['month 1.5', [1.5, 1], 'capacities.0.month'],
    ['a negative quantity', [1, -1], 'capacities.0.quantity'],
    ['a quantity that is no number', [1, Number.NaN], 'capacities.0.quantity'],
  ])('refuse %s', (_, entry, path) => {
    expect(clean(entry).paths).toEqual([path]);
  });

  it('refuse a month that is given twice', () => {
    expect(clean([3, 1], [4, 1], [3, 2]).paths).toEqual(['capacities.2.month']);
  });
});

describe('images', () => {
  it('keep their order', () => {
    const { result } = noting((problems) =>
      cleanImages([{ url: 'https://a.vn/1' }, { url: new URL('http://a.vn/2'), altVi: ' Chai ' }], problems),
    );
    expect(result).toEqual([
      { position: 0, url: 'https://a.vn/1', altVi: null, altEn: null },
      { position: 1, url: 'http://a.vn/2', altVi: 'Chai', altEn: null },
    ]);
  });

  it('are http or https, 20 at most', () => {
    expect(noting((problems) => cleanImages([{ url: 'data:image/png;base64,AA' }], problems)).paths).toEqual([
      'images.0.url',
    ]);
    expect(noting((problems) => cleanImages(Array(21).fill({ url: 'https://a.vn/1' }), problems)).codes).toEqual([
      'LIMIT_EXCEEDED',
    ]);
  });
});

describe('attributes', () => {
  const definition = (code: string, type: AttributeType, options: string[] = []) => ({
    code,
    type,
    options: options.map((option) => Object.assign(new AttributeOption(), { code: option })),
  });
  const allowed = [
    definition('degree', AttributeType.DECIMAL),
    definition('months', AttributeType.INTEGER),
    definition('village', AttributeType.TEXT),
    definition('organic', AttributeType.BOOLEAN),
    definition('heat', AttributeType.ENUM, ['mild', 'hot']),
  ];
  const clean = (...given: GivenAttribute[]) => noting((problems) => cleanAttributes(given, allowed, problems));

  it('carry one value of the type of their definition', () => {
    const { result, paths } = clean(
      { code: 'degree', number: 40.5 },
      { code: 'months', number: 12 },
      { code: 'village', text: ' Phú  Quốc ' },
      { code: 'organic', boolean: false },
      { code: 'heat', option: 'hot' },
    );
    expect(paths).toEqual([]);
    expect(
      result.map(({ number, text, boolean, option, position }) => [number, text, boolean, option?.code, position]),
    ).toEqual([
      [40.5, null, null, undefined, 0],
      [12, null, null, undefined, 1],
      [null, 'Phú Quốc', null, undefined, 2],
      [null, null, false, undefined, 3],
      [null, null, null, 'hot', 4],
    ]);
  });

  it.each<[string, GivenAttribute, string]>([
    ['an unknown attribute', { code: 'smell', text: 'x' }, 'attributes.0.code'],
    ['no value', { code: 'degree' }, 'attributes.0.number'],
    ['a value of another type', { code: 'degree', text: '40' }, 'attributes.0.number'],
    ['two values', { code: 'degree', number: 40, text: '40' }, 'attributes.0.number'],
    ['a fraction of an INTEGER', { code: 'months', number: 1.5 }, 'attributes.0.number'],
    ['an infinite number', { code: 'degree', number: Number.POSITIVE_INFINITY }, 'attributes.0.number'],
    ['a blank text', { code: 'village', text: '' }, 'attributes.0.text'],
    ['an unknown option', { code: 'heat', option: 'burning' }, 'attributes.0.option'],
  ])('refuse %s', (_, given, path) => {
    expect(clean(given)).toMatchObject({ result: [], paths: [path] });
  });

  it('refuse an attribute that is given twice', () => {
    expect(clean({ code: 'organic', boolean: true }, { code: 'organic', boolean: false }).paths).toEqual([
      'attributes.1.code',
    ]);
  });
});
