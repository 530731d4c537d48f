import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { suggestionOf } from '../../../src/transfers/columns/question.ts';
import { openIn, readProducts } from './headed-table.ts';

/** A product of one cell beside its name. */
function productOf(header: string, cell: CellValue) {
  const [row] = readProducts([
    ['Tên sản phẩm', header],
    ['Mứt dừa', cell],
  ]);
  return row!;
}

describe('a code in digits', () => {
  it.each<[CellValue, string | undefined]>([
    ['8936036020038', '8936036020038'],
    [8_936_036_020_038, '8936036020038'],
    ["'8936036020038", '8936036020038'],
    ['chưa có', undefined],
    ['-', undefined],
  ])('of %j is %j', (cell, gtin) => {
    const row = productOf('GTIN', cell);
    expect(openIn([row])).toEqual([]);
    expect(row.given.fields.gtin).toBe(gtin);
  });
});

describe('a lead time', () => {
  it('is suggested to be the longest that is written', () => {
    const { reader } = productOf('Thời gian giao hàng', '3-5 ngày');
    expect(reader.questions.map(({ choices }) => suggestionOf(choices))).toEqual(['5 ngày']);
  });
});

describe('a month of a capacity', () => {
  it('is quoted as it is written', () => {
    const row = productOf('Sản lượng tháng', 'từ tháng 3 đến tháng 8: 500');
    expect(openIn([row])).toEqual([expect.stringContaining('“từ tháng 3 đến tháng 8”')]);
    const clear = productOf('Sản lượng tháng', 'tháng 3: 500\nT4: 600');
    expect(clear.given.capacities).toEqual([
      { month: 3, quantity: 500 },
      { month: 4, quantity: 600 },
    ]);
  });
});
