import { columnLetters, quotedSheet, sheetNameOf } from './spreadsheet-text.ts';
import type { WrittenCell, WrittenColumn } from './table-writer.ts';
import { type BookSheet, bookParts, FORMAT, ROOT, rangeOf, STYLES, sheetPath } from './written-book.ts';
import { dataRow, sheetEnd, sheetStart, textRow, validationsOf } from './written-sheet.ts';
import { type ZipPart, zipOf } from './zip-writer.ts';

/** Most rows of a sheet, the titles among them. */
const SHEET_ROWS = 1_048_576;

/** Characters of a piece of a sheet. */
const PIECE = 64 * 1024;

/** What a workbook may have besides its table. */
export interface XlsxOptions {
  /** “Dữ liệu” where it is left out; what a sheet may not be called is mended. */
  readonly sheetName?: string;
  /** The rows of a sheet that explains the table, the first its titles; no such sheet where it is empty. */
  readonly notes?: readonly (readonly string[])[];
  /** “Hướng dẫn” where it is left out. */
  readonly notesName?: string;
  /** How many rows after the last are made ready to be filled in, with drop-downs and hints; 0 where left out. */
  readonly emptyRows?: number;
  /** At most, and by default, 1,048,576 with the titles; the rows beyond stand in further sheets: “… (2)”. */
  readonly rowsPerSheet?: number;
}

/**
 * A workbook: a sheet with a line of titles that stays in sight and can be filtered by, then the rows, in constant
 * memory; the same rows give the same bytes. Choices stand in a hidden sheet. @throws UserError LIMIT_EXCEEDED for a
 * text of more than 32,767 characters, naming its cell; RangeError for what is no number and no day
 */
export function xlsxOf(
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly WrittenCell[]>,
  options: XlsxOptions = {},
): AsyncGenerator<Uint8Array> {
  return zipOf(partsOf(columns, rows, options));
}

async function* partsOf(
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly WrittenCell[]>,
  { sheetName = 'Dữ liệu', notes = [], notesName = 'Hướng dẫn', emptyRows = 0, rowsPerSheet }: XlsxOptions,
): AsyncGenerator<ZipPart> {
  // Excel keeps the name “History” for itself.
  const taken = new Set(['history']);
  const names = { first: sheetNameOf(sheetName, taken), lists: sheetNameOf('Lựa chọn', taken) };
  const explanation = notes.length > 0 ? sheetNameOf(notesName, taken) : null;
  const lists = listsOf(columns);
  const sheets: BookSheet[] = [];
  yield ROOT;
  yield STYLES;
  for await (const run of runsOf(rows, Math.min(rowsPerSheet ?? SHEET_ROWS, SHEET_ROWS) - 1)) {
    const name = sheets.length === 0 ? names.first : sheetNameOf(sheetName, taken);
    yield {
      path: sheetPath(sheets.length + 1),
      content: dataSheet(columns, run, emptyRows, placeIn(lists, names.lists), (lastRow) => {
        sheets.push({ name, hidden: false, filter: rangeOf(columns.length, lastRow) });
      }),
    };
  }
  if (explanation !== null) {
    sheets.push({ name: explanation, hidden: false, filter: null });
    yield { path: sheetPath(sheets.length), content: notesSheet(notes) };
  }
  if (lists.length > 0) {
    sheets.push({ name: names.lists, hidden: true, filter: null });
    yield { path: sheetPath(sheets.length), content: listsSheet(lists) };
  }
  yield* bookParts(sheets);
}

/** Rows in runs of at most `most`; one empty run where there are none. A run is read to its end before the next. */
async function* runsOf<Row>(rows: AsyncIterable<Row>, most: number): AsyncGenerator<AsyncIterable<Row>> {
  const source = rows[Symbol.asyncIterator]();
  try {
    let next = await source.next();
    const run = async function* (): AsyncGenerator<Row> {
      for (let left = most; left > 0 && !next.done; left--) {
        yield next.value;
        next = await source.next();
      }
    };
    do yield run();
    while (!next.done);
  } finally {
    await source.return?.();
  }
}

async function* dataSheet(
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly WrittenCell[]>,
  emptyRows: number,
  listPlace: (choices: readonly string[]) => string,
  written: (lastRow: number) => void,
): AsyncGenerator<string> {
  let lastRow = 1;
  const titles = columns.map(({ title }) => title);
  let piece = sheetStart(columns) + textRow(1, titles, FORMAT.title);
  for await (const row of rows) {
    piece += dataRow(++lastRow, row, columns);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  const lastReady = Math.min(lastRow + emptyRows, SHEET_ROWS);
  written(lastReady);
  yield piece + sheetEnd(rangeOf(columns.length, lastReady), validationsOf(columns, lastReady, listPlace));
}

/** The lists to choose from; columns that share one share its place. */
const listsOf = (columns: readonly WrittenColumn[]): (readonly string[])[] => [
  ...new Set(columns.flatMap(({ choices }) => (choices?.length ? [choices] : []))),
];

const placeIn =
  (lists: readonly (readonly string[])[], sheet: string) =>
  (choices: readonly string[]): string => {
    const letters = columnLetters(lists.indexOf(choices));
    return `${quotedSheet(sheet)}!$${letters}$1:$${letters}$${choices.length}`;
  };

function listsSheet(lists: readonly (readonly string[])[]): string {
  const height = Math.max(...lists.map(({ length }) => length));
  const rows = Array.from({ length: height }, (_, at) => {
    const texts = lists.map((list) => list[at] ?? '');
    return textRow(at + 1, texts, FORMAT.text);
  });
  return sheetStart(lists.map(() => ({ title: '' }))) + rows.join('') + sheetEnd(null, []);
}

function notesSheet(notes: readonly (readonly string[])[]): string {
  const width = Math.max(...notes.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, index) => ({ title: '', width: index === 0 ? 28 : 60 }));
  const rows = notes.map((texts, at) => textRow(at + 1, texts, at === 0 ? FORMAT.title : FORMAT.note));
  return sheetStart(columns) + rows.join('') + sheetEnd(null, []);
}
