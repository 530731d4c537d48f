import type { Text } from '../../platform/errors/user-error.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import type { WrittenCell } from '../../platform/tables/table-writer.ts';
import type { RowReader } from './row-reader.ts';

/**
 * A column of a table of records: how it is called, read and written. What one side writes the other reads back. `Given` is what is
 * read of a row, and `Stored` a record as it is exported.
 */
export interface TransferColumn<Given, Stored> {
  /** Names it in mappings; stable. */
  readonly field: string;
  /** Its header in exports and templates. */
  readonly title: Text;
  /** Further headers that people write, in both languages. */
  readonly names: readonly string[];
  /** What may stand in it, for people who fill in a template. */
  readonly note: Text;
  /** Words to choose from in a template. */
  readonly choices?: readonly string[];
  /** Puts what a cell that is not empty says into what is given. */
  readonly read: (cell: CellValue, row: RowReader, given: Given) => void;
  /** The cell of a record; absent where a column is only read. */
  readonly write?: (stored: Stored) => WrittenCell;
}

/** What columns are called, for finding them in a header. */
export const namesOfColumns = (columns: readonly Pick<TransferColumn<never, never>, 'field' | 'title' | 'names'>[]) =>
  columns.map(({ field, title, names }) => ({ field, names: [title.vi, title.en, field, ...names] }));
