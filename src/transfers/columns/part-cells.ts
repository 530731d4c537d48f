import { partEscaped } from '../../platform/cells/escapes.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import type { GivenAttribute } from '../../products/attribute-values.ts';
import type { GivenImage, MonthCapacity } from '../../products/product-parts.ts';
import { readMonthly } from './counted-cells.ts';
import type { GivenPart, GivenStep, SaidUnit } from './given-product.ts';
import { BETWEEN_ADDRESSES } from './part-texts.ts';
import type { RowReader } from './row-reader.ts';
import { readVatOfStep } from './vat-cells.ts';
import { AUDIENCE_WORDS } from './words.ts';

/*
 * The parts of a product out of the text of one cell, a line each: what part-texts.ts writes. The value of an attribute is text here
 * whatever its type: the category, which is not known yet, says which it is.
 */

const linesOf = (cell: CellValue, row: RowReader): string[] =>
  (row.text(cell) ?? '').split(/\r\n|[\n\r]/).flatMap((line) => line.trim() || []);

/** The steps of a ladder; what their prices are for goes to the units that the row names. */
export function readLadder(cell: CellValue, row: RowReader, units: SaidUnit[]): GivenStep[] | undefined {
  const prices = linesOf(cell, row).map((line) => readStep(line, row, units));
  return prices.every((price) => price !== undefined) ? prices : undefined;
}

function readStep(line: string, row: RowReader, units: SaidUnit[]): GivenStep | undefined {
  const [who = '', from = '', price = '', vat = '', since = ''] = line.split('|').map((part) => part.trim());
  const audience = row.choice(who, AUDIENCE_WORDS);
  const minQuantity = row.number(from);
  const money = row.money(price);
  if (audience === undefined || minQuantity === undefined || money === undefined) {
    if (from === '' || price === '') row.refuse(BAD_STEP);
    return undefined;
  }
  if ('onRequest' in money) {
    row.refuse(BAD_STEP);
    return undefined;
  }
  const holdsSince = since === '' ? null : row.day(since);
  const vatIncluded = readVatOfStep(vat, row);
  if (holdsSince === undefined || vatIncluded === undefined) return undefined;
  if (money.per !== null) units.push({ field: row.field, text: money.per, isPrice: true });
  const { amount, vatIncluded: ofPrice } = money;
  return {
    audience,
    minQuantity,
    amount,
    vatIncluded: vatIncluded ?? ofPrice ?? row.note.vatIncluded ?? undefined,
    holdsSince,
  };
}

const BAD_STEP: Text = {
  vi: 'Mỗi dòng bảng giá viết: đối tượng | từ số lượng | giá | VAT hoặc chưa VAT | từ ngày, ví dụ "Sỉ | 100 | 89000 | VAT | 2026-01-01".',
  en: 'A line of the ladder reads: audience | from quantity | price | VAT or no VAT | from day, as in "Sỉ | 100 | 89000 | VAT | 2026-01-01".',
};

export const readImages = (cell: CellValue, row: RowReader): GivenImage[] =>
  linesOf(cell, row).flatMap((line) => {
    const [url = '', altVi, altEn] = partEscaped(line, (plain) => plain.split('|').map((part) => part.trim()));
    // Addresses that stand in one line without words for what they show.
    const urls = altVi === undefined ? url.split(BETWEEN_ADDRESSES) : [url];
    return urls.map((one) => ({ url: one, altVi: altVi || null, altEn: altEn || null }));
  });

/** What is made in each month; the unit in which it is counted goes to those that the row names. */
export function readCapacities(cell: CellValue, row: RowReader, units: SaidUnit[]): MonthCapacity[] | undefined {
  const lines = linesOf(cell, row);
  if (lines.length === 1 && !lines[0]!.includes(':')) {
    const monthly = readMonthly(cell, row);
    if (!monthly) return undefined;
    const { value: quantity, unit } = monthly;
    if (unit !== null) units.push({ field: row.field, text: unit, isPrice: false });
    return Array.from({ length: 12 }, (_, index) => ({ month: index + 1, quantity }));
  }
  if (row.note.unit !== null) units.push({ field: row.field, text: row.note.unit, isPrice: false });
  const capacities = lines.map((line) => {
    const [month, quantity] = pairOf(line, row, BAD_CAPACITY);
    const inMonth = month === undefined ? undefined : row.number(month.replace(/^(?:tháng|thg|t)\.?\s*(?=\d)/i, ''));
    const amount = quantity === undefined ? undefined : row.number(quantity);
    return inMonth === undefined || amount === undefined ? undefined : { month: inMonth, quantity: amount };
  });
  return capacities.every((one) => one !== undefined) ? capacities : undefined;
}

const BAD_CAPACITY: Text = {
  vi: 'Hãy viết một số cho mọi tháng, hoặc mỗi dòng "tháng: số lượng", ví dụ "1: 500".',
  en: 'Write one number for all months, or "month: quantity" line by line, such as "1: 500".',
};

export const readAttributes = (cell: CellValue, row: RowReader): GivenAttribute[] =>
  linesOf(cell, row).flatMap((line) => {
    const [code, text] = pairOf(line, row, BAD_ATTRIBUTE);
    return code === undefined || text === undefined ? [] : [{ code, text }];
  });

const BAD_ATTRIBUTE: Text = {
  vi: 'Mỗi dòng viết "mã thuộc tính: giá trị".',
  en: 'Each line reads "code of the attribute: value".',
};

export const readComponents = (cell: CellValue, row: RowReader): GivenPart[] =>
  linesOf(cell, row).flatMap((line) => {
    // A code may have colons, and a quantity has none.
    const [name, text] = pairAt(line.lastIndexOf(':'), line, row, BAD_COMPONENT);
    const quantity = text === undefined ? undefined : row.number(text);
    return name === undefined || quantity === undefined ? [] : [{ name, quantity }];
  });

const BAD_COMPONENT: Text = {
  vi: 'Mỗi dòng viết "mã sản phẩm: số lượng".',
  en: 'Each line reads "product code: quantity".',
};

/** What stands before and after the first colon of a line. */
const pairOf = (line: string, row: RowReader, problem: Text) => pairAt(line.indexOf(':'), line, row, problem);

/** What stands before and after one character of a line. */
function pairAt(cut: number, line: string, row: RowReader, problem: Text): [string, string] | [] {
  const pair = [line.slice(0, cut).trim(), line.slice(cut + 1).trim()] as [string, string];
  if (cut > 0 && pair[0] !== '' && pair[1] !== '') return pair;
  row.refuse(problem);
  return [];
}
