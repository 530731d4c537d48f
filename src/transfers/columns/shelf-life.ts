import { textOf } from '../../platform/cells/text-cells.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import { QuestionKind } from './question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from './row-reader.ts';

/*
 * How long goods keep: lists write it in months as often as in days.
 */

/** A plain number above this is of days: nobody counts so many months. */
const MOST_MONTHS = 60;

/** A length of time in days; whether a plain number counts days or months is asked where neither the header nor people say it. */
export function readShelfLife(cell: CellValue, row: RowReader): number | undefined {
  const text = textOf(cell) ?? '';
  const isPlain = /^\d+(?:[.,]\d+)?$/.test(text) && Number(text.replace(',', '.')) <= MOST_MONTHS;
  if (!isPlain || row.note.span !== null || row.confidence === 'CHOSEN') return row.days(cell);
  const answer = row.ask(QuestionKind.VALUE, [row.field, 'A_SPAN'], SPANS);
  return answer === undefined ? undefined : row.days(cell, answer === 'MONTHS' ? 'months' : 'days');
}

const SPANS = [
  { choice: 'MONTHS', label: { vi: 'Ghi theo tháng', en: 'In months' } },
  { choice: 'DAYS', label: { vi: 'Ghi theo ngày', en: 'In days' } },
  LEAVE_OUT_CHOICE,
];
