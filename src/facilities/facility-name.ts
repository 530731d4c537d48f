import { hasDiacritics, nameKey, spellingKey } from '../platform/text/vietnamese.ts';
import type { LegalForm } from './facility.entity.ts';

/** Folded words for legal forms, and abbreviations of them, that stand before the name proper; the longer first. */
const FORMS = [
  ['UNION_OF_COOPERATIVES', ['lien hiep hop tac xa', 'lien hiep htx']],
  ['COOPERATIVE', ['hop tac xa', 'htx', 'htxnn']],
  ['COOPERATIVE_GROUP', ['to hop tac', 'tht']],
  ['PRIVATE_ENTERPRISE', ['doanh nghiep tu nhan', 'dntn']],
  ['HOUSEHOLD_BUSINESS', ['ho kinh doanh', 'ho san xuat kinh doanh', 'ho sxkd', 'hkd']],
  ['COMPANY', ['cong ty', 'cty', 'ctcp', 'tnhh']],
  ['ESTABLISHMENT', ['co so']],
] as const satisfies readonly (readonly [`${LegalForm}` | 'ESTABLISHMENT', readonly string[]])[];

/** Words of legal forms that follow those, or may be of several. */
const FORM_WORDS = [
  'hop tac',
  'trach nhiem huu han',
  'mot thanh vien',
  'hai thanh vien',
  'mtv',
  'co phan',
  'cp',
  'doanh nghiep',
];

const LEGAL_FORM = [...FORMS.flatMap(([, words]) => words), ...FORM_WORDS];

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
const LIMITED = /\b(?:tnhh|trach nhiem huu han|ltd|company limited)\b/;
const SHARES = /\b(?:ctcp|co phan|cp|jsc|joint stock company)\b/;
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

/** The legal form that a name says; cơ sở is none that the law knows, but no other either. */
interface FormOfName {
  readonly form: `${LegalForm}` | 'ESTABLISHMENT';
  /** Of a company, who owns it, where that is said. */
  readonly kind: 'LIMITED' | 'SHARES' | null;
}

/** The legal form that a name begins or ends with; null where it says none, or one of several. */
export function formOfName(name: string): FormOfName | null {
  const key = nameKey(name);
  const words = `${LEADING_FORM.exec(key)?.[0] ?? ''}${TRAILING_FORM.exec(key)?.[0] ?? ''}`;
  const kind = SHARES.test(words) ? 'SHARES' : LIMITED.test(words) ? 'LIMITED' : null;
  const [form] = FORMS.find(([, all]) => all.some((word) => words.startsWith(`${word} `))) ?? [];
  if (form !== undefined) return { form, kind };
  // Hồ and Hổ are names.
  if (/^hộ /.test(spellingKey(name))) return { form: 'HOUSEHOLD_BUSINESS', kind };
  return kind === null ? null : { form: 'COMPANY', kind };
}

/** The legal form of a facility by its name; null where that says none. */
export function legalFormOfName(name: string): `${LegalForm}` | null {
  const { form } = formOfName(name) ?? {};
  return form === undefined || form === 'ESTABLISHMENT' ? null : form;
}

/** The spelling of a name with its form, however that is written. */
export function nameWithForm(name: string): string {
  const { form, kind } = formOfName(name) ?? {};
  return [form, kind, facilityNameSpelling(name)].filter(Boolean).join(' ');
}

/** Whether two names say legal forms that no facility has both of. */
export function haveOtherForms(one: string, other: string): boolean {
  const [a, b] = [formOfName(one), formOfName(other)];
  if (!a || !b) return false;
  return a.form !== b.form || (a.kind !== null && b.kind !== null && a.kind !== b.kind);
}

function properName(key: string): string {
  const whole = key.replace(TRAILING_FORM, '');
  return whole.replace(LEADING_FORM.test(whole) ? LEADING_BUSINESS : LEADING_FORM, '');
}
