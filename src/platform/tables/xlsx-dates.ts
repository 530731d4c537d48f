import type { DayCell } from './table.ts';

/** What a number format shows of a number; an elapsed time may have more than 24 hours. */
export type Shown = 'NUMBER' | 'DAY' | 'TIME' | 'MOMENT' | 'ELAPSED';

/** The built-in formats that show days or times (ECMA-376 part 1, section 18.8.30), those of East Asia included. */
const BUILT_IN: readonly [first: number, last: number, shown: Shown][] = [
  [14, 17, 'DAY'],
  [18, 21, 'TIME'],
  [22, 22, 'MOMENT'],
  [27, 31, 'DAY'],
  [32, 35, 'TIME'],
  [36, 36, 'DAY'],
  [45, 45, 'TIME'],
  [46, 46, 'ELAPSED'],
  [47, 47, 'TIME'],
  [50, 54, 'DAY'],
  [55, 56, 'TIME'],
  [57, 58, 'DAY'],
];

/** What is no part of a date's pattern: quoted and escaped text, fillers, colours and locales in brackets. */
const LITERALS = /"[^"]*"?|\\.|[_*].|\[[^\]]*\]/g;

const DAY_SECONDS = 86_400;

/** Serial numbers of 1900-03-01 and of 9999-12-31. */
const FIRST_SURE = 61;
const LAST = 2_958_465;

/** What the format with this number shows; `code` is its own pattern where the workbook defines one. */
export function shownBy(id: number, code?: string): Shown {
  if (code !== undefined) return shownByCode(code);
  return BUILT_IN.find(([first, last]) => id >= first && id <= last)?.[2] ?? 'NUMBER';
}

function shownByCode(code: string): Shown {
  const [positive = ''] = code.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  if (/\[(?:h+|m+|s+)\]/i.test(positive)) return 'ELAPSED';
  const pattern = positive.replace(LITERALS, '').toLowerCase();
  if (/[#?]/.test(pattern) || pattern.includes('general')) return 'NUMBER';
  const time = /[hs]|am\/pm|a\/p/.test(pattern);
  // Beside hours or seconds, m means minutes.
  const day = /[dy]/.test(pattern) || (!time && pattern.includes('m'));
  if (day) return time ? 'MOMENT' : 'DAY';
  return time ? 'TIME' : 'NUMBER';
}

/**
 * The day of a serial number, with the time where the cell shows one; null where it is no day: a time alone, a
 * duration, 1900-02-29, which Excel believes in, or what no calendar has.
 */
export function dayOf(serial: number, shown: Shown, date1904: boolean): DayCell | null {
  if (shown === 'NUMBER' || shown === 'ELAPSED' || serial < 1) return null;
  const showsTime = shown !== 'DAY';
  const seconds = showsTime ? Math.round(serial * DAY_SECONDS) : Math.floor(serial) * DAY_SECONDS;
  const days = Math.floor(seconds / DAY_SECONDS) + (date1904 ? 1462 : 0);
  if (days === FIRST_SURE - 1 || days > LAST) return null;
  const sinceEpoch = days - 25_569 + (days < FIRST_SURE ? 1 : 0);
  const moment = new Date((sinceEpoch * DAY_SECONDS + (seconds % DAY_SECONDS)) * 1000).toISOString();
  return { day: moment.slice(0, 10), time: showsTime ? moment.slice(11, 19) : null };
}

/** The day of a cell that holds it as ISO 8601 text, or null. */
export function dayOfText(text: string, shown: Shown): DayCell | null {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(text);
  if (!found || Number.isNaN(Date.parse(found[1]!))) return null;
  return { day: found[1]!, time: shown === 'DAY' ? null : (found[2] ?? null) };
}
