import { hasDiacritics, nameKey, spellingKey } from '../platform/text/vietnamese.ts';

/** Folded words for legal forms, and abbreviations of them, that stand before the name proper. */
const LEGAL_FORM = [
  'lien hiep hop tac xa',
  'lien hiep htx',
  'hop tac xa',
  'htx',
  'htxnn',
  'hop tac',
  'to hop tac',
  'tht',
  'cong ty',
  'cty',
  'ctcp',
  'trach nhiem huu han',
  'tnhh',
  'mot thanh vien',
  'hai thanh vien',
  'mtv',
  'co phan',
  'cp',
  'doanh nghiep tu nhan',
  'dntn',
  'doanh nghiep',
  'ho kinh doanh',
  'ho san xuat kinh doanh',
  'ho sxkd',
  'hkd',
  'co so',
];

/** What often follows the legal form and is as often left out. */
const BUSINESS = [
  'san xuat',
  'sx',
  'kinh doanh',
  'kd',
  'sxkd',
  'thuong mai',
  'tm',
  'dich vu',
  'dv',
  'nong nghiep',
  'nn',
  'xuat nhap khau',
  'xnk',
  'dau tu',
  'phat trien',
  'va',
];

const alternatives = (phrases: readonly string[]): string => phrases.toSorted((a, b) => b.length - a.length).join('|');

const LEADING_FORM = new RegExp(`^(?:(?:${alternatives(LEGAL_FORM)}) )+`);
const LEADING_BUSINESS = new RegExp(`^(?:(?:${alternatives([...LEGAL_FORM, ...BUSINESS])}) )+`);
const TRAILING_FORM = / (?:jsc|co ltd|ltd|company limited|joint stock company)$/;

/**
 * Key under which two names of facilities are likely the same: folded, i and y as one, and without the words for the
 * legal form and the trade that people write, abbreviate or leave out ("HTX Tân Qui", "Hợp tác xã Nông nghiệp Tân Quy").
 */
export const facilityNameKey = (name: string): string => properName(nameKey(name)).replaceAll('y', 'i');

/** The same key with the marks: two facilities may be called Minh Thủy and Minh Thúy. */
export function facilityNameSpelling(name: string): string {
  const whole = nameKey(name).replace(TRAILING_FORM, '');
  const proper = properName(whole);
  const [all, kept] = [whole, proper].map((text) => text.split(' ').length) as [number, number];
  const spelt = spellingKey(name)
    .split(' ')
    .slice(all - kept, all)
    .join(' ');
  return spelt.normalize('NFD').replaceAll('y', 'i').normalize('NFC');
}

/** Whether two names of one key are spelt alike: marks tell them apart, unless one of them has none at all. */
export function isSpeltAlike(one: string, other: string): boolean {
  const spellings = [one, other].map(facilityNameSpelling);
  return spellings[0] === spellings[1] || spellings.some((spelling) => !hasDiacritics(spelling));
}

function properName(key: string): string {
  const whole = key.replace(TRAILING_FORM, '');
  return whole.replace(LEADING_FORM.test(whole) ? LEADING_BUSINESS : LEADING_FORM, '');
}
