import { refuseStrangers, withoutSeparators } from './digits.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** The versions of the Vietnam Standard Industrial Classification in use: decisions 27/2018/QĐ-TTg and 36/2025/QĐ-TTg (since 2025-11-15). */
export type VsicVersion = '2018' | '2025';

/** A class (level 4) of one version; the same digits may mean something else in the other. */
export interface VsicCode {
  value: string;
  version: VsicVersion;
}

/**
 * Reads a code of level 4: four digits, the first two a division from 01 to 99 (decision 36/2025/QĐ-TTg: classes go
 * from 0111 to 9900, as they did in 27/2018/QĐ-TTg). Only the shape is checked: whether the class exists is for the
 * list.
 */
export function parseVsicCode(text: string, version: VsicVersion): Parsed<VsicCode> {
  const value = withoutSeparators(text);
  const strange = refuseStrangers({ vi: 'Mã ngành VSIC', en: 'The VSIC code' }, value);
  if (strange) return strange;
  if (value.length !== 4) {
    return refused(
      `Mã ngành VSIC cấp 4 có 4 chữ số; mã này có ${value.length}.`,
      `A VSIC code of level 4 has 4 digits; this one has ${value.length}.`,
    );
  }
  if (value < '0111' || value > '9900') {
    return refused(
      `Mã ngành VSIC cấp 4 đi từ 0111 đến 9900; ${value} nằm ngoài khoảng đó.`,
      `VSIC codes of level 4 go from 0111 to 9900; ${value} lies outside.`,
    );
  }
  return accepted({ value, version });
}
