import type { Text } from '../../platform/errors/user-error.ts';
import { QuestionKind } from './question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from './row-reader.ts';

/*
 * What is made in a month, where people write what is made in another time.
 */

const MONTH = /^(?:tháng|thg?|month)$/iu;
const YEAR = /^(?:năm|year)$/iu;
const OTHER_TIME = /^(?:ngày|tuần|quý|giờ|ca|day|week|quarter|hour)$/iu;

/** Of a title: sản lượng năm, sản lượng bình quân hàng năm. */
const YEARLY = /(?<!\p{L})(?:năm|year|yearly|annual)(?!\p{L})/iu;
const MONTHLY = /(?<!\p{L})(?:tháng|month|monthly)(?!\p{L})/iu;

/**
 * What a header makes of a plain number: a year is asked about, since not every month makes a twelfth of it; other times are refused.
 * Undefined where the number is not to be taken.
 */
export function aMonth(quantity: number, row: RowReader): number | undefined {
  const { header, note } = row;
  const per = note.per ?? '';
  if (OTHER_TIME.test(per)) {
    row.refuse(NOT_MONTHLY);
    return undefined;
  }
  if (MONTH.test(per) || (!YEAR.test(per) && (MONTHLY.test(header) || !YEARLY.test(header)))) return quantity;
  const answer = row.ask(QuestionKind.VALUE, [row.field, 'A_YEAR'], YEARS);
  return answer === 'TWELFTH' ? Math.round((quantity / 12) * 1_000) / 1_000 : undefined;
}

const YEARS = [
  {
    choice: 'TWELFTH',
    label: { vi: 'Ghi theo năm: chia đều cho 12 tháng', en: 'A year’s: a twelfth is made a month' },
  },
  { choice: 'NO_CAPACITY', label: { vi: 'Bỏ trống sản lượng tháng', en: 'No monthly capacity' } },
  LEAVE_OUT_CHOICE,
];

/** Why what is made in another time is not taken. */
export const NOT_MONTHLY: Text = {
  vi: 'Hãy ghi sản lượng của một tháng.',
  en: 'Write what is made in a month.',
};
