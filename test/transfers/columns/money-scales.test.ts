import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { outdatedScales } from '../../../src/transfers/columns/money-scales.ts';
import { suggestionOf } from '../../../src/transfers/columns/question.ts';
import { openIn, readProducts } from './headed-table.ts';

const table = (header: string, prices: readonly CellValue[], ...above: string[]) => [
  ...above.map((line) => [line]),
  ['Tên sản phẩm', 'ĐVT', header],
  ...prices.map((price, at) => [`Mứt dừa ${at}`, 'kg', price]),
];

const amounts = (rows: ReturnType<typeof readProducts>) => rows.map(({ given }) => given.prices.WHOLESALE?.amount);

const QUESTION = 'MONEY_THOUSANDS:wholesaleprice';
const WHOLE = `${QUESTION}:whole`;

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

  it('is asked where nothing says it, of those below 1,000', () => {
    const cells = [60, '65', '70đ', 0];
    const asked = readProducts(table('Giá bán', cells));
    expect(openIn(asked).filter((key) => key === WHOLE)).toHaveLength(2);
    const [{ reader }] = asked as [(typeof asked)[0]];
    expect(reader.questions[0]!.choices.map(({ choice }) => choice)).toEqual(['DONG', 'THOUSANDS', 'LEAVE_OUT']);
    const answered = (answer: string) => amounts(readProducts(table('Giá bán', cells), { [WHOLE]: answer }));
    expect(answered('THOUSANDS')).toEqual([60_000, 65_000, 70, undefined]);
    expect(answered('DONG')).toEqual([60, 65, 70, undefined]);
  });

  it.each<[string, CellValue[], string | null]>([
    ['few prices', [60, 65], null],
    ['prices of which many are large', [60, 45_000, 46_000], 'DONG'],
    ['prices of which few are large', [60, 65, 70, 45_000], null],
    ['prices of which the others have words', [60, '65k', '70k', '75.000đ'], null],
  ])('is suggested of %s', (_, cells, suggestion) => {
    const [{ reader }] = readProducts(table('Giá bán', cells)) as [ReturnType<typeof readProducts>[0]];
    expect(reader.questions.map(({ key, choices }) => [key, suggestionOf(choices)])).toEqual([[WHOLE, suggestion]]);
  });

  it('is đồng of prices with their words, and in a ladder', () => {
    expect(openIn(readProducts(table('Giá bán', ['60k', '65 nghìn', '70đ'])))).toEqual([]);
    const [row] = readProducts(table('Bảng giá', ['Sỉ | 1 | 500 | VAT']));
    expect(row!.given.ladder).toMatchObject([{ amount: 500 }]);
  });

  it('is told by an answer about decimals of no others', () => {
    const cells = ['12.5', '500', '45.000', '800'];
    const rows = readProducts(table('Giá bán', cells), { [QUESTION]: 'THOUSANDS' });
    expect(amounts(rows)).toEqual([12_500, undefined, 45_000, undefined]);
    expect(openIn(rows)).toEqual([WHOLE, WHOLE]);
    expect(rows[0]!.reader.answered).toHaveLength(1);
  });

  it.each<[string, CellValue[], string[]]>([
    ['THOUSANDS', [60, 65], []],
    ['THOUSANDS', [13_000, 900, 500], [WHOLE]],
    ['DONG', [900, 13_000, 14_000], []],
    ['DONG', [60, 65], [WHOLE]],
  ])('is not what was %s in an earlier file, where %j are written otherwise', (answer, cells, outdated) => {
    const below = cells.map((cell, at) => ({ number: at + 2, cells: [cell] }));
    const column = { index: 0, header: 'Giá', field: 'wholesalePrice', confidence: 'EXACT' as const, samples: [] };
    expect(outdatedScales([column], below, { [WHOLE]: answer })).toEqual(outdated);
  });
});
