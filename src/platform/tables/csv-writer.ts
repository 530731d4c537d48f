import { defuse } from './defuse.ts';
import { digitsOf, type WrittenCell, type WrittenColumn } from './table-writer.ts';

/** Tells spreadsheets that the file is UTF-8; without it they show Vietnamese as gibberish. */
const BYTE_ORDER_MARK = '\ufeff';

/** Characters of a piece of the file. */
const PIECE = 64 * 1024;

/** Text that must stand in quotes: other separators and blanks at the ends too, for readers that guess or trim. */
const QUOTED = /[",;|\t\r\n]|^\s|\s$/;

/**
 * A CSV file: a line of titles, then the rows, in constant memory. UTF-8 with a byte-order mark, commas, CRLF, quotes
 * as in RFC 4180; numbers have a point and no thousands, days are ISO 8601, truth values are true and false. Texts
 * are defused (see `defuse`). @throws RangeError for a number that is not finite
 */
export async function* csvOf(
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly WrittenCell[]>,
): AsyncGenerator<Uint8Array> {
  let piece = BYTE_ORDER_MARK + lineOf(columns.map(({ title }) => title));
  for await (const row of rows) {
    piece += lineOf(row);
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece) yield Buffer.from(piece);
}

const lineOf = (row: readonly WrittenCell[]): string => `${row.map(fieldOf).join(',')}\r\n`;

function fieldOf(cell: WrittenCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return digitsOf(cell);
  if (typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'object') return cell.day;
  const text = defuse(cell);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
