import type { CellValue } from '../tables/table.ts';
import { fold, INVISIBLE, WHITE_SPACE } from '../text/vietnamese.ts';
import { EMPTY, quoted, type Reading, refuseCell } from './reading.ts';

const INVISIBLES = new RegExp(`[${INVISIBLE}\\u200b]`, 'g');
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const BLANKS = new RegExp(`(?!\\n)[${WHITE_SPACE}]`, 'g');

/** Marks of direction and joiners, which programs put before dates and numbers. */
const FORMAT = /\p{Cf}/gu;
const DASHES = /[\u2010-\u2015\u2212]/g;

/** What people and programs write into a cell that has no value, folded. */
const NOTHING = /^(?:[-_.…]+|#?n\/a|null|nil|none|khong co|chua co|chua ro|chua biet|(?:chua|dang) cap nhat)$/;

/** Errors of a spreadsheet's formulas, but for #N/A, which also stands for nothing. */
const FORMULA_ERROR = /^#(?:REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/i;

/** Longest text that may be a value. */
const MAX_LENGTH = 200;

/**
 * The text of any cell as people see it, in NFC, trimmed, with plain blanks and line breaks (\n), nothing invisible; null where
 * nothing is left. Numbers have no exponent and a decimal point: a GTIN that a sheet shows as 8.93E+12 is its thirteen digits. Days are
 * YYYY-MM-DD, with their time after a blank; truth values TRUE and FALSE.
 */
export function textOf(cell: CellValue): string | null {
  if (cell === null) return null;
  if (typeof cell === 'number') return plainNumber(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell === 'object') return cell.time === null ? cell.day : `${cell.day} ${cell.time}`;
  const text = cell.replace(INVISIBLES, '').replace(LINE_ENDS, '\n').replace(BLANKS, ' ');
  return text.normalize('NFC').trim() || null;
}

/** All digits of a number, in the 15 significant ones that a spreadsheet keeps. */
function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return BigInt(value).toString();
  const rounded = String(Number(value.toPrecision(15)));
  return rounded.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : rounded;
}

/**
 * What a cell that is to be a value says, on one line: full-width and other compatible characters as the plain ones, dashes and minus
 * signs as hyphens, an apostrophe before it dropped (people type one to keep a cell text). Empty also where the cell says that it
 * has nothing (-, N/A, chưa có); refused where it holds a formula without a result, an error, or a value of another kind.
 */
export function writtenIn(cell: Exclude<CellValue, number>): string | Reading<never> {
  if (typeof cell !== 'string') return cell === null ? EMPTY : refuseKind(cell);
  if (cell.trim().length > MAX_LENGTH) {
    return refuseCell(
      `Ô này chứa cả đoạn văn bản (${cell.length} ký tự), không phải một giá trị.`,
      `This cell holds a whole text (${cell.length} characters), not a value.`,
    );
  }
  const text = oneLine(cell);
  if (text === '' || NOTHING.test(fold(text))) return EMPTY;
  if (text.startsWith('=')) {
    return refuseCell(
      `Ô chứa công thức ${quoted(text)} mà không có kết quả; hãy nhập giá trị.`,
      `The cell holds the formula ${quoted(text)} without a result; enter the value.`,
    );
  }
  if (!FORMULA_ERROR.test(text)) return text;
  return refuseCell(`Công thức trong ô bị lỗi: ${text}.`, `The formula in the cell has failed: ${text}.`);
}

/** A text on one line in plain characters, see {@link writtenIn}. */
export function oneLine(text: string): string {
  return text
    .normalize('NFKC')
    .replace(FORMAT, '')
    .replace(DASHES, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^'+ ?(?=.)/, '');
}

function refuseKind(cell: Exclude<CellValue, number | string | null>): Reading<never> {
  const shown = textOf(cell);
  if (typeof cell === 'boolean') {
    return refuseCell(`Ô này là giá trị đúng/sai (${shown}).`, `This cell is a truth value (${shown}).`);
  }
  return refuseCell(
    `Ô này là ngày ${shown}; có thể bảng tính đã tự đổi số thành ngày.`,
    `This cell is the day ${shown}; the spreadsheet may have turned a number into a day.`,
  );
}
