import { dayOrderOf } from '../../platform/cells/days.ts';
import { styleOf } from '../../platform/cells/numbers.ts';
import { textOf } from '../../platform/cells/text-cells.ts';
import type { Database } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors/user-error.ts';
import { fetchToTemporary } from '../../platform/files/temporary-file.ts';
import { undefuse } from '../../platform/tables/defuse.ts';
import type { Encoding } from '../../platform/tables/encoding.ts';
import { type FontEncoding, fontEncodingOf, readFontRow } from '../../platform/tables/font-encoding.ts';
import { type ColumnNames, type GuessedHeader, guessHeader } from '../../platform/tables/header.ts';
import { openTable } from '../../platform/tables/open-table.ts';
import type { CellValue, TableFile, TableRow } from '../../platform/tables/table.ts';
import { firstCharacters } from '../../platform/text/first-characters.ts';
import { namesOfColumns } from '../columns/column.ts';
import type { ImportColumn } from '../columns/import-column.ts';
import { moneyScalesOf, outdatedScales } from '../columns/money-scales.ts';
import { QuestionKind } from '../columns/question.ts';
import { type Conventions, questionKey } from '../columns/row-reader.ts';
import { dittoFiller } from './ditto-marks.ts';
import { headingsOf } from './headings.ts';
import type { Import } from './import.entity.ts';
import { columnsOf } from './importers/kinds.ts';
import type { ImportOptions } from './settings.ts';
import { headerKey } from './sources.ts';

/** Rows that are looked at to find the header, and how a column writes numbers and days. */
const SAMPLE = 1_000;

/** First rows that are kept, to be shown. */
const BEGINNING = 10;

/** Values of a column that are shown with it. */
const SHOWN = 3;

/** The file of an import, open, and how it is to be read. */
export interface ImportFile {
  readonly table: TableFile;
  /** Of a workbook, that of the fonts for which its texts were typed, if they were. */
  readonly encoding: Encoding | null;
  readonly sheet: string | undefined;
  readonly headerRow: number | null;
  readonly columns: readonly ImportColumn[];
  /** Cells of the header of a text file, which no row may exceed; null where there is none, and for a workbook: notes stand beside it. */
  readonly width: number | null;
  readonly conventions: Conventions;
  /** Whether a row is no record: people said so, or it is the header once more. */
  readonly isLeftOut: (row: TableRow) => boolean;
  /** The first rows of the sheet. */
  readonly beginning: readonly TableRow[];
  /** The rows below the header, in order. */
  rows(options: { signal: AbortSignal; onProgress?: (fraction: number) => void }): AsyncIterable<TableRow>;
  close(): Promise<void>;
}

/** Opens the file of an import and says what its columns are. @throws UserError BAD_INPUT for a file that is no table */
export async function openImportFile(db: Database, given: Import): Promise<ImportFile> {
  const copy = await fetchToTemporary(db, given.file!);
  try {
    const { encoding, delimiter } = given.options;
    const table = await openTable(copy.path, { encoding, delimiter });
    const close = async () => {
      await table.close();
      await copy.remove();
    };
    try {
      return { ...(await describe(table, given)), close };
    } catch (error) {
      await table.close();
      throw error;
    }
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

async function describe(table: TableFile, given: Import): Promise<Omit<ImportFile, 'close'>> {
  const names = namesOfColumns(columnsOf(given.kind));
  const { sheet, font, read, sample, hidden, guessed } = await beginningOf(table, given, names);
  const chosenRow = given.options.headerRow;
  const headerRow = chosenRow === undefined ? guessed.row : chosenRow || null;
  const below = sample.filter(({ number }) => headerRow === null || number > headerRow);
  const above = sample.filter(({ number }) => headerRow !== null && number < headerRow);
  const isHeading = headingsOf(sample, headerRow);
  const leftOut = new Set(given.options.leaveOut);
  const isLeftOut = (row: TableRow) => leftOut.has(row.number) || isHeading(row);
  const found = given.columns.length > 0 ? given.columns : columnsFrom(sample, headerRow, below, guessed, given);
  const columns = found.map((column) => (hidden.has(column.index) ? { ...column, isHidden: true } : column));
  return {
    table,
    encoding: font ?? table.encoding,
    sheet,
    headerRow,
    columns,
    width: widthOf(sample, headerRow, columns),
    conventions: conventionsOf(columns, above, below, given),
    isLeftOut,
    beginning: sample.slice(0, BEGINNING),
    async *rows({ signal, onProgress }) {
      const fill = dittoFiller();
      for await (const written of table.rows({ sheet, signal, onProgress, fillBelow: headerRow ?? 0 })) {
        if (headerRow !== null && written.number <= headerRow) continue;
        const row = read(written);
        yield isLeftOut(row) ? row : fill(row);
      }
    },
  };
}

/** As wide as the header was written, or as its columns were said to be. */
function widthOf(
  sample: readonly TableRow[],
  headerRow: number | null,
  columns: readonly ImportColumn[],
): number | null {
  const written = sample.find(({ number }) => number === headerRow)?.width;
  if (written === undefined) return null;
  const known = columns.filter(({ header, confidence }) => header !== null || confidence === 'CHOSEN');
  return Math.max(written, ...known.map(({ index }) => index + 1));
}

/** Texts of a workbook are in Unicode unless they were typed for a font: that is chosen, or told by the first rows. */
function fontOf({ format }: TableFile, rows: readonly TableRow[], { encoding }: ImportOptions): FontEncoding | null {
  if (format === 'CSV') return null;
  if (encoding === undefined) return fontEncodingOf(rows);
  return encoding === 'TCVN3' || encoding === 'VNI' ? encoding : null;
}

/** What our own CSV files defuse is as it was; a workbook has nothing to defuse. */
function readerOf({ format }: TableFile, font: FontEncoding | null): (row: TableRow) => TableRow {
  if (font) return (row) => readFontRow(row, font);
  if (format === 'XLSX') return (row) => row;
  return (row) => ({ ...row, cells: row.cells.map((cell) => (typeof cell === 'string' ? undefuse(cell) : cell)) });
}

/** The first rows of a sheet, and how its texts are read. */
interface Beginning {
  readonly sheet: string | undefined;
  readonly font: FontEncoding | null;
  readonly read: (row: TableRow) => TableRow;
  readonly sample: readonly TableRow[];
  /** Columns that the sheet hides. */
  readonly hidden: ReadonlySet<number>;
  /** Nothing where header and columns were said. */
  readonly guessed: GuessedHeader;
}

/** Sheets in which a header is looked for, at most. */
const SHEETS = 20;

/** Of the sheet that was chosen, or read before; else of the first in which a header is found: covers and notes may stand before it. */
async function beginningOf(table: TableFile, given: Import, names: readonly ColumnNames[]): Promise<Beginning> {
  const { options } = given;
  const chosen = options.sheet ?? given.sheet ?? undefined;
  if (chosen !== undefined) refuseUnknownSheet(table, chosen);
  const shown = table.sheets.filter(({ hidden }) => !hidden);
  const sheets = (shown.length > 0 ? shown : table.sheets).map(({ name }) => name);
  const begin = (sheet: string | undefined) => beginSheet(table, sheet, given, names);
  const first = await begin(chosen ?? sheets[0]);
  const isSettled = sheets.length < 2 || chosen !== undefined || options.headerRow !== undefined;
  if (isSettled || first.guessed.row !== null) return first;
  for (const sheet of sheets.slice(1, SHEETS)) {
    const other = await begin(sheet);
    if (other.guessed.row !== null) return other;
  }
  return first;
}

async function beginSheet(
  table: TableFile,
  sheet: string | undefined,
  { options, columns }: Import,
  names: readonly ColumnNames[],
): Promise<Beginning> {
  const { rows, hidden } = await firstRows(table, sheet);
  const font = fontOf(table, rows, options);
  const read = readerOf(table, font);
  const sample = rows.map(read);
  const isKnown = options.headerRow !== undefined && columns.length > 0;
  const guessed = isKnown ? NOTHING_GUESSED : guessHeader(sample, names, options.headerRow);
  return { sheet, font, read, sample, hidden, guessed };
}

/** @throws UserError for a sheet that is not there */
function refuseUnknownSheet({ sheets }: TableFile, sheet: string): void {
  if (sheets.some(({ name }) => name === sheet)) return;
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  throw new UserError('BAD_INPUT', ['options', 'sheet'], {
    vi: `Tệp không có trang tính "${sheet}"; các trang tính là: ${names}.`,
    en: `The file has no sheet "${sheet}"; its sheets are ${names}.`,
  });
}

async function firstRows(
  table: TableFile,
  sheet: string | undefined,
): Promise<{ rows: readonly TableRow[]; hidden: ReadonlySet<number> }> {
  const rows: TableRow[] = [];
  const hidden = new Set<number>();
  const onHiddenColumns = (columns: readonly number[]) => {
    for (const column of columns) hidden.add(column);
  };
  for await (const row of table.rows({ sheet, onHiddenColumns })) {
    rows.push(row);
    if (rows.length >= SAMPLE) break;
  }
  return { rows, hidden };
}

const NOTHING_GUESSED: GuessedHeader = { row: null, columns: [] };

/** The columns by the header that was found or chosen, by what was once said of the source's columns, or by their cells. */
function columnsFrom(
  sample: readonly TableRow[],
  headerRow: number | null,
  below: readonly TableRow[],
  { columns }: GuessedHeader,
  { source }: Import,
): ImportColumn[] {
  const header = headerRow === null ? null : sample.find(({ number }) => number === headerRow);
  const width = Math.max(0, ...sample.map(({ cells }) => cells.length));
  const kept = source?.columns ?? {};
  const found = Array.from({ length: width }, (_, index): ImportColumn => {
    const guess = columns.find((column) => column.index === index);
    // Of a header in two rows, the title is both.
    const title = header ? (guess?.header ?? textOf(header.cells[index] ?? null)) : null;
    const said = title === null ? undefined : kept[headerKey(title)];
    const samples = samplesOf(below, index);
    if (said !== undefined) return { index, header: title, field: said, confidence: 'CHOSEN', samples };
    return { index, header: title, field: guess?.field ?? null, confidence: guess?.confidence ?? null, samples };
  }).filter(({ header, samples }) => header !== null || samples.length > 0);
  // A field that was said goes to the first column of its title, and to none that was guessed.
  return found.map((column) => {
    const { field } = column;
    const chosen = found.find((other) => other.confidence === 'CHOSEN' && other.field === field);
    return field === null || !chosen || chosen === column ? column : { ...column, field: null, confidence: null };
  });
}

function samplesOf(rows: readonly TableRow[], index: number): string[] {
  const texts = new Set<string>();
  for (const { cells } of rows) {
    const text = textOf(cells[index] ?? null);
    if (text !== null) texts.add(firstCharacters(text, 100));
    if (texts.size >= SHOWN) break;
  }
  return [...texts];
}

/** How columns write numbers and days, as far as their clear cells say it, and what was answered. */
function conventionsOf(
  columns: readonly ImportColumn[],
  above: readonly TableRow[],
  below: readonly TableRow[],
  { source, answers }: Import,
): Conventions {
  const shown = <T extends string>(of: (cells: readonly CellValue[]) => T | 'BOTH' | null) =>
    columns.flatMap(({ index, field }) => {
      const how = field === null ? null : of(below.map(({ cells }) => cells[index] ?? null));
      return how === null ? [] : [[field!, how] as const];
    });
  const numbers = shown(styleOf);
  const days = shown(dayOrderOf);
  // An answer to an earlier file says nothing of a column that shows how it is written, or that it is written both ways.
  const settled = new Set([
    ...numbers.map(([field]) => questionKey(QuestionKind.NUMBER_STYLE, field)),
    ...days.map(([field]) => questionKey(QuestionKind.DAY_ORDER, field)),
    ...outdatedScales(columns, below, source?.answers ?? {}),
  ]);
  const kept = Object.entries(source?.answers ?? {}).filter(([key]) => !settled.has(key));
  return {
    answers: { ...Object.fromEntries(kept), ...answers },
    numberStyles: clearOf(numbers),
    moneyScales: moneyScalesOf(columns, above, below),
    dayOrders: clearOf(days),
  };
}

const clearOf = <T extends string>(shown: readonly (readonly [string, T | 'BOTH'])[]): ReadonlyMap<string, T> =>
  new Map(shown.flatMap(([field, how]) => (how === 'BOTH' ? [] : [[field, how as T] as const])));
