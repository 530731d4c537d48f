import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { openIn, readProducts } from './headed-table.ts';

const table = (header: string, prices: readonly CellValue[], ...above: string[]) => [
  ...above.map((line) => [line]),
  ['Tên sản phẩm', 'ĐVT', header],
  ...prices.map((price, at) => [`Mứt dừa ${at}`, 'kg', price]),
];

const amounts = (rows: ReturnType<typeof readProducts>) => rows.map(({ given }) => given.prices.WHOLESALE?.amount);

const QUESTION = 'MONEY_THOUSANDS:wholesaleprice';

describe('what the numbers of a column of prices count', () => {
  it.each(['Giá (nghìn đồng)', 'Đơn giá (1.000đ)', 'Giá (ngàn đ)', 'Giá bán (nghìn đồng/kg)'])(
    'is said by %s',
    (header) => {
      const rows = readProducts(table(header, [60, '65', '70,5', '120k']));
      expect(openIn(rows)).toEqual([]);
      expect(amounts(rows)).toEqual([60_000, 65_000, 70_500, 120_000]);
    },
  );

  it.each([
    'ĐVT: 1.000 đồng',
    'Đơn vị tính: nghìn đồng',
    '(Đơn vị: 1,000đ)',
    '(nghìn đồng)',
    'BẢNG GIÁ (ĐVT: ngàn đồng)',
  ])('is said by %s above the table', (line) => {
    const rows = readProducts(table('Đơn giá', [60, '65'], 'BẢNG BÁO GIÁ', line));
    expect(openIn(rows)).toEqual([]);
    expect(amounts(rows)).toEqual([60_000, 65_000]);
  });

  it('is millions where the header says so', () => {
    const rows = readProducts(table('Giá (triệu đồng)', [12, '1,25', 1_250]));
    expect(amounts(rows)).toEqual([12_000_000, 1_250_000, undefined]);
    expect(openIn(rows)).toEqual([expect.stringContaining('Không rõ')]);
  });

  it('is asked where numbers below a header in thousands are large', () => {
    const cells = [60, '1.250', 60_000];
    const asked = readProducts(table('Giá (nghìn đồng)', cells));
    expect(openIn(asked)).toEqual([QUESTION, QUESTION]);
    const answered = (answer: string) =>
      amounts(readProducts(table('Giá (nghìn đồng)', cells), { [QUESTION]: answer }));
    expect(answered('ALL_THOUSANDS')).toEqual([60_000, 1_250_000, 60_000_000]);
    expect(answered('DONG_FROM_1000')).toEqual([60_000, 1_250, 60_000]);
  });

  it('is asked where nothing says it and all prices are below 1,000', () => {
    const cells = [60, '65', '70đ', 0];
    const asked = readProducts(table('Giá bán', cells));
    expect(openIn(asked).filter((key) => key === QUESTION)).toHaveLength(3);
    const [{ reader }] = asked as [(typeof asked)[0]];
    expect(reader.questions[0]!.choices.map(({ choice }) => choice)).toEqual(['THOUSANDS', 'DONG', 'LEAVE_OUT']);
    const answered = (answer: string) => amounts(readProducts(table('Giá bán', cells), { [QUESTION]: answer }));
    expect(answered('THOUSANDS')).toEqual([60_000, 65_000, 70_000, undefined]);
    expect(answered('DONG')).toEqual([60, 65, 70, undefined]);
  });

  it.each<[string, CellValue[]]>([
    ['few prices', [60, 65]],
    ['prices of which one is not small', [60, 65, 70, 45_000]],
    ['prices with their words', ['60k', '65k', '70k']],
  ])('is đồng of %s', (_, cells) => {
    expect(openIn(readProducts(table('Giá bán', cells)))).toEqual([]);
  });

  it('is told by an answer about decimals, of which it may be changed', () => {
    const rows = readProducts(table('Giá bán', ['12,5', 12, 45_000]), { [QUESTION]: 'THOUSANDS' });
    expect(amounts(rows)).toEqual([12_500, 12_000, 45_000]);
    expect(rows[0]!.reader.answered).toHaveLength(1);
  });
});
