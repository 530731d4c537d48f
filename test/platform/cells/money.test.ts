import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMoney } from '../../../src/platform/cells/money.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

describe('readMoney', () => {
  it.each<[CellValue, number, string?]>([
    [10_000, 10_000],
    [0, 0],
    [1_000.0000000001, 1_000],
    ['10000', 10_000],
    ['10.000', 10_000],
    ['10,000', 10_000],
    ['1.234.567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['1,250.000', 1_250_000],
    ['2.500,000', 2_500_000],
    ['1,250.000đ/kg', 1_250_000, 'kg'],
    ['10 000', 10_000],
    ["10'000", 10_000],
    ['10.000,00', 10_000],
    ['10,000.00', 10_000],
    ['10000,00', 10_000],
    ['10.000đ', 10_000],
    ['10.000 đ', 10_000],
    ['10.000₫', 10_000],
    ['₫10,000', 10_000],
    ['10.000 VNĐ', 10_000],
    ['10,000 VND', 10_000],
    ['VND 10,000', 10_000],
    ['10.000 đồng', 10_000],
    ['10.000 dong', 10_000],
    ['10.000,-', 10_000],
    ['Giá: 10.000đ', 10_000],
    ['giá bán lẻ 10.000', 10_000],
    ['0', 0],
    ['0đ', 0],
    ['50đ', 50],
    ['VND 50/kg', 50, 'kg'],
    ['12k', 12_000],
    ['12K/kg', 12_000, 'kg'],
    ['12 nghìn đồng', 12_000],
    ['1,2 triệu', 1_200_000],
    ['1tr2', 1_200_000],
    ['12,5k', 12_500],
    ['2 tỷ', 2_000_000_000],
    ['10.000đ/kg', 10_000, 'kg'],
    ['10.000 VNĐ / Hộp 500g', 10_000, 'Hộp 500g'],
    ['35.000/bó', 35_000, 'bó'],
  ])('%j is %d', (cell, amount, per = undefined) => {
    expect(readMoney(cell, null)).toEqual({ is: 'value', value: { amount, per: per ?? null } });
  });

  it.each<[string, number, string | null, boolean]>([
    ['120.000 (chưa VAT)', 120_000, null, false],
    ['120.000 đã gồm VAT', 120_000, null, true],
    ['120k/kg (chưa bao gồm 8% VAT)', 120_000, 'kg', false],
    ['Giá chưa VAT: 120.000đ', 120_000, null, false],
  ])('%s is %d for %s, with value-added tax: %j', (cell, amount, per, vatIncluded) => {
    expect(readMoney(cell, null)).toEqual({ is: 'value', value: { amount, per, vatIncluded } });
  });

  it.each([
    'Liên hệ',
    'LIÊN HỆ',
    'lien he',
    'LH',
    'LH 0912 345 678',
    'Liên hệ: 0912345678',
    'Vui lòng liên hệ',
    'Giá liên hệ',
    'thỏa thuận',
    'Thoả thuận',
    'báo giá',
    'call',
    'Contact us',
    'giá theo thời điểm',
    'theo thời giá',
    'on request',
    'liên hệ/kg',
  ])('%s is told on request', (cell) => {
    expect(readMoney(cell, null)).toEqual({ is: 'value', value: { onRequest: true } });
  });

  it.each<[CellValue, number]>([
    ['12.5', 12_500],
    ['12,5', 12_500],
    [12.5, 12_500],
    ['12,50', 12_500],
    ['0.125', 125],
    ['12,5đ/kg', 12_500],
  ])('%j is thousands or nothing', (cell, amount) => {
    const reading = readMoney(cell, null);
    expect(reading).toMatchObject({ is: 'ambiguous', choices: [{ convention: 'THOUSANDS', value: { amount } }] });
  });

  it.each<[CellValue, number]>([
    ['45', 45],
    [800, 800],
    ['1/kg', 1],
  ])('asks whether %j is thousands, where nothing says it', (cell, amount) => {
    const choices = [
      { convention: 'DONG', value: { amount } },
      { convention: 'THOUSANDS', value: { amount: amount * 1_000 } },
    ];
    expect(readMoney(cell, null)).toMatchObject({ is: 'ambiguous', choices, group: 'WHOLE' });
    expect(readMoney(cell, null, 'LIKELY_DONG')).toMatchObject({ choices: [{ isLikely: true }, {}] });
    expect(readMoney(cell, null, 'DONG')).toMatchObject({ is: 'value', value: { amount } });
  });

  it('asks whether 10.00 has thousands', () => {
    expect(readMoney('10.00', null)).toMatchObject({
      is: 'ambiguous',
      choices: [
        { convention: 'DONG', value: { amount: 10 } },
        { convention: 'THOUSANDS', value: { amount: 10_000 } },
      ],
    });
  });

  it.each<[CellValue, number]>([
    ['12', 12_000],
    [12, 12_000],
    ['12k', 12_000],
    [0, 0],
  ])('%j below a title in thousands is %d', (cell, amount) => {
    expect(readMoney(cell, null, 'SAID_THOUSANDS')).toMatchObject({ is: 'value', value: { amount } });
  });

  it('takes the style of the column beside a word alone', () => {
    expect(readMoney('1.250 triệu', 'POINT_DECIMAL')).toMatchObject({ value: { amount: 1_250_000 } });
    expect(readMoney('1.250k', 'COMMA_DECIMAL')).toMatchObject({ value: { amount: 1_250_000 } });
    expect(readMoney('1.250k', null)).toMatchObject({ is: 'refused', reason: { en: /not clear how much/ } });
    expect(readMoney('1.250', 'POINT_DECIMAL')).toMatchObject({ value: { amount: 1_250 } });
  });

  it.each<[CellValue, RegExp, string?]>([
    ['$5', /Vietnamese đồng/],
    ['5 USD', /Vietnamese đồng/],
    ['10 €/kg', /Vietnamese đồng/],
    ['10.000 - 12.000', /is a range/],
    ['10.000đ-12.000đ', /is a range/],
    ['10k đến 12k', /is a range/],
    ['-10.000', /cannot be negative/],
    [-5, /cannot be negative/],
    ['(10.000)', /cannot be negative/],
    [53_529.41, /no decimals/, '53529'],
    ['53529.41', /no decimals/, '53529'],
    ['12.3456', /no decimals/],
    ['từ 10.000', /cannot be read/, '10.000'],
    ['trên 200k', /cannot be read/, '200k'],
    ['chỉ 1,2 triệu thôi', /cannot be read/, '1,2 triệu'],
    ['từ 10.000đ trở lên', /cannot be read/, '10.000'],
    ['2 trăm ngàn', /cannot be read/],
    ['15%', /cannot be read/],
    ['10.000 một chục', /cannot be read/],
    ['10.000.00', /cannot be read/],
    ['rẻ', /cannot be read/],
    ['1234567890123456', /more than 15 digits/],
  ])('refuses %j', (cell, en, suggestion) => {
    const reading = readMoney(cell, null);
    expect(reading).toMatchObject({ is: 'refused', reason: { en: expect.stringMatching(en) } });
    expect(reading.is === 'refused' ? reading.suggestion : null).toBe(suggestion);
  });

  it.each([null, '', '-', '--'])('finds nothing in %j', (cell) => {
    expect(readMoney(cell, null)).toEqual({ is: 'empty' });
  });

  it('reads back every whole amount, however it is grouped', () => {
    const grouping = fc.constantFrom('vi-VN', 'en-US', 'fr-FR');
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 999_999_999_999 }),
        grouping,
        fc.boolean(),
        (amount, locale, useGrouping) => {
          const written = amount.toLocaleString(locale, { useGrouping });
          expect(readMoney(written, null)).toEqual({ is: 'value', value: { amount, per: null } });
          expect(readMoney(`${written} đ/kg`, null)).toEqual({ is: 'value', value: { amount, per: 'kg' } });
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
