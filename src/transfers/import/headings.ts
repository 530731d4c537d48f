import { textOf } from '../../platform/cells/text-cells.ts';
import type { CellValue, TableRow } from '../../platform/tables/table.ts';

/*
 * Rows below a header that are no records: each printed page repeats the header, and forms number their columns below it.
 */

/** Fewest columns that are numbered: a row of fewer numbers may be a record. */
const FEWEST_NUMBERED = 3;

/** Tells whether a row below the header repeats the header or numbers its columns. `rows`: the first of the file. */
export function headingsOf(rows: readonly TableRow[], headerRow: number | null): (row: TableRow) => boolean {
  const at = headerRow === null ? -1 : rows.findIndex(({ number }) => number === headerRow);
  if (at < 0) return () => false;
  const next = rows[at + 1];
  const numbering = next?.number === headerRow! + 1 && isNumbering(next) ? next : null;
  const headings = [rows[at]!, numbering].filter((row) => row !== null).map(textsOf);
  return (row) => headings.some((heading) => isPartOf(row, heading));
}

const titleOf = (cell: CellValue): string | null => textOf(cell)?.replace(/\s+/g, ' ').toLowerCase() ?? null;

const textsOf = ({ cells }: Pick<TableRow, 'cells'>): (string | null)[] => cells.map(titleOf);

/** Whether a row says what a heading says, and nothing else; one cell alone of several may be a value. */
function isPartOf({ cells }: TableRow, heading: readonly (string | null)[]): boolean {
  let said = 0;
  // Of nearly all rows the first cell tells that they are none.
  for (const [index, cell] of cells.entries()) {
    const text = titleOf(cell);
    if (text === null) continue;
    if (text !== heading[index]) return false;
    said += 1;
  }
  return said >= Math.min(2, heading.filter((text) => text !== null).length);
}

/** A number of a column: 1, (2), [3], 5=3x4. */
const NUMBER = /^[([]?(\d{1,2})[)\]]?(?:\s*=.*)?$/;

/** Letters and then numbers that count up from the left: A, B, 1, 2 or (1), (2), (3). */
function isNumbering(row: TableRow): boolean {
  const marks = textsOf(row).filter((text) => text !== null);
  const letters = marks.findIndex((mark) => NUMBER.test(mark));
  return (
    marks.length >= FEWEST_NUMBERED &&
    letters >= 0 &&
    marks.every((mark, at) =>
      at < letters
        ? mark.replace(/[()[\]]/g, '') === String.fromCharCode('a'.charCodeAt(0) + at)
        : Number(NUMBER.exec(mark)?.[1]) === at - letters + 1,
    )
  );
}
