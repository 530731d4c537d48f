import { fold } from '../text/vietnamese.ts';

/** A day all in digits whose year stands last: which of the first two is the month, its column says. */
export interface Slashed {
  readonly first: number;
  readonly second: number;
  readonly year: number;
  /** Whether the year has two digits. */
  readonly isShort: boolean;
}

const TIME = '\\d{1,2}[:h]\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?(?:am|pm|sa|ch))?';
const TIME_BEFORE = new RegExp(`^${TIME},? `);
const TIME_AFTER = new RegExp(`(?:t|,? )${TIME}$`);
const ENGLISH_WEEKDAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const WEEKDAY = new RegExp(`^(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn|${ENGLISH_WEEKDAY})[, ] ?`);

const SLASHED = /^(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^((?:19|20|21)\d{2})(\d{2})(\d{2})$/;
/** Spreadsheets in Vietnamese write 31-Thg12-2026. */
const IN_WORDS = /^(\d{1,2})[-, ]*(?:thang|thg|th)[-. ]*(\d{1,2})[-/, ]*(?:nam )?(\d{4}|\d{2})$/;
const ENGLISH = /^(\d{1,2})(?:st|nd|rd|th)?[-, ]*([a-z]{3,9})[-., ]*(\d{4}|\d{2})$/;
const AMERICAN = /^([a-z]{3,9})[. ]*(\d{1,2})(?:st|nd|rd|th)?[, ]+(\d{4})$/;

const MONTH = /^(?:(?:thang|thg|th|t) ?)?(\d{1,2})(?: ?[-/.] ?| nam )(\d{4})$/;
const YEAR_MONTH = /^(\d{4})[-/](\d{1,2})$/;

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** A text that is a day all in digits, its year last; words and times around it are dropped. */
export function slashedOf(text: string): Slashed | null {
  const [, first, , second, year] = SLASHED.exec(dayAlone(text)) ?? [];
  if (year === undefined) return null;
  return { first: Number(first), second: Number(second), year: fullYear(year), isShort: year.length === 2 };
}

/** A text that says itself which number is what; the day may not exist. Null for any other text. */
export function datePartsOf(text: string): { year: number; month: number; day: number } | null {
  const alone = dayAlone(text);
  const [, year, , month, day] = YEAR_FIRST.exec(alone) ?? [];
  if (day !== undefined) return parts(year, month, day);
  const compact = COMPACT.exec(alone);
  if (compact) return parts(compact[1], compact[2], compact[3]);
  const inWords = IN_WORDS.exec(alone);
  if (inWords) return parts(inWords[3], inWords[2], inWords[1]);
  const english = ENGLISH.exec(alone);
  if (english) return withName(english[3], english[2]!, english[1]);
  const american = AMERICAN.exec(alone);
  return american ? withName(american[3], american[1]!, american[2]) : null;
}

/** A text that is a month of a year. */
export function monthOf(text: string): { year: number; month: number } | null {
  const alone = dayAlone(text);
  const [, late, lateYear] = MONTH.exec(alone) ?? [];
  const [, earlyYear, early] = YEAR_MONTH.exec(alone) ?? [];
  const month = Number(late ?? early);
  return month >= 1 && month <= 12 ? { year: Number(lateYear ?? earlyYear), month } : null;
}

/** Folded, without the time, the weekday, “ngày”, and a full stop at the end. */
function dayAlone(text: string): string {
  const folded = fold(text)
    .replace(/(?<=\d)[.;,]$/, '')
    .replace(TIME_BEFORE, '')
    .replace(TIME_AFTER, '');
  return folded
    .replace(WEEKDAY, '')
    .replace(/^ngay:? /, '')
    .replace(TIME_BEFORE, '')
    .trim();
}

const parts = (year?: string, month?: string, day?: string) => ({
  year: fullYear(year!),
  month: Number(month),
  day: Number(day),
});

/** September is called Sept too. */
function withName(year: string | undefined, name: string, day: string | undefined) {
  const month = MONTHS.findIndex((full) => full.startsWith(name === 'sept' ? 'sep' : name)) + 1;
  return month === 0 ? null : parts(year, String(month), day);
}

function fullYear(year: string): number {
  const value = Number(year);
  if (year.length > 2) return value;
  return value < 70 ? 2000 + value : 1900 + value;
}
