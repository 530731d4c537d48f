import { textOf } from '../../platform/cells/text-cells.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import { QuestionKind } from './question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from './row-reader.ts';

/*
 * Quantities: so many of a unit, and what is made in a month, where people write what is made in another time or do not say in which.
 */

/** So many of a unit, as it is written; null where neither the cell nor its header names one. */
export interface Counted {
  readonly value: number;
  readonly unit: string | null;
}

/** What ends in a time: 2 tấn/tháng, 500 kg mỗi năm. */
const IN_TIME = /^(.*\d.*?)\s*(?:\/|mỗi|một|per|a)\s*(?:1 ?)?(\p{L}+)$/iu;

const MONTH = /^(?:tháng|thg?|month)$/iu;
const YEAR = /^(?:năm|year)$/iu;
const OTHER_TIME = /^(?:ngày|tuần|quý|giờ|ca|day|week|quarter|hour)$/iu;

const isTime = (word: string): boolean => [MONTH, YEAR, OTHER_TIME].some((words) => words.test(word));

/** Of a title: sản lượng năm, sản lượng bình quân hàng năm. */
const YEARLY = /(?<!\p{L})(?:năm|year|yearly|annual)(?!\p{L})/iu;
const MONTHLY = /(?<!\p{L})(?:tháng|month|monthly)(?!\p{L})/iu;

/**
 * What a cell says is made in a month: 500, 500 kg, 2 tấn/tháng. A year is asked about, since not every month makes a twelfth of it, and
 * so is a time that nobody says; other times are refused. Undefined where the cell is not to be taken.
 */
export function readMonthly(cell: CellValue, row: RowReader): Counted | undefined {
  const [, bare, last] = IN_TIME.exec(textOf(cell) ?? '') ?? [];
  const time = last !== undefined && isTime(last) ? last : null;
  const counted = readCounted(time === null ? cell : bare!, row);
  const value = counted && aMonth(counted.value, time ?? timeOf(row), row);
  return value === undefined ? undefined : { value, unit: counted!.unit };
}

/** So many of a unit: 500, 10 thùng. */
export function readCounted(cell: CellValue, row: RowReader): Counted | undefined {
  const quantity = row.quantity(cell);
  if (!quantity?.contains) return quantity;
  row.refuse(ONE_UNIT);
  return undefined;
}

/** In which time the header counts; one that people say is this field counts in months. */
function timeOf({ header, note, confidence }: RowReader): string | null {
  if (note.per !== null && isTime(note.per)) return note.per;
  const title = header.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  if (MONTHLY.test(title)) return 'tháng';
  if (YEARLY.test(title)) return 'năm';
  return confidence === 'CHOSEN' ? 'tháng' : null;
}

function aMonth(quantity: number, time: string | null, row: RowReader): number | undefined {
  if (time !== null && MONTH.test(time)) return quantity;
  if (time !== null && !YEAR.test(time)) {
    row.refuse(NOT_MONTHLY);
    return undefined;
  }
  const [about, choices] = time === null ? (['A_TIME', [MONTHS, ...YEARS]] as const) : (['A_YEAR', YEARS] as const);
  const answer = row.ask(QuestionKind.VALUE, [row.field, about], choices);
  if (answer === MONTHS.choice) return quantity;
  return answer === 'TWELFTH' ? Math.round((quantity / 12) * 1_000) / 1_000 : undefined;
}

const MONTHS = { choice: 'MONTH', label: { vi: 'Ghi theo tháng', en: 'A month’s' } };

const YEARS = [
  {
    choice: 'TWELFTH',
    label: { vi: 'Ghi theo năm: chia đều cho 12 tháng', en: 'A year’s: a twelfth is made a month' },
  },
  { choice: 'NO_CAPACITY', label: { vi: 'Bỏ trống sản lượng tháng', en: 'No monthly capacity' } },
  LEAVE_OUT_CHOICE,
];

const NOT_MONTHLY: Text = {
  vi: 'Hãy ghi sản lượng của một tháng.',
  en: 'Write what is made in a month.',
};
const ONE_UNIT: Text = {
  vi: 'Hãy ghi một số lượng theo một đơn vị, ví dụ 500 hoặc 10 thùng.',
  en: 'Write a number of one unit, such as 500 or 10 thùng.',
};
