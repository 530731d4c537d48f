import type { Text } from '../../platform/errors/user-error.ts';
import { type QuestionChoice, suggesting } from './question.ts';

/** What a cell may say, and the convention by which it does. */
interface Reading {
  readonly convention: string;
  readonly value: unknown;
  readonly isLikely?: boolean;
}

/** Conventions that hold unless a file says otherwise. */
const USUAL = ['COMMA_DECIMAL', 'DAY_FIRST'];

/** The conventions by which a cell may be read as choices, with what each makes of it; the likely or usual one is suggested, or the only one. */
export function conventionChoices(
  readings: readonly Reading[],
  also: readonly QuestionChoice[] = [],
): readonly QuestionChoice[] {
  const usual =
    readings.length === 1
      ? readings[0]
      : readings.find(({ convention, isLikely }) => isLikely || USUAL.includes(convention));
  const choices = readings.map(({ convention, value }) => ({ choice: convention, label: labelOf(convention, value) }));
  return suggesting([...choices, ...also], usual?.convention ?? null);
}

function labelOf(convention: string, value: unknown): Text {
  const shown = shownValue(value);
  const { vi, en } = CONVENTIONS[convention] ?? { vi: convention, en: convention };
  return { vi: `${vi}: ${shown}`, en: `${en}: ${shown}` };
}

function shownValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('amount' in value) return String(value.amount);
  return 'value' in value ? String(value.value) : JSON.stringify(value);
}

const CONVENTIONS: Readonly<Record<string, Text>> = {
  COMMA_DECIMAL: { vi: 'Dấu phẩy thập phân (1.234,5)', en: 'Decimal comma (1.234,5)' },
  POINT_DECIMAL: { vi: 'Dấu chấm thập phân (1,234.5)', en: 'Decimal point (1,234.5)' },
  DAY_FIRST: { vi: 'Ngày trước tháng', en: 'Day before month' },
  MONTH_FIRST: { vi: 'Tháng trước ngày', en: 'Month before day' },
  YEAR_FIRST: { vi: 'Năm đứng đầu, ngày đứng cuối', en: 'Year first, day last' },
  DONG: { vi: 'Đơn vị đồng', en: 'In đồng' },
  ALL_THOUSANDS: { vi: 'Nghìn đồng, cả số từ 1.000 trở lên', en: 'In thousands of đồng, from 1,000 on too' },
  DONG_FROM_1000: { vi: 'Số từ 1.000 trở lên đã là đồng', en: 'From 1,000 on in đồng' },
  THOUSANDS: { vi: 'Đơn vị nghìn đồng', en: 'In thousands of đồng' },
};
