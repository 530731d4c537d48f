import { refuseStrangers, withoutSeparators } from './digits.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** A code of the Harmonised System, or of the ASEAN nomenclature that refines it. */
export interface HsCode {
  /** Six or eight digits without dots. */
  value: string;
  /** As it is printed: 1604.20 or 1604.20.99. */
  printed: string;
  /** The subheading, six digits, which is the same all over the world. */
  subheading: string;
}

/**
 * Reads an HS code: six digits (HS 2022 of the World Customs Organization) or eight (AHTN 2022, in Viet Nam the list of
 * Circular 31/2022/TT-BTC); dots and blanks are allowed. Only the shape is checked: chapters are 01 to 97, 77 is
 * reserved, a heading is not 00. Whether the code exists is a matter of the list.
 */
export function parseHsCode(text: string): Parsed<HsCode> {
  const value = withoutSeparators(text);
  const strange = refuseStrangers({ vi: 'Mã HS', en: 'The HS code' }, value);
  if (strange) return strange;
  if (value.length !== 6 && value.length !== 8) {
    // Spreadsheets take 0306.17 for a number: chapters 01 to 09 lose their zero.
    const lost = value.length === 5 || value.length === 7;
    return refused(
      `Mã HS có 6 chữ số, hoặc 8 theo AHTN; mã này có ${value.length}${lost ? ' (có thể mất số 0 ở đầu)' : ''}.`,
      `An HS code has 6 digits, or 8 in AHTN; this one has ${value.length}${lost ? ' (a leading zero may be lost)' : ''}.`,
    );
  }
  const [chapter, heading] = [value.slice(0, 2), value.slice(2, 4)];
  if (Number(chapter) < 1 || Number(chapter) > 97 || chapter === '77') {
    return refused(
      `Mã HS sai: không có chương ${chapter} (các chương từ 01 đến 97, trừ 77).`,
      `The HS code is wrong: there is no chapter ${chapter} (chapters are 01 to 97, without 77).`,
    );
  }
  if (heading === '00') {
    return refused(
      `Mã HS sai: không có nhóm ${chapter}.00.`,
      `The HS code is wrong: there is no heading ${chapter}.00.`,
    );
  }
  const printed = [value.slice(0, 4), value.slice(4, 6), value.slice(6)].filter(Boolean).join('.');
  return accepted({ value, printed, subheading: value.slice(0, 6) });
}
