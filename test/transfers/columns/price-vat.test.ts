import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { settleVat } from '../../../src/transfers/columns/vat-cells.ts';
import { openIn, readProducts } from './headed-table.ts';

const rowOf = (header: string, cell: string) =>
  readProducts([
    ['Tên sản phẩm', header],
    ['Mứt dừa', cell],
  ])[0]!;

interface Settling {
  readonly answers?: Readonly<Record<string, string>>;
  readonly header?: string;
  readonly byDefault?: boolean | null;
}

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
    expect(vatOf('120.000 (chưa VAT)')).toMatchObject({ amount: 120_000, vatIncluded: false });
    expect(vatOf('120.000')).toMatchObject({ amount: 120_000, vatIncluded: true });
  });

  /** A row with a column of its own for it, settled. */
  function settled(cells: readonly CellValue[], { answers, header = 'Giá sỉ', byDefault = null }: Settling = {}) {
    const [row] = readProducts(
      [
        ['Tên sản phẩm', header, 'Thuế GTGT'],
        ['Mứt dừa', ...cells],
      ],
      answers,
    );
    settleVat(row!.given, row!.reader, byDefault);
    return { vat: row!.given.vat, open: openIn([row!]) };
  }

  it.each<[CellValue, boolean]>([
    ['có', true],
    ['đã gồm VAT', true],
    ['chưa gồm', false],
    ['Đã bao gồm', true],
    ['không', false],
    ['x', true],
  ])('has a column of its own: %j is %j', (cell, vat) => {
    expect(settled([120_000, cell])).toEqual({ vat, open: [] });
  });

  it.each<CellValue>(['8%', '10 %', 0.08, 8, 'KCT', 'Không chịu thuế'])(
    'is asked for where only a rate is said: %j',
    (cell) => {
      expect(settled([120_000, cell]).open).toEqual(['VALUE:vatincluded:a_rate']);
      const answered = (answer: string) =>
        settled([120_000, cell], { answers: { 'VALUE:vatincluded:a_rate': answer } });
      expect(answered('INCLUDED')).toEqual({ vat: true, open: [] });
      expect(answered('EXCLUDED')).toEqual({ vat: false, open: [] });
    },
  );

  it('is not asked for where the prices, the header or the whole file say it', () => {
    for (const price of ['120.000 đã gồm VAT', 'liên hệ']) expect(settled([price, '8%']).open).toEqual([]);
    expect(settled([120_000, '8%'], { header: 'Giá sỉ (chưa VAT)' }).open).toEqual([]);
    expect(settled([120_000, '8%'], { byDefault: true }).open).toEqual([]);
  });

  it('is refused where the column and the prices contradict one another, or the column says something else', () => {
    const other = [expect.stringContaining('nói khác với giá')];
    expect(settled([120_000, 'có'], { header: 'Giá sỉ (chưa VAT)' }).open).toEqual(other);
    expect(settled(['120.000 đã gồm VAT', 'không']).open).toEqual(other);
    expect(settled([120_000, 'tuỳ loại']).open).toEqual([expect.stringContaining('"có" hoặc "không"')]);
  });
});
