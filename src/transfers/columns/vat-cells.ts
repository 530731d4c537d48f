import { readTruth } from '../../platform/cells/truth.ts';
import { vatIn } from '../../platform/cells/vat.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import type { GivenProduct } from './given-product.ts';
import { QuestionKind } from './question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from './row-reader.ts';

/*
 * What cells say of value-added tax.
 */

/** Of a column for it: whether prices have the tax in them, or only its rate. */
export type SaidVat = boolean | 'RATE';

/** Rates, and goods that bear no tax: 8%, 0.08 as a sheet stores it, KCT. */
const RATE = /^(?:\d{1,2}(?:[.,]\d+)? ?%|0?[.,](?:05|08|10?)|[58]|10|kct|kkknt|không chịu thuế|không kê khai.*)$/iu;

/** Whether a cell of the column says that the tax is in the prices of its row; undefined where it is not clear. */
export function readVatColumn(cell: CellValue, row: RowReader): SaidVat | undefined {
  const text = row.text(cell) ?? '';
  return RATE.test(text) ? 'RATE' : (readVat(text, row, BAD_COLUMN) ?? undefined);
}

/** Whether a step of a ladder says that the tax is in its price; null where it says nothing, undefined where it is not clear. */
export const readVatOfStep = (text: string, row: RowReader): boolean | null | undefined => readVat(text, row, BAD_STEP);

function readVat(text: string, row: RowReader, problem: Text): boolean | null | undefined {
  // Here đã gồm alone is of the tax, too.
  const said = [text, `${text} VAT`].map(vatIn).find(({ rest, vatIncluded }) => vatIncluded !== null && rest === '');
  if (said) return said.vatIncluded;
  if (/^VAT$/i.test(text)) return true;
  const reading = readTruth(text);
  if (reading.is === 'value') return reading.value;
  if (reading.is === 'empty') return null;
  row.refuse(problem);
  return undefined;
}

/**
 * Asks whether the tax is in prices of which only the rate is said, and refuses a row whose column says another thing than its prices.
 * `byDefault`: what was said for the whole file.
 */
export function settleVat(given: GivenProduct, reader: RowReader, byDefault: boolean | null): void {
  const { vat, prices, ladder = [] } = given;
  const own = [...Object.values(prices), ...ladder].map(({ vatIncluded }) => vatIncluded);
  if (vat === 'RATE') {
    if (byDefault !== null || !own.includes(undefined)) return;
    const answer = reader.about('vatIncluded').ask(QuestionKind.VALUE, ['vatIncluded', 'A_RATE'], OF_A_RATE);
    if (answer !== undefined) given.vat = answer === 'INCLUDED';
  } else if (vat !== undefined && own.includes(!vat)) reader.about('vatIncluded').refuse(CONTRADICTS);
}

const OF_A_RATE = [
  {
    choice: 'INCLUDED',
    label: { vi: 'Ghi thuế suất: giá đã gồm thuế', en: 'It says the rate: the tax is in the prices' },
  },
  {
    choice: 'EXCLUDED',
    label: { vi: 'Ghi thuế suất: giá chưa gồm thuế', en: 'It says the rate: the tax comes on top' },
  },
  LEAVE_OUT_CHOICE,
];

const BAD_STEP: Text = {
  vi: 'Phần VAT của một dòng bảng giá ghi "VAT", "chưa VAT" hoặc để trống.',
  en: 'The VAT of a line of the ladder reads "VAT" or "chưa VAT" (no VAT), or is empty.',
};
const BAD_COLUMN: Text = {
  vi: 'Cột này ghi giá đã gồm VAT hay chưa: "có" hoặc "không"; hoặc ghi thuế suất, ví dụ 8%.',
  en: 'This column says whether VAT is in the prices, "có" (yes) or "không" (no), or its rate, such as 8%.',
};
const CONTRADICTS: Text = {
  vi: 'Cột này nói khác với giá, hoặc tiêu đề của cột giá, về việc đã gồm VAT hay chưa.',
  en: 'This column says another thing of VAT than a price, or the header of its column.',
};
