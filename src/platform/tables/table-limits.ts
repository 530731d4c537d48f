import { CELL_LENGTH } from './spreadsheet-text.ts';

/** What a file may hold; one that holds more is refused by name, with the place where it passed the limit. */
export interface TableLimits {
  /** The largest number of a row; lines of a text file count empty ones too. */
  readonly maxRows: number;
  /** Columns up to the last one with something in it. */
  readonly maxColumns: number;
  /** Characters of a cell. */
  readonly maxCellLength: number;
  /** Characters of one row of a text file: what an open quote may swallow before it is noticed. */
  readonly maxRowLength: number;
  /** Bytes of one unpacked part of a workbook. */
  readonly maxUnpackedBytes: number;
  /** Bytes unpacked out of one packed byte, in parts of more than 16 MiB: real sheets stay below 50. */
  readonly maxRatio: number;
  /** Parts of a workbook. */
  readonly maxParts: number;
  /** Different texts of a workbook: each takes 12 bytes of memory. */
  readonly maxSharedStrings: number;
  /** Merged cells of a sheet that span rows: each takes 40 bytes of memory. */
  readonly maxMerges: number;
  /** Bytes of these texts in UTF-8: what is more than 64 MiB waits in a temporary file. */
  readonly maxSharedStringBytes: number;
}

const LIMITS: TableLimits = {
  maxRows: 1_048_576,
  maxColumns: 500,
  maxCellLength: CELL_LENGTH,
  maxRowLength: 4 << 20,
  maxUnpackedBytes: 2 * 2 ** 30,
  maxRatio: 200,
  maxParts: 10_000,
  maxSharedStrings: 4_000_000,
  maxMerges: 500_000,
  maxSharedStringBytes: 2 ** 30,
};

/** The limits of a format: a sheet has 1,048,576 rows, a text file may have 5,000,000 lines. */
export function limitsOf(format: 'CSV' | 'XLSX', given: Partial<TableLimits> = {}): TableLimits {
  return { ...LIMITS, ...(format === 'CSV' ? { maxRows: 5_000_000 } : {}), ...given };
}
