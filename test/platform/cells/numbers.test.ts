import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NumberStyle, readNumber, styleOf } from '../../../src/platform/cells/numbers.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

describe('readNumber', () => {
  it.each<[CellValue, number]>([
    [12, 12],
    [-1.5, -1.5],
    ['12', 12],
    ['007', 7],
    ['1.234.567,5', 1_234_567.5],
    ['1,234,567.5', 1_234_567.5],
    ['1.234,5', 1_234.5],
    ['1,234.567', 1_234.567],
    ['1.234.567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['1,5', 1.5],
    ['0,25', 0.25],
    ['12.75', 12.75],
    ['0.125', 0.125],
    ['0,125', 0.125],
    ['.5', 0.5],
    ['1234.567', 1_234.567],
    ['1.2345', 1.2345],
    ['1 234 567', 1_234_567],
    ['1\u00a0234,567', 1_234.567],
    ["1'234.5", 1_234.5],
    ['1’234’567', 1_234_567],
    ['１２３', 123],
    ['-5', -5],
    ['−1.234,5', -1_234.5],
    ['5-', -5],
    ['(1.234,5)', -1_234.5],
    ['+7', 7],
    ['1E+05', 100_000],
    ['8.93E+12', 8.93e12],
    ['1,5e-3', 0.0015],
    ['1.234E+03', 1_234],
    ['12k', 12_000],
    ['12K', 12_000],
    ['12 nghìn', 12_000],
    ['12 ngàn', 12_000],
    ['12ng', 12_000],
    ['1,2 triệu', 1_200_000],
    ['1.2tr', 1_200_000],
    ['1tr2', 1_200_000],
    ['1tr25', 1_250_000],
    ['1tr250', 1_250_000],
    ['1tr05', 1_050_000],
    ['1 triệu 2', 1_200_000],
    ['1 triệu 200', 1_200_000],
    ['12k5', 12_500],
    ['2 tỷ', 2_000_000_000],
    ['2 tỉ', 2_000_000_000],
    ['2 tỷ 500 triệu', 2_500_000_000],
    ['1 tỷ 200 triệu 50 nghìn', 1_200_050_000],
    ['1,005 nghìn', 1_005],
  ])('%j is %d', (cell, expected) => {
    const style = cell === '1,005 nghìn' ? 'COMMA_DECIMAL' : null;
    expect(readNumber(cell, style)).toEqual({ is: 'value', value: expected });
  });

  it.each<[string, number, number]>([
    ['1.234', 1_234, 1.234],
    ['1,234', 1.234, 1_234],
    ['12.000', 12_000, 12],
    ['-1.234', -1_234, -1.234],
    ['1.250 triệu', 1_250_000_000, 1_250_000],
  ])('%s is asked, and read in a style', (cell, comma, point) => {
    expect(readNumber(cell, null)).toEqual({
      is: 'ambiguous',
      choices: [
        { convention: 'COMMA_DECIMAL', value: comma },
        { convention: 'POINT_DECIMAL', value: point },
      ],
    });
    expect(readNumber(cell, 'COMMA_DECIMAL')).toEqual({ is: 'value', value: comma });
    expect(readNumber(cell, 'POINT_DECIMAL')).toEqual({ is: 'value', value: point });
  });

  it.each<[CellValue, RegExp, string?]>([
    ['1.2.3', /points or commas are out of place/],
    ['12.34.567', /out of place/],
    ['1,234.567,8', /out of place/],
    ['5.', /out of place/],
    ['500 ml', /without words/],
    ['10 tấn', /without words/],
    ['2 trăm', /without words/],
    ['từ 10 trở lên', /without words/, '10'],
    ['khoảng 1.200', /without words/, '1.200'],
    ['5%', /without words/],
    ['10 - 12', /is a range/],
    ['10 đến 12', /is a range/],
    ['liên hệ', /A number is needed/],
    ['một triệu', /A number is needed/],
    ['1k2tr', /A number is needed/],
    ['1 triệu 20', /A number is needed/],
    ['2 triệu 3 tỷ', /A number is needed/],
    ['1,5 triệu 200 nghìn', /A number is needed/],
    ['1234567890123456', /more than 15 digits/],
    ['=SUM(A1)', /formula/],
    [true, /truth value/],
    [{ day: '2026-05-01', time: null }, /day 2026-05-01/],
  ])('refuses %j', (cell, en, suggestion) => {
    const reading = readNumber(cell, null);
    expect(reading).toMatchObject({ is: 'refused', reason: { en: expect.stringMatching(en) } });
    expect(reading.is === 'refused' ? reading.suggestion : null).toBe(suggestion);
  });

  it.each([null, '', '-', 'N/A'])('finds nothing in %j', (cell) => {
    expect(readNumber(cell, null)).toEqual({ is: 'empty' });
  });

  it('reads back what is written in a style, and says another number in neither', () => {
    const style = fc.constantFrom<NumberStyle>('COMMA_DECIMAL', 'POINT_DECIMAL');
    const value = fc.tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(style, value, fc.boolean(), (given, [digits, decimals], useGrouping) => {
        const number = digits / 10 ** decimals;
        const locale = given === 'COMMA_DECIMAL' ? 'vi-VN' : 'en-US';
        const written = number.toLocaleString(locale, { useGrouping, maximumFractionDigits: decimals });
        expect(readNumber(written, given)).toEqual({ is: 'value', value: number === 0 ? 0 : number });
        const asked = readNumber(written, null);
        const values = asked.is === 'ambiguous' ? asked.choices.map((choice) => choice.value) : [];
        expect(asked.is === 'value' ? [asked.value] : values).toContain(number === 0 ? 0 : number);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('styleOf', () => {
  it.each<[CellValue[], NumberStyle | 'BOTH' | null]>([
    [['1.234', '12', 5], null],
    [['1.234', '1,5'], 'COMMA_DECIMAL'],
    [['1.234', '1.234.567'], 'COMMA_DECIMAL'],
    [['1.234', '0.5'], 'POINT_DECIMAL'],
    [['12,000', '1,234,567'], 'POINT_DECIMAL'],
    [['0,5L', '1.250 ml'], 'COMMA_DECIMAL'],
    [['12.5 kg'], 'POINT_DECIMAL'],
    [['1,5', '1.5'], 'BOTH'],
    [['31.12.2026', '1.2.3', 'LH 0912', null, true, 1.5], null],
    [['1.5E+05'], 'POINT_DECIMAL'],
    [[], null],
  ])('of %j is %s', (cells, expected) => {
    expect(styleOf(cells)).toBe(expected);
  });
});
