import type { Text } from '../errors/user-error.ts';
import { type Refused, refused } from './parsed.ts';

/** The text without blanks, dots and hyphens of any width, which people put between groups of digits. */
export function withoutSeparators(text: string): string {
  return text.replace(/[\s.\u00ad\u200b\u2060\u2010-\u2015\u2212-]/g, '');
}

/** What is left of a long number that a spreadsheet shows as 8.93E+12. */
const SHORTENED = /^\d+(?:,\d+)?E\+?\d+$/i;

/** Refuses a text that has more than the digits 0–9; null where it has not. `what` is the name of the number. */
export function refuseStrangers(what: Text, digits: string): Refused | null {
  const stranger = /[^0-9]/u.exec(digits)?.[0];
  if (stranger === undefined) return null;
  if (SHORTENED.test(digits)) {
    return refused(
      `${what.vi} đã bị bảng tính rút gọn và mất chữ số; hãy định dạng cột là văn bản rồi nhập lại đủ số.`,
      `${what.en} was shortened by a spreadsheet and has lost digits; format the column as text and enter all of them.`,
    );
  }
  return refused(
    `${what.vi} chỉ gồm chữ số; “${stranger}” không phải là chữ số.`,
    `${what.en} has digits only; “${stranger}” is not one.`,
  );
}

/**
 * Says that the digit at `at` is not the check digit of those before it. The right one is found by asking `isValid`, so
 * that the rule stands in one place; some numbers have none, because the rule gives them the value 10.
 */
export function refuseCheckDigit(
  what: Text,
  digits: string,
  at: number,
  isValid: (candidate: string) => boolean,
): Refused {
  const is = digits[at];
  const should = [...'0123456789'].find((digit) => isValid(digits.slice(0, at) + digit + digits.slice(at + 1)));
  if (should === undefined) {
    const before = digits.slice(0, at);
    return refused(
      `${what.vi} sai: không có chữ số kiểm tra nào ứng với ${before}.`,
      `${what.en} is wrong: no check digit belongs to ${before}.`,
    );
  }
  return refused(
    `${what.vi} sai: chữ số kiểm tra là ${is}, lẽ ra phải là ${should}.`,
    `${what.en} is wrong: its check digit is ${is}, should be ${should}.`,
  );
}
