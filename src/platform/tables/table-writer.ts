/**
 * A cell to write: text stays text, whatever it looks like; a day is YYYY-MM-DD; null, and an empty text, is an empty
 * cell. A number is finite.
 */
export type WrittenCell = string | number | boolean | { readonly day: string } | null;

/** What the cells of a column mostly hold: money is shown in groups of three digits, days as 31/12/2026. */
export type ColumnKind = 'text' | 'number' | 'money' | 'day';

/** A column to write. CSV knows the title only. */
export interface WrittenColumn {
  readonly title: string;
  /** In characters; made to fit the title where it is left out. */
  readonly width?: number;
  /** Values to choose from in a drop-down; others can be typed all the same, after a warning. */
  readonly choices?: readonly string[];
  /** A hint shown when a cell is chosen: a spreadsheet takes 255 characters of it, the rest is cut. */
  readonly note?: string;
  /** Text where it is left out. */
  readonly kind?: ColumnKind;
}

/** The digits of a number, with a point and no thousands. @throws RangeError for NaN and the infinities */
export function digitsOf(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`Not a number to write: ${value}`);
  return String(value);
}
