import { accepted, type Parsed, refused } from '../platform/standards/parsed.ts';

/** Mobile numbers have nine digits after the 0, fixed lines (area code 2…) ten: circular 22/2014/TT-BTTTT as amended. */
const NATIONAL = /^(?:[35789]\d{8}|2\d{9})$/;

/** Mobile prefixes of eleven digits, which were replaced in 2018. */
const RETIRED = /^1[2689]\d{8}$/;

/** Country code and number abroad: E.164 allows 15 digits in all. */
const ABROAD = /^\+(?!84)[1-9]\d{7,14}$/;

/**
 * Reads a telephone number and answers it in E.164 form (+84912345678). Without a country code it is Vietnamese;
 * blanks, dots, hyphens and brackets are allowed. Service numbers (1800, 1900) cannot be called from abroad and are none.
 */
export function parsePhone(text: string): Parsed<string> {
  const compact = text
    .normalize('NFKC')
    .replace(/[\s.()\u2010-\u2015-]/g, '')
    .replace(/^00/, '+');
  if (ABROAD.test(compact)) return accepted(compact);
  const national = /^(?:\+?84|0)(\d+)$/.exec(compact)?.[1]?.replace(/^0/, '');
  if (national && NATIONAL.test(national)) return accepted(`+84${national}`);
  if (national && RETIRED.test(national)) {
    return refused(
      'Đầu số di động 11 chữ số đã được đổi từ năm 2018; hãy nhập số 10 chữ số.',
      'Mobile numbers of 11 digits were replaced in 2018; enter the one of 10 digits.',
    );
  }
  return refused(
    'Số điện thoại phải có dạng 0912345678, 02838291234 hoặc +84…; số nước ngoài bắt đầu bằng dấu +.',
    'A telephone number reads 0912345678, 02838291234 or +84…; numbers abroad begin with +.',
  );
}
