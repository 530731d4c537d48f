import type { CellValue } from '../tables/table.ts';
import { fold } from '../text/vietnamese.ts';
import { parseNumeral } from './numerals.ts';
import { quoted, type Reading, type RefusedCell, readAs, refuseCell } from './reading.ts';
import { writtenIn } from './text-cells.ts';

/** Words for lengths of time, folded. A T is a month, as on packages: HSD 6T. */
const WORDS = {
  years: ['nam', 'year', 'years', 'yr', 'yrs', 'y'],
  months: ['thang', 't', 'th', 'thg', 'month', 'months', 'mth', 'mths', 'mo'],
  weeks: ['tuan', 'week', 'weeks', 'wk', 'wks', 'w'],
  days: ['ngay', 'day', 'days', 'd'],
  hours: ['gio', 'h', 'tieng', 'hour', 'hours', 'hr', 'hrs'],
} as const;

/** A unit of time. */
export type Span = keyof typeof WORDS;

const SPAN_OF: ReadonlyMap<string, Span> = new Map(
  Object.entries(WORDS).flatMap(([span, words]) => words.map((word) => [word, span as Span] as const)),
);

/** Which end of a range is safe: goods keep for the shorter time, and come after the longer one. */
export type RangeEnd = 'SHORTER' | 'LONGER';

/** The unit of time that a word is, in whatever case and marks. */
export const spanNamed = (word: string): Span | null => SPAN_OF.get(fold(word)) ?? null;

/** A number and its word: 12 tháng. */
const PART = /(\d+(?:[.,]\d+)?) ?([a-z]*) ?/y;

const BEFORE =
  /^(?:hsd|(?:thoi )?han(?: su)?(?: dung)?|(?:thoi (?:gian|han) )?bao quan(?: duoc)?|shelf life|trong(?: vong)?)[: ]+/;
const SINCE = /,? (?:ke tu|tinh tu|tu|sau|from|after|since) .*$/;

/** Longest that is believed: a hundred years. */
const MOST_DAYS = 36_500;

/**
 * Reads a length of time in days; a plain number is of the unit that is given, such as that of its column. Twelve months are a year of
 * 365 days, the months beyond whole years 30 each: 6 tháng is 180, 12 tháng 365, 18 tháng 545; weeks have 7, and 24 hours are a day.
 * Parts of a day are dropped, so that nothing is kept for longer than it says. “kể từ ngày sản xuất” after it is understood. Of a range
 * one end is suggested.
 */
export function readDays(cell: CellValue, plain: Span = 'days', suggested: RangeEnd = 'SHORTER'): Reading<number> {
  if (typeof cell === 'number') {
    const isSpan = Number.isInteger(cell) || plain !== 'days';
    return isSpan ? believed(daysIn(new Map([[plain, cell]])), String(cell)) : refuseLength(String(cell));
  }
  const text = writtenIn(cell);
  if (typeof text !== 'string') return text;
  const spans = spansOf(bare(text), plain);
  return spans ? believed(daysIn(spans), text) : refuseLength(text, suggested);
}

/** How much of each span a text counts, in words: 36 tháng, 1 năm 6 tháng. Null where it says anything else, or more than is believed. */
export function spansIn(text: string): ReadonlyMap<Span, number> | null {
  const said = bare(text);
  const spans = /[a-z]/.test(said) ? spansOf(said, 'days') : null;
  return spans && believed(daysIn(spans), text).is === 'value' ? spans : null;
}

const bare = (text: string): string => fold(text).replace(BEFORE, '').replace(SINCE, '');

/** How much of each span; null where something else is written, or a span is given twice. */
function spansOf(folded: string, plain: Span): ReadonlyMap<Span, number> | null {
  const spans = new Map<Span, number>();
  PART.lastIndex = 0;
  while (PART.lastIndex < folded.length) {
    const [, count, word] = PART.exec(folded) ?? [];
    const numeral = count === undefined ? null : parseNumeral(count);
    const isPlain = plain === 'days' ? /^\d+$/.test(folded) : count === folded;
    const span = word === '' && isPlain ? plain : SPAN_OF.get(word ?? '');
    if (!numeral || !span || spans.has(span)) return null;
    const isClear = numeral.COMMA_DECIMAL === numeral.POINT_DECIMAL;
    // Nobody keeps a thousandth of a day: 1.095 ngày has a group of thousands.
    spans.set(span, Number(isClear ? numeral.COMMA_DECIMAL : count!.replace(/\D/g, '')));
  }
  return spans.size > 0 ? spans : null;
}

function daysIn(spans: ReadonlyMap<Span, number>): number {
  const count = (span: Span) => spans.get(span) ?? 0;
  const months = count('months');
  const years = Math.floor(months / 12);
  return (
    365 * (count('years') + years) +
    30 * (months - 12 * years) +
    7 * count('weeks') +
    count('days') +
    count('hours') / 24
  );
}

function believed(days: number, text: string): Reading<number> {
  const whole = Math.floor(days + 1e-9);
  return days < 0 || whole > MOST_DAYS || (whole === 0 && days > 0) ? refuseLength(text) : readAs(whole);
}

function refuseLength(text: string, suggested: RangeEnd = 'SHORTER'): RefusedCell {
  const example = `“90 ngày”, “6 tháng” hoặc “1 năm”`;
  const vi = `Cần một khoảng thời gian, ví dụ ${example}; ô này ghi ${quoted(text)}.`;
  const en = `A length of time is needed, such as 90 ngày (days), 6 tháng (months); this cell says ${quoted(text)}.`;
  return refuseCell(vi, en, endOf(text, suggested));
}

const RANGE = /^(?:từ )?(\d+) ?(?:-|~|\.\.|đến|tới|to) ?(\d+) ?(\p{L}+)$/iu;

/** Of “6 - 12 tháng”, “6 tháng” or “12 tháng”. */
function endOf(text: string, suggested: RangeEnd): string | undefined {
  const [, shorter, longer, unit] = RANGE.exec(text) ?? [];
  if (unit === undefined || !SPAN_OF.has(fold(unit))) return undefined;
  return `${suggested === 'SHORTER' ? shorter : longer} ${unit}`;
}
