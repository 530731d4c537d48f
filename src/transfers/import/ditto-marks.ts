import { textOf } from '../../platform/cells/text-cells.ts';
import type { CellValue, TableRow } from '../../platform/tables/table.ts';

/** A ditto mark: nt, -NT-, n/t, như trên, a quotation mark. NT in capitals alone is none: it may be a name or a code. */
const DITTO =
  /^(?:nt|Nt|[nN]\/[tT]|[-–—.]+ ?(?:[nN][tT]|["″〃“”]|'') ?[-–—.]+|["″〃“”]|''|[nN]hư trên|NHƯ TRÊN|ditto)[.;,]?$/;

const LONGEST = 10;

/** Whether a cell says no more than that it is as the one above. */
export const isDitto = (cell: CellValue): boolean =>
  typeof cell === 'string' && cell.length <= LONGEST && DITTO.test(textOf(cell) ?? '');

/**
 * Puts the value above in the place of ditto marks, as that of merged cells; where there is none the mark stays. It must be shown the rows
 * in their order, from the first.
 */
export function dittoFiller(): (row: TableRow) => TableRow {
  let above: readonly CellValue[] = [];
  return (row) => {
    const filled = row.cells.some(isDitto)
      ? { ...row, cells: row.cells.map((cell, index) => (isDitto(cell) ? (above[index] ?? cell) : cell)) }
      : row;
    above = filled.cells;
    return filled;
  };
}
