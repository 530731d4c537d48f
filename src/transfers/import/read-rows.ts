import type { FieldChange } from '../../platform/database/batch.ts';
import type { Text, UserError } from '../../platform/errors/user-error.ts';
import type { CellValue, TableRow } from '../../platform/tables/table.ts';
import { RowReader } from '../columns/row-reader.ts';
import { isDitto } from './ditto-marks.ts';
import type { ImportFile } from './import-file.ts';
import type { Importer, PreparedBatch, ReadRow, RowOutcome } from './importers/importer.ts';

/** Rows that are looked up and written together. */
const BATCH = 1_000;

/** Rows of a file, their cells read. */
export interface ReadBatch<Given> {
  readonly rows: readonly ReadRow<Given>[];
  /** How much of the file lies before the next one, 0 to 1. */
  readonly fraction: number;
}

/** The rows of a file below one of them, in batches. Each is read while whoever asked works on the one before. */
export async function* readBatches<Given>(
  file: ImportFile,
  importer: Importer<Given, unknown>,
  { signal, below = 0 }: { signal: AbortSignal; below?: number },
): AsyncGenerator<ReadBatch<Given>> {
  const batches = inBatches(file, importer, { signal, below });
  let next = batches.next();
  try {
    for (let batch = await next; !batch.done; batch = await next) {
      next = batches.next();
      // Whoever asks for it is told.
      next.catch(() => {});
      yield batch.value;
    }
  } finally {
    await batches.return(undefined);
  }
}

async function* inBatches<Given>(
  file: ImportFile,
  importer: Importer<Given, unknown>,
  { signal, below }: { signal: AbortSignal; below: number },
): AsyncGenerator<ReadBatch<Given>> {
  const readRow = rowReading(file, importer);
  let fraction = 0;
  let rows: ReadRow<Given>[] = [];
  const onProgress = (part: number) => {
    fraction = part;
  };
  for await (const row of file.rows({ signal, onProgress })) {
    if (row.number <= below) continue;
    rows.push(readRow(row));
    if (rows.length < BATCH) continue;
    yield { rows, fraction };
    rows = [];
  }
  if (rows.length > 0) yield { rows, fraction: 1 };
}

/** What reads the cells of a file's rows into what the columns' fields take. */
export function rowReading<Given>(
  { columns, width, conventions, isLeftOut }: Pick<ImportFile, 'columns' | 'width' | 'conventions' | 'isLeftOut'>,
  importer: Importer<Given, unknown>,
): (row: TableRow) => ReadRow<Given> {
  const known = columns.flatMap((column) => {
    const field = importer.columns.find((candidate) => candidate.field === column.field);
    return field ? [{ column, field }] : [];
  });
  return (row) => {
    const reader = new RowReader(row.number, conventions, columns, row.cells);
    const given = importer.blank();
    reader.isLeftOut = isLeftOut(row);
    if (width !== null && row.cells.length > width) refuseTooWide(reader, width);
    for (const { column, field } of known) {
      const cell = row.cells[column.index] ?? null;
      if (isEmpty(cell)) continue;
      if (isDitto(cell)) reader.at(column, cell).refuse(NOTHING_ABOVE);
      else field.read(cell, reader.at(column, cell), given);
    }
    const read = { reader, given, isHidden: row.isHidden ?? false };
    if (!reader.isLeftOut) importer.settle?.(read);
    return read;
  };
}

/** A cell too many mostly comes of a price such as 30,000 in a file whose cells are parted by commas: what is where is not known. */
function refuseTooWide(reader: RowReader, width: number): void {
  const { length } = reader.cells;
  reader.about(null, reader.cells[width]).refuse({
    vi: `Dòng này có ${length} ô nhưng dòng tiêu đề chỉ có ${width}: hãy đặt trong dấu ngoặc kép những ô có chứa dấu phân cách, như "30,000".`,
    en: `The row has ${length} cells, the header ${width}: put cells that contain the separator in quotes, as in "30,000".`,
  });
}

const isEmpty = (cell: CellValue): boolean => cell === null || (typeof cell === 'string' && cell.trim() === '');

const NOTHING_ABOVE: Text = {
  vi: 'Ô ghi như dòng trên, nhưng ô bên trên không có gì; hãy ghi đầy đủ.',
  en: 'The cell says that it is as the one above, which is empty; write it in full.',
};

/** Rows that may go on: nothing is wrong with them or open, and they are not left out. */
export const isClear = ({ reader }: { reader: RowReader }): boolean =>
  !reader.isLeftOut && reader.problems.length === 0 && reader.questions.length === 0;

/** A row that does, or has done, something or finds it done. */
export interface DoneRow {
  readonly reader: RowReader;
  readonly outcome: 'CREATED' | 'CHANGED' | 'SAME';
  readonly name: string;
  readonly changes: readonly FieldChange[];
  readonly unpublished?: readonly UserError[];
}

/** The rows of a batch that were not refused; what refused the others is noted in their readers. */
export function doneRows({ rows }: PreparedBatch<unknown>, outcomes: readonly RowOutcome[]): DoneRow[] {
  return rows.flatMap(({ reader }, place) => {
    const outcome = outcomes[place]!;
    if (outcome.outcome !== 'REFUSED') return { reader, ...outcome };
    for (const { path, text, code } of outcome.errors) reader.about(path[0] ?? null).refuse(text, { code });
    return [];
  });
}
