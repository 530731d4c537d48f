import { accepted, type Parsed, refused } from '../standards/parsed.ts';

/** A calendar day in Viet Nam, YYYY-MM-DD; days sort as text. */
export type VietnamDay = string;

/**
 * Asia/Ho_Chi_Minh is seven hours ahead of UTC all year, and has been since 1975-06-13. Earlier days are counted
 * the same way: they occur as history only, never as instants.
 */
const OFFSET_MS = 7 * 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Midnight UTC of a day, or NaN where the calendar has no such day. */
function utcMidnight(day: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || day.startsWith('0000')) return Number.NaN;
  const at = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes 2026-02-30 for 2026-03-02.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? Number.NaN : at;
}

function midnightOf(day: VietnamDay): number {
  const at = utcMidnight(day);
  if (Number.isNaN(at)) throw new RangeError(`Not a day: ${day}`);
  return at;
}

function dayAt(utc: number): VietnamDay {
  const day = new Date(utc).toISOString().slice(0, 10);
  // Years before 1 and after 9999 have a sign and six digits.
  if (Number.isNaN(utcMidnight(day))) throw new RangeError(`No four-digit year: ${day}`);
  return day;
}

/** Reads a day that the calendar has (2028-02-29 but not 2026-02-29), years 0001 to 9999. */
export function parseDay(text: string): Parsed<VietnamDay> {
  const day = text.trim();
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) {
    return refused(`Ngày có dạng NNNN-TT-NN; “${day}” thì không.`, `A day reads YYYY-MM-DD; “${day}” does not.`);
  }
  if (Number.isNaN(utcMidnight(day))) {
    return refused(`Lịch không có ngày ${day}.`, `The calendar has no day ${day}.`);
  }
  return accepted(day);
}

/** The instant at which a day begins in Viet Nam. @throws RangeError where there is no such day */
export function startOfDay(day: VietnamDay): Date {
  return new Date(midnightOf(day) - OFFSET_MS);
}

/**
 * The instant at which a day is over in Viet Nam, which is the start of the next: periods are half-open, so what is
 * “valid to 31/12” holds before this instant. @throws RangeError where there is no such day
 */
export function endOfDay(day: VietnamDay): Date {
  return new Date(midnightOf(day) + DAY_MS - OFFSET_MS);
}

/** The day that it is in Viet Nam at an instant. @throws RangeError for an invalid date, and outside years 1 to 9999 */
export function dayOf(instant: Date): VietnamDay {
  return dayAt(instant.getTime() + OFFSET_MS);
}

/** The day that is `count` days later, earlier where it is negative. @throws RangeError where there is no such day */
export function addDays(day: VietnamDay, count: number): VietnamDay {
  return dayAt(midnightOf(day) + count * DAY_MS);
}

/**
 * The day that is `count` months later, or the last of its month where that has no such day (31/01 and a month is 28/02). @throws RangeError
 * where there is no such day
 */
export function addMonths(day: VietnamDay, count: number): VietnamDay {
  const start = new Date(midnightOf(day));
  const month = start.getUTCMonth() + count;
  const last = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0));
  const inMonth = Math.min(start.getUTCDate(), last.getUTCDate());
  return dayAt(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), inMonth));
}
