import type { Encoding } from './encoding.ts';

/**
 * A cell: all that CSV has is text; a spreadsheet tells numbers, days and truth values apart. Null is empty, and so is
 * white space alone. A formula is its cached value if there is one, else its text “=…”: it is never computed.
 */
export type CellValue = string | number | boolean | DayCell | null;

/** A calendar day as the sheet's date system says: '2026-12-31'. */
export interface DayCell {
  readonly day: string;
  /** '08:30:00' where the cell shows a time, else null. */
  readonly time: string | null;
}

/** A row with something in it. */
export interface TableRow {
  /** As people see it: the row of the sheet, or the line of the text file on which it begins; from 1. */
  readonly number: number;
  /** Up to the last cell with something in it: short rows are short. Texts are in NFC, their lines end in \n. */
  readonly cells: readonly CellValue[];
  /** How many cells a row of a text file was written with, the empty ones at its end too. */
  readonly width?: number;
  /** Whether the sheet hides it, by a filter or by hand. */
  readonly isHidden?: boolean;
}

/** A sheet of a workbook; people do not see hidden ones. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** What to read of a table, and whom to tell. */
export interface RowOptions {
  /** The first sheet that is not hidden where it is left out. @throws UserError BAD_INPUT, path ['sheet'] */
  readonly sheet?: string;
  /**
   * Repeats the value of merged cells in each row that they span, of merges that begin below this row; a row with nothing else in it
   * stays empty. Where it is left out, only the first cell has the value. A text file has no merged cells.
   */
  readonly fillBelow?: number;
  /** Told the columns that the sheet hides, from 0, before its first row; not told where there are none. */
  readonly onHiddenColumns?: (columns: readonly number[]) => void;
  /** Ends the reading: its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told from time to time what fraction of the file, from 0 to 1, has been read. */
  readonly onProgress?: (fraction: number) => void;
}

/** An open table; it holds a file descriptor until it is closed. */
export interface TableFile {
  readonly format: 'CSV' | 'XLSX';
  /** Null for XLSX, which knows its own. */
  readonly encoding: Encoding | null;
  /** Null for XLSX. */
  readonly delimiter: string | null;
  /** In their order; empty for CSV. */
  readonly sheets: readonly Sheet[];
  /**
   * The rows with something in them, in order, streamed in constant memory; may be called again, from the start.
   * @throws UserError BAD_INPUT or LIMIT_EXCEEDED with the row or line, and the column where it is known; path ['file']
   */
  rows(options?: RowOptions): AsyncIterable<TableRow>;
  close(): Promise<void>;
}
