import type { Text } from '../../platform/errors/user-error.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import { PriceAudience } from '../../products/product-parts.entity.ts';
import type { GivenProduct, ProductColumn } from './given-product.ts';
import { readLadder } from './part-cells.ts';
import { ladderText } from './part-texts.ts';
import { QuestionKind, suggesting } from './question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from './row-reader.ts';
import { isPriceUnit } from './said-units.ts';
import { readVatColumn } from './vat-cells.ts';
import { firstWords, PRICE_BASIS_WORDS, wordOf } from './words.ts';

/** One price a unit, from the first unit on, or from where its header says. */
const priceColumn = (audience: PriceAudience, field: string, title: Text, names: readonly string[]): ProductColumn => ({
  field,
  title,
  names,
  note: {
    vi: 'Giá một đơn vị, đồng; "liên hệ" nếu báo giá theo yêu cầu.',
    en: 'Price of one unit in đồng; "liên hệ" where it is given on request.',
  },
  read: (cell, row, given) => readPrice(cell, row, given, audience),
});

function readPrice(cell: CellValue, row: RowReader, given: GivenProduct, audience: PriceAudience): void {
  const money = row.money(cell);
  if (money === undefined) return;
  if ('onRequest' in money) {
    given.onRequest.push(audience);
    return;
  }
  const per = money.per ?? (isPriceUnit(row.note.per ?? '') ? row.note.per : null);
  if (per !== null) given.units.push({ field: row.field, text: per, isPrice: true, audience });
  if (money.amount > 0) {
    const { from } = row.note;
    if (from?.unit) given.units.push({ field: row.field, text: from.unit, isPrice: false, audience });
    given.prices[audience] = {
      amount: money.amount,
      minQuantity: from?.value ?? 1,
      vatIncluded: money.vatIncluded ?? row.note.vatIncluded ?? undefined,
    };
    given.fields.priceOnRequest ??= false;
    return;
  }
  const answer = row.ask(QuestionKind.ZERO_PRICE, [row.field], ZERO_PRICES);
  if (answer === 'ON_REQUEST') given.onRequest.push(audience);
  if (answer === 'NEW_ON_REQUEST') given.newOnRequest.push(audience);
}

const ZERO_PRICES = suggesting(
  [
    {
      choice: 'NEW_ON_REQUEST',
      label: {
        vi: 'Sản phẩm mới: giá theo yêu cầu (liên hệ); sản phẩm đã có: giữ giá cũ',
        en: 'New products: price on request; those that are there keep their prices',
      },
    },
    {
      choice: 'ON_REQUEST',
      label: {
        vi: 'Giá theo yêu cầu (liên hệ), bỏ cả giá cũ của sản phẩm đã có',
        en: 'Price on request, also where a product has a price so far',
      },
    },
    { choice: 'NO_PRICE', label: { vi: 'Chưa có giá', en: 'No price yet' } },
    LEAVE_OUT_CHOICE,
  ],
  'NEW_ON_REQUEST',
);

/** The columns that say what a product costs. */
export const PRICE_COLUMNS: readonly ProductColumn[] = [
  priceColumn(PriceAudience.WHOLESALE, 'wholesalePrice', { vi: 'Giá bán sỉ', en: 'Wholesale price' }, [
    'giá sỉ',
    'giá buôn',
    'giá bán buôn',
    'đơn giá',
    'giá',
    'giá gốc',
    'giá bán',
    'giá mới',
    'giá kỳ này',
    'giá hiện tại',
    'giá hiện hành',
    'giá hôm nay',
    'đ giá',
    'price',
    'unit price',
    'giá đại lý',
    'giá xuất xưởng',
  ]),
  priceColumn(PriceAudience.RETAIL, 'retailPrice', { vi: 'Giá bán lẻ', en: 'Retail price' }, [
    'giá lẻ',
    'giá niêm yết',
    'retail',
    'giá công bố',
  ]),
  priceColumn(PriceAudience.EXPORT, 'exportPrice', { vi: 'Giá xuất khẩu', en: 'Export price' }, ['giá xk']),
  {
    field: 'priceLadder',
    title: { vi: 'Bảng giá', en: 'Price ladder' },
    names: ['bảng giá theo số lượng'],
    note: {
      vi: 'Mỗi dòng: đối tượng | từ số lượng | giá | VAT hoặc chưa VAT | từ ngày.',
      en: 'Each line: audience | from quantity | price | VAT or no VAT | from day.',
    },
    read: (cell, row, given) => {
      given.ladder = readLadder(cell, row, given.units);
      if (given.ladder?.length) given.fields.priceOnRequest ??= false;
    },
    write: ({ prices }) => ladderText(prices),
  },
  {
    field: 'priceOnRequest',
    title: { vi: 'Giá theo yêu cầu', en: 'Price on request' },
    names: ['báo giá theo yêu cầu'],
    note: { vi: 'có / không', en: 'có (yes) / không (no)' },
    choices: ['có', 'không'],
    read: (cell, row, { fields }) => {
      fields.priceOnRequest = row.truth(cell) ?? fields.priceOnRequest;
    },
    write: ({ priceOnRequest }) => (priceOnRequest ? 'có' : null),
  },
  {
    field: 'vatIncluded',
    title: { vi: 'Đã gồm VAT', en: 'VAT included' },
    names: ['VAT', 'gồm thuế', 'đã bao gồm VAT', 'thuế GTGT', 'thuế suất', 'thuế suất GTGT', 'thuế suất VAT'],
    note: { vi: 'có / không; áp dụng cho các cột giá.', en: 'có (yes) / không (no); for the columns of prices.' },
    choices: ['có', 'không'],
    read: (cell, row, given) => {
      given.vat = readVatColumn(cell, row);
    },
  },
  {
    field: 'priceBasis',
    title: { vi: 'Điều kiện giá', en: 'Price basis' },
    names: ['incoterms', 'điều kiện giao hàng'],
    note: { vi: 'EXW hoặc FOB.', en: 'EXW or FOB.' },
    choices: firstWords(PRICE_BASIS_WORDS),
    read: (cell, row, { fields }) => {
      const text = row.text(cell);
      if (text !== undefined) fields.priceBasis = row.choice(text, PRICE_BASIS_WORDS);
    },
    write: ({ priceBasis }) => wordOf(PRICE_BASIS_WORDS, priceBasis),
  },
];
