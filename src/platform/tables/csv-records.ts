import { pipeline, Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { DELIMITERS, type Delimiter } from './delimiter.ts';
import { columnLetters } from './spreadsheet-text.ts';
import { badFile, tooMuch } from './table-errors.ts';

/** A row of a text file: its cells, as they are written there, and the line on which it begins. */
export interface CsvRecord {
  readonly fields: readonly string[];
  readonly raw: string;
  readonly line: number;
}

/** A quote inside a cell that has none around it is text, and rows have as many cells as they have. */
const optionsOf = (delimiter: string): Options => ({
  delimiter,
  record_delimiter: '\n',
  relax_quotes: true,
  relax_column_count: true,
});

/**
 * Every line of `text`, empty ones too, from the line `first` on; lines end with \n.
 * @throws UserError BAD_INPUT with the line on which a quote was opened that is never closed; LIMIT_EXCEEDED with that
 * of a row longer than `maxLength` characters
 */
export async function* parseRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  first: number,
  maxLength: number,
): AsyncGenerator<CsvRecord> {
  const parser = parse({ ...optionsOf(delimiter), raw: true, max_record_size: maxLength });
  // The errors of the text reach the loop through the parser, which the pipeline ends.
  pipeline(Readable.from(text), parser, () => {});
  let line = first;
  try {
    for await (const { record: fields, raw } of parser as AsyncIterable<{ record: string[]; raw: string }>) {
      if (fields.some(isSwallowed)) refuseSwallowed(fields, raw, delimiter, line);
      yield { fields, raw, line };
      line += lineEnds(raw);
    }
  } catch (error) {
    throw error instanceof CsvError ? refusalOf(error, delimiter, line) : error;
  }
}

/** It may be an open quote with the lines below, up to some other quote; a quoted text may look so as well. */
const isSwallowed = (field: string): boolean => field.startsWith('"') && field.includes('\n');

/** Without leniency the parser tells the two apart. */
function refuseSwallowed(fields: readonly string[], raw: string, delimiter: string, line: number): void {
  try {
    parseAtOnce(raw, { ...optionsOf(delimiter), relax_quotes: false });
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_INVALID_CLOSING_QUOTE') return;
    throw openQuote(fields, Number(error.index), line);
  }
}

function refusalOf(error: CsvError, delimiter: string, line: number): Error {
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return tooMuch(
      `Dòng ${line} quá dài. Có thể dấu ngoặc kép (") mở ở dòng này không được đóng.`,
      `The row that begins on line ${line} is too long. Perhaps a quote (") that opens there is never closed.`,
    );
  }
  if (error.code !== 'CSV_QUOTE_NOT_CLOSED') return error;
  const [fields = []] = parseAtOnce(`${error.raw}"`, optionsOf(delimiter));
  return openQuote(fields, Number(error.index), line);
}

/** The quote was opened in the cell `column` of the row that begins on `line`. */
function openQuote(fields: readonly string[], column: number, line: number): Error {
  const opened = line + lineEnds(fields.slice(0, column).join(''));
  const letters = columnLetters(column);
  return badFile(
    `Dấu ngoặc kép (") mở ở dòng ${opened}, cột ${letters} không được đóng đúng chỗ.`,
    `The quote (") that opens on line ${opened}, in column ${letters}, is not closed where its cell ends.`,
  );
}

/**
 * The cells of a line that another delimiter parts, in a file of which only most lines use its own: null unless it
 * then has exactly as many cells as they do, and three at least.
 */
export function strayFields(raw: string, { character, fields }: Delimiter): readonly string[] | null {
  if (fields < 3) return null;
  const others = DELIMITERS.filter((other) => other !== character && raw.includes(other));
  const readings = others.map((other) => parseAtOnce(raw, optionsOf(other))[0] ?? []);
  return readings.find(({ length }) => length === fields) ?? null;
}

const lineEnds = (text: string): number => text.split('\n').length - 1;
