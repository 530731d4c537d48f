import { UserError } from '../errors/user-error.ts';
import { refusalByParts } from './file-kinds.ts';
import { progressOf } from './progress-of.ts';
import type { StringStore } from './string-store.ts';
import type { RowOptions, TableFile, TableRow } from './table.ts';
import type { TableLimits } from './table-limits.ts';
import { type Book, type BookSheet, readBook } from './xlsx-book.ts';
import { type Merge, MergedValues, readMerges } from './xlsx-merges.ts';
import { SheetReader } from './xlsx-rows.ts';
import { readSharedStrings } from './xlsx-strings.ts';
import { readXml } from './xml-events.ts';
import { openZip, type ZipParts } from './zip-parts.ts';

/** An open workbook; the texts that its cells share are read once, with the first rows. */
interface OpenBook {
  readonly zip: ZipParts;
  readonly book: Book;
  readonly limits: TableLimits;
  strings: Promise<StringStore> | null;
  /** Of the sheets whose merged cells were asked for, by their parts. */
  readonly merges: Map<string, readonly Merge[]>;
}

/** Opens a zip archive as a workbook. @throws UserError BAD_INPUT when it is none, or damaged; LIMIT_EXCEEDED */
export async function openXlsx(path: string, limits: TableLimits): Promise<TableFile> {
  const zip = await openZip(path, limits);
  try {
    const refusal = refusalByParts(zip.names);
    if (refusal) throw refusal;
    const open: OpenBook = { zip, book: await readBook(zip), limits, strings: null, merges: new Map() };
    return {
      format: 'XLSX',
      encoding: null,
      delimiter: null,
      sheets: open.book.sheets.map(({ name, hidden }) => ({ name, hidden })),
      rows: (options = {}) => readRows(open, options),
      close: () => close(open),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function* readRows(open: OpenBook, options: RowOptions): AsyncGenerator<TableRow> {
  const { zip, book, limits } = open;
  const { part } = sheetOf(book, options.sheet);
  const shared = book.sharedStrings === null ? 0 : zip.sizeOf(book.sharedStrings);
  const progress = progressOf(shared + zip.sizeOf(part), options.onProgress);
  const onPiece = (bytes: number) => {
    options.signal?.throwIfAborted();
    progress(bytes);
  };
  const strings = await stringsOf(open, onPiece);
  const merged =
    options.fillBelow === undefined ? null : await mergedBelow(open, part, options.fillBelow, options.signal);
  const reader = new SheetReader({ strings, styles: book.styles, date1904: book.date1904, limits, merged });
  let isTold = false;
  const take = () => {
    const rows = reader.take();
    // The columns stand before the rows.
    if (!isTold && rows.length > 0 && reader.hiddenColumns.length > 0) options.onHiddenColumns?.(reader.hiddenColumns);
    isTold ||= rows.length > 0;
    return rows;
  };
  for await (const bytes of readXml(zip.unpack(part), part, reader)) {
    onPiece(bytes);
    yield* take();
  }
  yield* take();
}

function sheetOf(book: Book, name?: string): BookSheet {
  const sheet =
    name === undefined
      ? (book.sheets.find(({ hidden }) => !hidden) ?? book.sheets[0])
      : book.sheets.find((candidate) => candidate.name === name);
  if (sheet) return sheet;
  const names = book.sheets.map((candidate) => `“${candidate.name}”`).join(', ');
  throw new UserError('BAD_INPUT', ['sheet'], {
    vi: `Tệp không có trang tính “${name}”. Các trang tính: ${names}.`,
    en: `The workbook has no sheet “${name}”. Its sheets: ${names}.`,
  });
}

/** What fails, or is cancelled, is read again by the next one. */
function stringsOf(open: OpenBook, onPiece: (bytes: number) => void): Promise<StringStore> | Pick<StringStore, 'at'> {
  const { zip, book, limits } = open;
  if (book.sharedStrings === null) return { at: () => undefined };
  open.strings ??= readSharedStrings(zip, book.sharedStrings, limits, onPiece).catch((error) => {
    open.strings = null;
    throw error;
  });
  return open.strings;
}

/** The merges that begin below a row; those of a sheet are looked up once. */
async function mergedBelow({ zip, limits, merges }: OpenBook, part: string, row: number, signal?: AbortSignal) {
  const known = merges.get(part) ?? (await readMerges(zip, part, limits, () => signal?.throwIfAborted()));
  merges.set(part, known);
  return new MergedValues(known.filter(({ from }) => from > row));
}

async function close({ zip, strings }: OpenBook): Promise<void> {
  zip.close();
  (await strings?.catch(() => null))?.close();
}
