import { validate } from 'stdnum/lib/cjs/vn/mst.js';
import { dayOf } from '../time/vietnam-day.ts';
import { refuseCheckDigit, refuseStrangers, withoutSeparators } from './digits.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** A tax code in its normal form. */
export interface TaxCode {
  /** For example 0300588569, 0300588569-001 or 001083012345. */
  value: string;
  /**
   * Whose number it is: the taxpayer's, one of its branches' or places of business', or its owner's personal number.
   * The last is personal data, not to be shown to the public.
   */
  kind: 'TAXPAYER' | 'BRANCH' | 'PERSONAL_NUMBER';
}

/** Since which day, and for which legal forms, the owner's personal number serves as tax code. */
export interface PersonalNumberRule {
  since: string;
  legalForms: readonly string[];
}

/** What a tax code is judged by besides its digits. */
export interface TaxCodeContext {
  /** Legal form of the taxpayer, for example HOUSEHOLD_BUSINESS; null where it is not known. */
  legalForm: string | null;
  /** The instant at which the code is to be good. */
  asOf: Date;
  /** The rule for personal numbers, by default {@link PERSONAL_NUMBER_RULE}; null accepts none. */
  personalNumbers?: PersonalNumberRule | null;
}

/**
 * Circular 86/2024/TT-BTC, articles 5(5) and 38(2), as the press reports them. Its text was not at hand, so the rule
 * can be replaced, and it adds without taking away: codes of 10 and 13 digits stay good for household businesses.
 */
export const PERSONAL_NUMBER_RULE: PersonalNumberRule = { since: '2025-07-01', legalForms: ['HOUSEHOLD_BUSINESS'] };

const NAME = { vi: 'Mã số thuế', en: 'The tax code' };

/** A tax code with a branch of too few digits, which must not pass for a personal number. */
const SHORT_BRANCH = /^\d{10}\p{Pd}\d{1,2}$/u;

/** The digits of branches stand after the tenth; the check digit is the tenth itself. */
const CHECK_DIGIT = 9;

/**
 * Reads a Vietnamese tax code (mã số thuế): 10 digits, the last a check digit, or 13 with the branch, hyphen or not
 * (Circular 86/2024/TT-BTC, article 5, as 105/2020/TT-BTC before it), or 12 by the rule for personal numbers. Blanks
 * and dots are allowed. Check digit: 10 less the sum of the nine digits weighted 31, 29, 23, 19, 17, 13, 7, 5, 3,
 * modulo 11.
 */
export function parseTaxCode(text: string, context: TaxCodeContext): Parsed<TaxCode> {
  const digits = withoutSeparators(text);
  const strange = refuseStrangers(NAME, digits);
  if (strange) return strange;
  if (SHORT_BRANCH.test(text.replace(/[\s.]/g, ''))) {
    return refused('Số chi nhánh sau dấu gạch nối có 3 chữ số.', 'The branch after the hyphen has 3 digits.');
  }
  if (digits.length === 12) return parsePersonalNumber(digits, context);
  if (digits.length !== 10 && digits.length !== 13) {
    return refused(
      `Mã số thuế có 10 chữ số, hoặc 13 với số chi nhánh; mã này có ${digits.length}.`,
      `A tax code has 10 digits, or 13 with the branch; this one has ${digits.length}.`,
    );
  }
  return parseIssuedCode(digits);
}

function parseIssuedCode(digits: string): Parsed<TaxCode> {
  const [taxpayer, branch] = [digits.slice(0, 10), digits.slice(10)];
  if (branch === '000') {
    return refused(
      'Số chi nhánh trong mã số thuế đi từ 001 đến 999.',
      'The branch in a tax code goes from 001 to 999.',
    );
  }
  if (taxpayer.startsWith('00') || taxpayer.slice(2, 9) === '0000000') {
    return refused(
      'Mã số thuế không bắt đầu bằng 00 và không có số thứ tự 0000000.',
      'A tax code does not begin with 00, nor is its serial number 0000000.',
    );
  }
  const isTaxCode = (candidate: string) => validate(candidate).isValid;
  if (!isTaxCode(taxpayer)) return refuseCheckDigit(NAME, taxpayer, CHECK_DIGIT, isTaxCode);
  return accepted(branch ? { value: `${taxpayer}-${branch}`, kind: 'BRANCH' } : { value: taxpayer, kind: 'TAXPAYER' });
}

/**
 * Place of birth registration (3 digits), century and sex (1), year of birth (2), 6 random: Decree 137/2015/NĐ-CP,
 * article 13.
 */
function parsePersonalNumber(digits: string, context: TaxCodeContext): Parsed<TaxCode> {
  const { legalForm, asOf, personalNumbers: rule = PERSONAL_NUMBER_RULE } = context;
  if (rule && legalForm === null) {
    return refused(
      'Mã số thuế 12 chữ số là số định danh cá nhân, chỉ hộ kinh doanh dùng; hãy ghi loại hình của cơ sở.',
      'A tax code of 12 digits is a personal number, which only household businesses use; say the legal form.',
    );
  }
  if (!rule?.legalForms.includes(legalForm ?? '')) {
    return refused(
      'Mã số thuế có 10 chữ số, hoặc 13 với số chi nhánh; 12 chữ số là số định danh cá nhân, loại hình này không dùng.',
      'A tax code has 10 digits, or 13 with the branch; 12 digits are a personal number, not used by this legal form.',
    );
  }
  if (dayOf(asOf) < rule.since) {
    return refused(
      `Số định danh cá nhân chỉ thay cho mã số thuế từ ngày ${rule.since}.`,
      `A personal number serves as tax code only since ${rule.since}.`,
    );
  }
  const born = 1900 + 100 * Math.floor(Number(digits[3]) / 2) + Number(digits.slice(4, 6));
  if (digits.startsWith('000') || born > Number(dayOf(asOf).slice(0, 4))) {
    return refused(
      `Số định danh cá nhân sai: nơi đăng ký khai sinh ${digits.slice(0, 3)}, năm sinh ${born}.`,
      `The personal number is wrong: it says born in ${born}, registered at ${digits.slice(0, 3)}.`,
    );
  }
  return accepted({ value: digits, kind: 'PERSONAL_NUMBER' });
}
