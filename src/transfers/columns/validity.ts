import { type Span, spansIn } from '../../platform/cells/durations.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import { fold } from '../../platform/text/vietnamese.ts';
import { addDays, addMonths, type VietnamDay } from '../../platform/time/vietnam-day.ts';
import type { GivenCertificate } from './certificate-columns.ts';
import type { RowReader } from './row-reader.ts';

/*
 * From when to when a certificate holds, as people write it: từ 01/01/2026, đến hết 31/12/2026, 36 tháng, không thời hạn.
 */

/** Nothing ends it. Folded. */
const ENDLESS =
  /^(?:(?:vo|khong(?: co| xac dinh| gioi han| quy dinh)?) (?:thoi )?han|vinh vien|khong gioi han|unlimited|indefinite(?:ly)?|permanent|no expiry|never(?: expires)?)[. ]*$/;

const SINCE = /^(?:(?:có )?hiệu lực )?(?:kể )?(?:từ|from|since)[: ]+/iu;
const UNTIL = /^(?:(?:có )?(?:hiệu lực|giá trị) )?(?:(?:đến|tới)(?: hết)?|hết hạn|until|to)[: ]+/iu;
const RENEWED = / ?\((?:đã |được )?gia hạn(?: lần \d+)?\)$/iu;

/** Puts the first day on which a certificate holds into what is given. */
export function readStart(cell: CellValue, row: RowReader, { fields }: GivenCertificate): void {
  fields.validFrom = row.day(typeof cell === 'string' ? cell.trim().replace(SINCE, '') : cell, 'LAST_DAY');
}

/** Puts the last day into it, null for none; or how long it holds, which `lastDay` makes a day of when the whole row is read. */
export function readEnd(cell: CellValue, row: RowReader, given: GivenCertificate): void {
  const text = typeof cell === 'string' ? cell.trim().replace(UNTIL, '').replace(RENEWED, '') : null;
  const lasts = text === null ? null : spansIn(text);
  if (text !== null && ENDLESS.test(fold(text))) given.fields.validTo = null;
  else if (lasts) given.lasts = lasts;
  else given.fields.validTo = row.day(text ?? cell);
}

/** The last day of a length of time: that before the same day of the last month, so that it is never too long. */
export function lastDay(start: VietnamDay, lasts: ReadonlyMap<Span, number>): VietnamDay {
  const count = (span: Span) => Math.floor(lasts.get(span) ?? 0);
  const months = Math.floor(12 * (lasts.get('years') ?? 0) + (lasts.get('months') ?? 0));
  return addDays(addMonths(start, months), 7 * count('weeks') + count('days') - 1);
}
