import { describe, expect, it } from 'vitest';
import { openIn, readProducts } from './headed-table.ts';

const rowOf = (header: string, cell: string) =>
  readProducts([
    ['Tên sản phẩm', header],
    ['Mứt dừa', cell],
  ])[0]!;

describe('value-added tax', () => {
  it.each<[string, boolean | undefined]>([
    ['VAT', true],
    ['đã gồm VAT', true],
    ['Đã bao gồm VAT', true],
    ['có', true],
    ['gồm thuế', true],
    ['chưa VAT', false],
    ['không VAT', false],
    ['no VAT', false],
    ['chưa gồm thuế', false],
    ['không', false],
    ['', undefined],
    ['-', undefined],
  ])('of a step of the ladder: %j is %j', (vat, vatIncluded) => {
    const row = rowOf('Bảng giá', `Sỉ | 100 | 89000 | ${vat}`);
    expect(openIn([row])).toEqual([]);
    expect(row.given.ladder![0]!.vatIncluded).toBe(vatIncluded);
  });

  it('of a step is refused where it is not clear, and may be said by the price or the header', () => {
    expect(openIn([rowOf('Bảng giá', 'Sỉ | 100 | 89000 | VAT 8%')])).toEqual([expect.stringContaining('Phần VAT')]);
    expect(rowOf('Bảng giá', 'Sỉ | 100 | 89000 chưa VAT').given.ladder![0]!.vatIncluded).toBe(false);
    expect(rowOf('Bảng giá (đã gồm VAT)', 'Sỉ | 100 | 89000').given.ladder![0]!.vatIncluded).toBe(true);
  });

  it('of a price is what its cell says, else its header', () => {
    const vatOf = (cell: string) => rowOf('Giá sỉ (đã gồm VAT)', cell).given.prices.WHOLESALE;
    expect(vatOf('120.000 (chưa VAT)')).toEqual({ amount: 120_000, vatIncluded: false });
    expect(vatOf('120.000')).toEqual({ amount: 120_000, vatIncluded: true });
  });
});
