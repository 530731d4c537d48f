import { columnLetters } from './spreadsheet-text.ts';
import { tooMuch } from './table-errors.ts';

const LINE_END = /\r\n?/g;

/**
 * The text of a cell as tables hand it on: NFC, lines ended by \n; null where there is nothing to see. What no database can hold goes:
 * NUL, of which a spreadsheet shows nothing, and half a character, which is U+FFFD then.
 * @throws UserError LIMIT_EXCEEDED with the row and column of a text of more than `maxLength` characters
 */
export function cellText(text: string, row: number, column: number, maxLength: number): string | null {
  if (text === '') return null;
  if (text.length > maxLength) throw tooLong(row, column, maxLength);
  const whole = text.replaceAll('\0', '').toWellFormed();
  return whole.trim() === '' ? null : whole.replace(LINE_END, '\n').normalize('NFC');
}

/** The refusal of a cell that has too many characters. */
export function tooLong(row: number, column: number, maxLength: number) {
  const letters = columnLetters(column);
  return tooMuch(
    `Ô ở dòng ${row}, cột ${letters} dài hơn ${maxLength} ký tự.`,
    `The cell in row ${row}, column ${letters}, has more than ${maxLength} characters.`,
  );
}

/** The refusal of a row with something in a column beyond the last one allowed. */
export function tooWide(row: number, column: number, maxColumns: number) {
  const letters = columnLetters(column);
  return tooMuch(
    `Dòng ${row} có dữ liệu ở cột ${letters}; tối đa là ${maxColumns} cột.`,
    `Row ${row} has something in column ${letters}; at most ${maxColumns} columns are allowed.`,
  );
}

/** The refusal of a table with more rows than allowed. */
export function tooManyRows(maxRows: number) {
  return tooMuch(
    `Bảng có hơn ${maxRows} dòng. Hãy chia thành nhiều tệp.`,
    `The table has more than ${maxRows} rows. Split it into several files.`,
  );
}
