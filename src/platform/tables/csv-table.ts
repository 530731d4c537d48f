import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { cellText, tooManyRows, tooWide } from './cell-text.ts';
import { parseRecords, strayFields } from './csv-records.ts';
import { decodeBeginning, decodeText } from './decode.ts';
import { announcedDelimiter, type Delimiter, detectDelimiter, usualFields } from './delimiter.ts';
import type { Encoding } from './encoding.ts';
import { refusalByText } from './file-kinds.ts';
import { progressOf } from './progress-of.ts';
import type { RowOptions, TableFile, TableRow } from './table.ts';
import type { TableLimits } from './table-limits.ts';

/** An open CSV file before its rows are read. */
interface CsvFile {
  readonly path: string;
  readonly size: number;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly limits: TableLimits;
  /** Length of a first line that only announces the delimiter, else 0. */
  readonly announcement: number;
}

/**
 * Opens a text file as CSV; `head` is its beginning, by which the delimiter is told.
 * @throws UserError BAD_INPUT when it is text of another kind, or none
 */
export async function openCsv(
  path: string,
  head: Buffer,
  encoding: Encoding,
  limits: TableLimits,
  character?: string,
): Promise<TableFile> {
  const sample = decodeBeginning(head, encoding);
  const refusal = refusalByText(sample);
  if (refusal) throw refusal;
  const announced = announcedDelimiter(sample);
  const announcement = announced?.length ?? 0;
  const given = character ?? announced?.character;
  const body = sample.slice(announcement);
  const delimiter = given ? { character: given, ...usualFields(body, given) } : detectDelimiter(body);
  const file = { path, size: (await stat(path)).size, encoding, delimiter, limits, announcement };
  return {
    format: 'CSV',
    encoding,
    delimiter: delimiter.character,
    sheets: [],
    rows: (options = {}) => readRows(file, options),
    close: async () => {},
  };
}

async function* readRows(file: CsvFile, options: RowOptions): AsyncGenerator<TableRow> {
  const { limits, delimiter } = file;
  let line = file.announcement > 0 ? 2 : 1;
  for await (const record of parseRecords(bodyOf(file, options), delimiter.character, line, limits.maxRowLength)) {
    line = record.line;
    if (line > limits.maxRows) throw tooManyRows(limits.maxRows);
    const stray = record.fields.length === 1 ? strayFields(record.raw, delimiter) : null;
    const fields = stray ?? record.fields;
    const cells = cellsOf(fields, line, limits);
    if (cells.length > 0) yield { number: line, cells, width: fields.length };
  }
}

/** The text of the file without the line that announces its delimiter. */
async function* bodyOf(file: CsvFile, { signal, onProgress }: RowOptions): AsyncGenerator<string> {
  let left = file.announcement;
  for await (const text of decodeText(bytesOf(file, signal, onProgress), file.encoding)) {
    const body = text.slice(left);
    left = Math.max(0, left - text.length);
    if (body) yield body;
  }
}

async function* bytesOf(file: CsvFile, signal?: AbortSignal, onProgress?: RowOptions['onProgress']) {
  const progress = progressOf(file.size, onProgress);
  for await (const bytes of createReadStream(file.path) as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    yield bytes;
    progress(bytes.length);
  }
}

/** The cells up to the last one with something in it. */
function cellsOf(fields: readonly string[], line: number, limits: TableLimits): (string | null)[] {
  const cells: (string | null)[] = [];
  let length = 0;
  for (const [column, field] of fields.entries()) {
    const text = cellText(field, line, column, limits.maxCellLength);
    if (text !== null && column >= limits.maxColumns) throw tooWide(line, column, limits.maxColumns);
    if (column < limits.maxColumns) cells.push(text);
    if (text !== null) length = column + 1;
  }
  return cells.slice(0, length);
}
