import { parse } from 'csv-parse/sync';

/** What parts the cells of a row. */
export interface Delimiter {
  readonly character: string;
  /** Cells of most rows. */
  readonly fields: number;
}

/** The rarer in texts and numbers the earlier: of two that fit alike, the first is taken. */
export const DELIMITERS = ['\t', ';', '|', ','] as const;

/** “sep=;” in the first line, by which spreadsheets are told the delimiter. */
const ANNOUNCED = /^"?sep=([^\r\n"])"?\r?\n/i;

/** The delimiter that the first line announces, and how long that line is. */
export function announcedDelimiter(text: string): { character: string; length: number } | null {
  const found = ANNOUNCED.exec(text);
  return found ? { character: found[1]!, length: found[0].length } : null;
}

/** Rows that a delimiter parts alike, of all: below, the file has one column, with some delimiters in its texts. */
const LEAST_SHARE = 0.2;

/**
 * The delimiter of a text file, by its first lines: the one that parts most rows into the same number of cells, two at
 * least, outside quotes. A tab where nothing does: the file has one column.
 */
export function detectDelimiter(sample: string): Delimiter {
  const [best] = DELIMITERS.map((character) => ({ character, ...usualFields(sample, character) }))
    .filter(({ share }) => share > LEAST_SHARE)
    .sort((one, other) => other.share - one.share);
  return best ? { character: best.character, fields: best.fields } : { character: '\t', fields: 1 };
}

/** The commonest number of cells of the rows that have several, and the share of all rows that have it. */
export function usualFields(sample: string, character: string): { fields: number; share: number } {
  const rows = parse(sample, {
    delimiter: character,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // The sample ends anywhere, also in a quote.
    skip_records_with_error: true,
    to: 500,
  });
  const counts = new Map<number, number>();
  for (const row of rows.filter(({ length }) => length > 1)) {
    // A quote that is left at the beginning of a cell was not closed before this delimiter: it is hardly the right one.
    const weight = row.some((cell) => cell.startsWith('"')) ? 0.5 : 1;
    counts.set(row.length, (counts.get(row.length) ?? 0) + weight);
  }
  const [fields, often] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [1, 0]);
  return { fields, share: rows.length > 0 ? often / rows.length : 0 };
}
