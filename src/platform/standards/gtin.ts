import { validate } from 'stdnum/lib/cjs/gen/ean.js';
import { refuseCheckDigit, refuseStrangers, withoutSeparators } from './digits.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** A Global Trade Item Number. */
export interface Gtin {
  /** As entered, without separators: the form that stands under the bar code. */
  entered: string;
  /** Fourteen digits: two GTINs are of the same trade item when these are equal. */
  gtin14: string;
  /** Whether its prefix is for use inside one company or region: such a number means nothing to another shop. */
  restricted: boolean;
}

const NAME = { vi: 'GTIN', en: 'The GTIN' };
const LENGTHS = [8, 12, 13, 14];

/**
 * Prefixes of restricted circulation numbers and of variable measure items, read in the 14-digit form: GS1 Prefixes
 * 02, 04 and 20–29, and 0 and 2 of the eight-digit numbers (GS1 General Specifications, section 1.4).
 */
const RESTRICTED = /^(?:\d(?:02|04|2)|000000[02])/;

/**
 * Reads a GTIN-8, -12, -13 or -14; blanks, dots and hyphens are allowed. The last digit is the check digit: weights
 * 3, 1, 3 … from the right, modulo 10 (GS1 General Specifications, “Standard check digit calculations”).
 */
export function parseGtin(text: string): Parsed<Gtin> {
  const entered = withoutSeparators(text);
  const strange = refuseStrangers(NAME, entered);
  if (strange) return strange;
  if (!LENGTHS.includes(entered.length)) {
    return refused(
      `GTIN có 8, 12, 13 hoặc 14 chữ số; mã này có ${entered.length}.`,
      `A GTIN has 8, 12, 13 or 14 digits; this one has ${entered.length}.`,
    );
  }
  if (/^0+$/.test(entered)) return refused('GTIN không thể toàn số 0.', 'A GTIN is not all zeros.');
  const isGtin = (digits: string) => validate(digits).isValid;
  if (!isGtin(entered)) return refuseCheckDigit(NAME, entered, entered.length - 1, isGtin);
  const gtin14 = entered.padStart(14, '0');
  return accepted({ entered, gtin14, restricted: RESTRICTED.test(gtin14) });
}

/** Whether the text is a GTIN with the right check digit. */
export function isValidGtin(text: string): boolean {
  return parseGtin(text).ok;
}

/** The fourteen digits to compare by, or null where the text is no GTIN. */
export function normaliseGtin(text: string): string | null {
  const parsed = parseGtin(text);
  return parsed.ok ? parsed.value.gtin14 : null;
}
