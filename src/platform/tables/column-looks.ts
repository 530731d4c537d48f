import { textOf } from '../cells/text-cells.ts';
import type { CellValue, TableRow } from './table.ts';

/** A field, and which cells may be its values; without that it is never known by its looks. */
export interface FieldLooks {
  readonly field: string;
  readonly fits?: (cell: CellValue) => boolean;
}

/** Least share of the cells of a column that must be like a field's values to say alone what it is. */
const FITTING_ALONE = 0.8;

/** What share of a column's cells are like the values of a field; null where all are empty. */
export function fitting(rows: readonly TableRow[], index: number, fits: (cell: CellValue) => boolean): number | null {
  const filled = rows.map(({ cells }) => cells[index] ?? null).filter((cell) => textOf(cell) !== null);
  return filled.length === 0 ? null : filled.filter(fits).length / filled.length;
}

/**
 * Which field the columns are by their cells alone. The field that the fewest columns are like chooses first: of a code, a name and a
 * price all may be texts, but one is a price.
 */
export function columnsByLooks(
  rows: readonly TableRow[],
  columns: readonly number[],
  fields: readonly FieldLooks[],
): ReadonlyMap<number, string> {
  const wishes = fields.flatMap(({ field, fits }) => {
    if (!fits) return [];
    const shares = columns.map((index) => ({ index, share: fitting(rows, index, fits) ?? 0 }));
    const likely = shares.filter(({ share }) => share >= FITTING_ALONE).sort((a, b) => b.share - a.share);
    return likely.length > 0 ? [{ field, likely }] : [];
  });
  const found = new Map<number, string>();
  for (const { field, likely } of wishes.sort((a, b) => a.likely.length - b.likely.length)) {
    const column = likely.find(({ index }) => !found.has(index));
    if (column) found.set(column.index, field);
  }
  return found;
}
