import type { CellValue } from '../tables/table.ts';
import { fold } from '../text/vietnamese.ts';
import { dayOf, parseDay } from '../time/vietnam-day.ts';
import { datePartsOf, monthOf, type Slashed, slashedOf } from './day-forms.ts';
import { quoted, type Reading, type RefusedCell, readAs, refuseCell } from './reading.ts';
import { oneLine, writtenIn } from './text-cells.ts';

/** Which stands first where a day is all digits: 31/12/2026 as in Viet Nam, or 12/31/2026; or 26/12/31, which begins with its year. */
export type DayOrder = 'DAY_FIRST' | 'MONTH_FIRST' | 'YEAR_FIRST';

/** Which day of a month that stands alone is suggested. */
export type DayOfMonth = 'FIRST_DAY' | 'LAST_DAY';

/** Serial numbers that are believed to be days: 1954-10-03 to 2119-01-11. */
const SERIALS = { from: 20_000, to: 80_000 };

/** Day 0 of a workbook's numbers; the leap day of 1900 that they have in excess lies before the days that are believed. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30);
const DAY_MS = 24 * 60 * 60 * 1000;

/** Longest text that is looked at for an order. */
const LONGEST_SAMPLE = 60;

/** Years that are believed. */
const YEARS = { from: 1900, to: 2199 };

/** Years that two digits at the beginning of a day may mean: 30/06/27 has a day there. */
const SHORT_YEARS = { from: 15, to: 29 };

/**
 * Reads a day, as YYYY-MM-DD; a time beside it is dropped. Year first, or with its month in words, it is clear; so is all-digits where
 * a part is above 12 (12/31/2026), or both are equal. 05/12/2026 is not, unless an order is given: then the conventions of the choices
 * are the two orders. Years of two digits are 1970 to 2069; 26/12/31 may begin with one, and is not clear either. The serial numbers of a
 * spreadsheet are read, as number or digits, in the 1900 system. A month without a day is refused, and a day of it suggested: the first
 * for the end of a period, the last for its beginning, so that it is too short, never too long.
 */
export function readDay(cell: CellValue, order: DayOrder | null, ofMonth: DayOfMonth = 'FIRST_DAY'): Reading<string> {
  if (typeof cell === 'number') return readNumberAsDay(cell);
  if (typeof cell === 'object' && cell !== null) return believed(cell.day, cell.day);
  const text = writtenIn(cell);
  if (typeof text !== 'string') return text;
  if (/^\d{5}(?:[.,]\d+)?$/.test(text)) return readNumberAsDay(Number(text.replace(',', '.')));
  if (/^(?:19|20|21)\d\d-\d\d-\d\d[T ]\d\d:.*(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return readInstant(text);
  const slashed = slashedOf(text);
  if (slashed) return readSlashed(slashed, order, text);
  const parts = datePartsOf(text);
  if (parts) return believed(isoOf(parts), text, lastDayBefore(parts));
  return refuseOther(text, ofMonth);
}

/** The order that the clear days of a column show; 'BOTH' where they contradict one another, null where none is clear. */
export function dayOrderOf(cells: Iterable<CellValue>): DayOrder | 'BOTH' | null {
  let shown: DayOrder | null = null;
  for (const cell of cells) {
    const slashed = typeof cell === 'string' && cell.length <= LONGEST_SAMPLE ? slashedOf(oneLine(cell)) : null;
    const order = slashed && !yearFirst(slashed) ? orderShownBy(slashed) : null;
    if (!order || order === shown) continue;
    if (shown !== null) return 'BOTH';
    shown = order;
  }
  return shown;
}

function orderShownBy({ first, second }: Slashed): DayOrder | null {
  if (first > 12 && second <= 12) return 'DAY_FIRST';
  return second > 12 && first <= 12 ? 'MONTH_FIRST' : null;
}

/** The parts of a day that may begin with its year; null where only another reading is left. */
function yearFirst({ first, second, year, isShort }: Slashed): DateParts | null {
  const parts = { year: 2000 + first, month: second, day: year % 100 };
  const mayBe = isShort && first >= SHORT_YEARS.from && first <= SHORT_YEARS.to && parseDay(isoOf(parts)).ok;
  return mayBe ? parts : null;
}

function readSlashed(slashed: Slashed, order: DayOrder | null, text: string): Reading<string> {
  const { first, second, year } = slashed;
  const dayFirst = { year, month: second, day: first };
  const monthFirst = { year, month: first, day: second };
  const reversed = yearFirst(slashed);
  if (reversed && order === 'YEAR_FIRST') return believed(isoOf(reversed), text);
  const known = orderShownBy(slashed) ?? order;
  const parts = known === 'MONTH_FIRST' ? monthFirst : dayFirst;
  const read = believed(isoOf(parts), text, lastDayBefore(parts));
  if (read.is === 'refused') return read;
  if (reversed && order === null) return ambiguous({ DAY_FIRST: dayFirst, YEAR_FIRST: reversed });
  if ((known !== null && known !== 'YEAR_FIRST') || first === second) return read;
  return ambiguous({ DAY_FIRST: dayFirst, MONTH_FIRST: monthFirst });
}

const ambiguous = (readings: { readonly [Order in DayOrder]?: DateParts }): Reading<string> => ({
  is: 'ambiguous',
  choices: Object.entries(readings).map(([convention, parts]) => ({ convention, value: isoOf(parts) })),
});

function readNumberAsDay(value: number): Reading<string> {
  const text = String(value);
  const compact = datePartsOf(text);
  if (compact) return believed(isoOf(compact), text);
  if (value < SERIALS.from || value >= SERIALS.to + 1) return refuseOther(text, 'FIRST_DAY');
  return readAs(new Date(SERIAL_ZERO + Math.floor(value) * DAY_MS).toISOString().slice(0, 10));
}

/** A moment with its zone: the day that it is in Viet Nam. */
function readInstant(text: string): Reading<string> {
  const instant = new Date(text.replace(' ', 'T'));
  return Number.isNaN(instant.getTime()) ? refuseDay(text) : believed(dayOf(instant), text);
}

/** The day, unless the calendar has none such, or its year is a slip. */
function believed(day: string, text: string, suggestion?: string): Reading<string> {
  if (!parseDay(day).ok) return refuseDay(text, suggestion);
  const year = Number(day.slice(0, 4));
  if (year >= YEARS.from && year <= YEARS.to) return readAs(day);
  return refuseCell(
    `Năm ${year} trong ${quoted(text)} có lẽ ghi nhầm.`,
    `The year ${year} in ${quoted(text)} is unlikely: it may be a slip.`,
  );
}

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

const isoOf = ({ year, month, day }: DateParts): string => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

const vietnamese = ({ year, month, day }: DateParts): string => `${two(day)}/${two(month)}/${year}`;

/** The last day of the month, where a day is past it (31/06): it is what is meant most often. */
function lastDayBefore({ year, month, day }: DateParts): string | undefined {
  if (month < 1 || month > 12 || day < 29 || day > 31 || year < YEARS.from || year > YEARS.to) return undefined;
  return vietnamese({ year, month, day: lastDayOf(year, month) });
}

const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const refuseDay = (text: string, suggestion?: string): RefusedCell =>
  refuseCell(`Lịch không có ngày ${quoted(text)}.`, `The calendar has no day ${quoted(text)}.`, suggestion);

function refuseOther(text: string, ofMonth: DayOfMonth): RefusedCell {
  const month = monthOf(text);
  if (month) {
    const day = vietnamese({ ...month, day: ofMonth === 'FIRST_DAY' ? 1 : lastDayOf(month.year, month.month) });
    return refuseCell(
      `${quoted(text)} chỉ có tháng; hãy ghi đủ ngày, ví dụ ${day}.`,
      `${quoted(text)} is a month; write the whole day, such as ${day}.`,
      day,
    );
  }
  if (/^(?:nam )?(?:19|20|21)\d\d$/.test(fold(text))) {
    return refuseCell(
      `${quoted(text)} chỉ có năm; hãy ghi đủ ngày, tháng, năm.`,
      `${quoted(text)} is a year; write day, month and year.`,
    );
  }
  return refuseCell(
    `Không đọc được ngày ${quoted(text)}; hãy ghi ngày/tháng/năm, ví dụ 31/12/2026.`,
    `The day ${quoted(text)} cannot be read; write day/month/year, such as 31/12/2026.`,
  );
}
