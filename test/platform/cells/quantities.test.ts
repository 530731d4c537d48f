import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Quantity, readQuantity } from '../../../src/platform/cells/quantities.ts';
import type { RefusedCell } from '../../../src/platform/cells/reading.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

const of = (value: number, unit: string | null = null, contains: Quantity | null = null): Quantity => ({
  value,
  unit,
  contains,
});

describe('readQuantity', () => {
  it.each<[CellValue, Quantity]>([
    [500, of(500)],
    ['500', of(500)],
    ['500 ml', of(500, 'ml')],
    ['500ML', of(500, 'ML')],
    ['0,5L', of(0.5, 'L')],
    ['0.5 lít', of(0.5, 'lít')],
    ['500g', of(500, 'g')],
    ['1.500,5 g', of(1_500.5, 'g')],
    ['1 000 g', of(1_000, 'g')],
    ['1kg2', of(1.2, 'kg')],
    ['1 lít 5', of(1.5, 'lít')],
    ['1kg250', of(1.25, 'kg')],
    ['5 m2', of(5, 'm2')],
    ['2m³', of(2, 'm3')],
    ['24 chai', of(24, 'chai')],
    ['thùng 24', of(1, 'thùng', of(24))],
    ['Thùng 24 chai', of(1, 'Thùng', of(24, 'chai'))],
    ['thùng (24 chai)', of(1, 'thùng', of(24, 'chai'))],
    ['thùng x 24 chai', of(1, 'thùng', of(24, 'chai'))],
    ['thùng: 24 chai', of(1, 'thùng', of(24, 'chai'))],
    ['24 chai/thùng', of(1, 'thùng', of(24, 'chai'))],
    ['thùng/24 chai', of(1, 'thùng', of(24, 'chai'))],
    ['500g/gói', of(1, 'gói', of(500, 'g'))],
    ['hộp 10 gói', of(1, 'hộp', of(10, 'gói'))],
    ['24 chai x 500ml', of(24, 'chai', of(500, 'ml'))],
    ['24x500ml', of(24, null, of(500, 'ml'))],
    ['24 × 500 ml', of(24, null, of(500, 'ml'))],
    ['thùng 24 chai x 500ml', of(1, 'thùng', of(24, 'chai', of(500, 'ml')))],
    ['500g x 20 gói', of(20, 'gói', of(500, 'g'))],
    ['500mlx24', of(24, null, of(500, 'ml'))],
    ['3 hộp', of(3, 'hộp')],
    ['10 xô', of(10, 'xô')],
    ['thùng 24 chai PET 500ml', of(1, 'thùng', of(24, 'chai PET', of(500, 'ml')))],
    ['24 chai x 1 000 ml', of(24, 'chai', of(1_000, 'ml'))],
    ['1 thùng = 24 chai', of(1, 'thùng', of(24, 'chai'))],
    ['Loại 500g', of(1, 'Loại', of(500, 'g'))],
    ['500 g;', of(500, 'g')],
    ['KL: 500g', of(500, 'g')],
    ['Khối lượng tịnh: 500 g', of(500, 'g')],
  ])('%j is %j', (cell, expected) => {
    expect(readQuantity(cell, null)).toEqual({ is: 'value', value: expected });
  });

  it('asks for the style of a number that may have thousands', () => {
    expect(readQuantity('1.250 ml', null)).toEqual({
      is: 'ambiguous',
      choices: [
        { convention: 'COMMA_DECIMAL', value: of(1_250, 'ml') },
        { convention: 'POINT_DECIMAL', value: of(1.25, 'ml') },
      ],
    });
    expect(readQuantity('1.250 ml', 'COMMA_DECIMAL')).toEqual({ is: 'value', value: of(1_250, 'ml') });
  });

  it.each([
    ['khoảng 500g', '500g'],
    ['tối thiểu 10 thùng', '10 thùng'],
    ['> 500g', '500g'],
    ['khoảng 500 - 600g', undefined],
    ['500 - 600g', undefined],
  ])('suggests of %j what is exact: %j', (cell, suggestion) => {
    const reading = readQuantity(cell, null);
    expect(reading.is).toBe('refused');
    expect((reading as RefusedCell).suggestion).toBe(suggestion);
  });

  it.each<[CellValue, RegExp]>([
    ['khoảng 500g', /range or an estimate/],
    ['500 - 600g', /range or an estimate/],
    ['> 500g', /range or an estimate/],
    ['trên 1 kg', /range or an estimate/],
    ['1/2 kg', /cannot be read/],
    ['a/b/c', /cannot be read/],
    ['1 kg 2 hộp 3 gói 4 viên', /cannot be read/],
    ['hộp', /cannot be read/],
    ['-5 kg', /cannot be read/],
    [-5, /cannot be read/],
    ['1.2.3 kg', /cannot be read/],
    ['5 cái gì đó rất là dài dòng không ai hiểu', /cannot be read/],
    ['½ kg', /cannot be read/],
    ['1½ kg', /cannot be read/],
    ['0, 5kg', /cannot be read/],
    ['0 ,5 kg', /cannot be read/],
    ['0‚5kg', /cannot be read/],
    ['Hộp 2 500g', /cannot be read/],
    ['Loại 1 50g', /cannot be read/],
    ['250 g ± 5g', /cannot be read/],
    ['500g, 1kg', /cannot be read/],
    ['1kg hoặc 500g', /cannot be read/],
    ['Gói 1kg; gói 500g', /cannot be read/],
    ['500gram + tặng 50g', /cannot be read/],
    ['500 g (10 gói nhỏ 50 g)', /cannot be read/],
    ['500 g (10 gói)', /cannot be read/],
    ['1kg 200g', /cannot be read/],
    ['gói 500g, thùng 20 gói', /cannot be read/],
    ['chai 500ml x 24', /cannot be read/],
    ['24 chai = 12 lít', /cannot be read/],
    ['200 con/kg', /cannot be read/],
    ['20x30cm', /cannot be read/],
    ['35 độ 500ml', /cannot be read/],
    ['5OOg', /cannot be read/],
    [true, /truth value/],
  ])('refuses %j', (cell, en) => {
    expect(readQuantity(cell, null)).toMatchObject({ is: 'refused', reason: { en: expect.stringMatching(en) } });
  });

  it('finds nothing in -', () => {
    expect(readQuantity('-', null)).toEqual({ is: 'empty' });
  });

  it('reads back a number and its unit', () => {
    const unit = fc.constantFrom('g', 'kg', 'ml', 'lít', 'chai', 'hộp', 'm2', 'cái');
    fc.assert(
      fc.property(fc.nat({ max: 9_999_999 }), fc.constantFrom(0, 1, 2), unit, (digits, decimals, name) => {
        const value = digits / 10 ** decimals;
        const written = `${value.toLocaleString('vi-VN', { maximumFractionDigits: decimals })} ${name}`;
        expect(readQuantity(written, 'COMMA_DECIMAL')).toEqual({ is: 'value', value: of(value, name) });
      }),
    );
  });
});
