import { textOf } from '../cells/text-cells.ts';
import { columnsByLooks, fitting } from './column-looks.ts';
import { isOfMonth, type Likeness, likenessTo, SCORES } from './header-names.ts';
import type { CellValue, TableRow } from './table.ts';

/** A field that a column may be. */
export interface ColumnNames {
  readonly field: string;
  /** What headers call it, in Vietnamese and English, in any case; abbreviations too, but for initials (ĐVT, mã SP). */
  readonly names: readonly string[];
  /** Whether a cell that is not empty may be one of its values. */
  readonly fits?: (cell: CellValue) => boolean;
}

export interface GuessedHeader {
  /** Number of the row that the header stands in, the lower one of two; null: none was found. */
  readonly row: number | null;
  /** All columns, from the left. */
  readonly columns: readonly GuessedColumn[];
}

export interface GuessedColumn {
  /** From 0. */
  readonly index: number;
  readonly header: string | null;
  /** Null where it is none of the fields. */
  readonly field: string | null;
  /** EXACT where the header is a name of the field, LIKELY where it is like one, or the cells are like its values. */
  readonly confidence: 'EXACT' | 'LIKELY' | null;
}

/** A column that may be a field, by their indices. */
interface Pair {
  readonly column: number;
  readonly field: number;
  readonly score: number;
  readonly title: string;
}

/** A row, or two, that may be the header. */
interface Candidate {
  readonly titles: readonly (string | null)[];
  readonly pairs: readonly Pair[];
  readonly score: number;
  /** Index of its last row. */
  readonly end: number;
}

/** Rows among which the header is looked for, and rows below it whose cells are looked at. */
const HEAD = 30;

/** Least share of cells that must be like a field's values below a header that is like its name. */
const FITTING = 0.5;

/** Longest header: what is longer is a sentence. */
const TITLE_LENGTH = 80;

/** What a number in the row takes off: headers have words. */
const NUMBER_COST = 0.5;

/**
 * Finds the header among the first rows (title lines, logos, blank and merged lines may come before it; a header may span two rows)
 * and says which column is what. One field at most once. Without a header, columns by what their cells look like are only LIKELY.
 *
 * The header is the row in which the most columns have names of fields, the first of equals: two at least, or one in the first row that
 * is no title line. Brackets and currencies in it are looked past. `chosen`: the number of the row that people say is the header, alone or
 * with the one above it; 0 where there is none.
 */
export function guessHeader(
  rows: readonly TableRow[],
  fields: readonly ColumnNames[],
  chosen: number | null = null,
): GuessedHeader {
  const likeness = likenessTo(fields);
  const from = Math.max(0, rows.findIndex(({ number }) => number === chosen) - 1);
  const head = rows.slice(from, from + HEAD);
  const [ofOne, ofTwo] = [singles(head, likeness), doubles(head, likeness)];
  const candidates = [...ofOne, ...ofTwo];
  const found =
    chosen === null
      ? bestOf(candidates, head)
      : likeliest(candidates.filter(({ end }) => head[end]!.number === chosen));
  const header = chosen === null && found && ofOne.includes(found) ? withTitlesOfGroups(found, ofTwo, head) : found;
  const start = from + (header ? header.end + 1 : 0);
  const below = rows.slice(start, start + HEAD);
  const named = (header?.pairs ?? []).filter(({ column, field, score }) => {
    const { fits } = fields[field]!;
    return score >= SCORES.exact || !fits || (fitting(below, column, fits) ?? 1) >= FITTING;
  });
  const byColumn = new Map(named.map((pair) => [pair.column, pair]));
  const width = Math.max(0, ...[...head, ...below].map(({ cells }) => cells.length));
  const indices = Array.from({ length: width }, (_, index) => index);
  const looks = columnsByLooks(
    below,
    indices.filter((index) => !header?.titles[index]),
    fields.filter((_, at) => !named.some(({ field }) => field === at)),
  );
  const columns = indices.map((index): GuessedColumn => {
    const pair = byColumn.get(index);
    const title = pair?.title ?? header?.titles[index] ?? null;
    const field = pair ? fields[pair.field]!.field : (looks.get(index) ?? null);
    const confidence = field === null ? null : pair && pair.score >= SCORES.exact ? 'EXACT' : 'LIKELY';
    return { index, header: title, field, confidence };
  });
  return { row: header ? head[header.end]!.number : null, columns };
}

function bestOf(candidates: readonly Candidate[], rows: readonly TableRow[]): Candidate | null {
  const first = rows.findIndex((row) => titlesOf(row).filter(Boolean).length > 1);
  const isOnly = (end: number) => end === first || first === -1;
  const good = candidates.filter(
    ({ pairs, end }) => pairs.length > 1 || (pairs.length === 1 && pairs[0]!.score >= SCORES.exact && isOnly(end)),
  );
  return likeliest(good.filter(({ score }) => score > 0));
}

/** The first of those with the best score. */
const likeliest = (candidates: readonly Candidate[]): Candidate | null =>
  candidates.reduce<Candidate | null>((best, next) => (best === null || next.score > best.score ? next : best), null);

/** The texts of a row that may be headers. */
const titlesOf = ({ cells }: TableRow): (string | null)[] =>
  cells.map((cell) => {
    const text = typeof cell === 'string' ? textOf(cell) : null;
    return text !== null && text.length <= TITLE_LENGTH && /\p{L}/u.test(text) ? text.replace(/\s+/g, ' ') : null;
  });

const singles = (rows: readonly TableRow[], likeness: Likeness): Candidate[] =>
  rows.map((row, end) => {
    const titles = titlesOf(row);
    return candidate(
      titles.map((title) => (title === null ? [] : [title])),
      titles,
      end,
      numbersIn(row),
      likeness,
    );
  });

/**
 * Two rows of which the upper has groups, each merged over its columns (giá: sỉ, lẻ), or titles merged over both rows. A title line has
 * one cell and groups nothing.
 */
const doubles = (rows: readonly TableRow[], likeness: Likeness): Candidate[] =>
  rows.slice(1).flatMap((row, at) => {
    const [upper, lower] = [titlesOf(rows[at]!), titlesOf(row)];
    if (row.number !== rows[at]!.number + 1 || upper.filter(Boolean).length < 2) return [];
    let group: string | null = null;
    const variants = Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
      const [above, below] = [upper[index] ?? null, lower[index] ?? null];
      group = above ?? group;
      if (below === null) return above === null ? [] : [above];
      return group === null ? [below] : [`${group} ${below}`, below];
    });
    const titles = variants.map(([title]) => title ?? null);
    return [candidate(variants, titles, at + 1, numbersIn(row) + numbersIn(rows[at]!), likeness)];
  });

/** The header with the row below it, if that has titles for groups of it alone, whatever they name: giá bán: tại vườn, tại chợ. */
function withTitlesOfGroups(header: Candidate, doubles: readonly Candidate[], rows: readonly TableRow[]): Candidate {
  const double = doubles.find(({ end }) => end === header.end + 1);
  if (!double) return header;
  const lower = rows[double.end]!;
  const titles = titlesOf(lower);
  const isTitled = (index: number) => Boolean(titles[index]);
  const isOfGroup = (index: number) =>
    header.titles[index] ? !header.titles[index + 1] && isTitled(index + 1) : isTitled(index - 1);
  const hasOnlyTitles = lower.cells.every((cell, index) => textOf(cell) === null || isTitled(index));
  const titled = titles.flatMap((title, index) => (title ? [index] : []));
  const isSingleTitled = header.titles.some((title, index) => title && !isTitled(index));
  return hasOnlyTitles && isSingleTitled && titled.length > 1 && titled.every(isOfGroup) ? double : header;
}

const numbersIn = ({ cells }: TableRow): number =>
  cells.filter((cell) => cell !== null && (typeof cell !== 'string' || /^[\d.,/\s-]+$/.test(cell))).length;

/** Gives each column the field that its title is most like, the surest first; a column of several titles takes the best. */
function candidate(
  variants: readonly (readonly string[])[],
  titles: readonly (string | null)[],
  end: number,
  numbers: number,
  likeness: Likeness,
): Candidate {
  const possible = variants.flatMap((each, column) =>
    each.flatMap((title) =>
      likeness(title).flatMap((score, field): Pair[] => (score > 0 ? [{ column, field, score, title }] : [])),
    ),
  );
  // Which of the prices of several months is meant only people know.
  const ofMonths = new Set(possible.flatMap(({ column, title }) => (isOfMonth(title) ? [column] : [])));
  const clear = ofMonths.size > 1 ? possible.filter(({ column }) => !ofMonths.has(column)) : possible;
  const pairs: Pair[] = [];
  for (const pair of clear.sort((a, b) => b.score - a.score || a.column - b.column || a.field - b.field)) {
    if (!pairs.some(({ column, field }) => column === pair.column || field === pair.field)) pairs.push(pair);
  }
  const score = pairs.reduce((sum, pair) => sum + pair.score, 0) - NUMBER_COST * numbers;
  return { titles, pairs, score, end };
}
