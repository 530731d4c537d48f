import { fold } from '../../../platform/text/vietnamese.ts';

/*
 * Rows of lists of facilities that are hardly any: totals, signatures, and titles of sections, which stand in the column of the name.
 */

/** What a row is rather than a facility; ALONE is a name without anything beside it, which may be one. */
export type NoFacility = 'TOTAL' | 'SIGNATURE' | 'DAY' | 'ALONE';

const TOTAL = /^(?:tong cong|tong so|tong|cong|total)(?: co so| don vi)?\s*(?:[:=(\d].*)?$/;

/** Who signs, and what is beside a signature. */
const SIGNATURE = new RegExp(
  `^(?:${[
    'nguoi (?:lap|tong hop)(?: bieu| bang| danh sach)?',
    'ke toan(?: truong)?',
    'thu truong(?: don vi| co quan)?',
    '(?:pho )?(?:giam doc|chu tich)',
    '(?:xac nhan cua|tm\\.|kt\\.) .*',
    'noi nhan',
    '\\(?ky,? (?:ghi ro )?(?:ho )?ten.*',
  ].join('|')})[\\s:.]*(?:\\(.*\\))?$`,
);

/** When it was signed, filled in or not. */
const DAY = /\bngay[\s\d.…_]*thang[\s\d.…_]*nam\b/;

/** The letter or Roman number of a section; others number records. */
const SECTION = /^(?:[A-Z]|[IVX]+)[.)]?$/;

const LETTER = /\p{L}/u;

/** What a row with this name, and these texts beside it, is rather than a facility; null where nothing says that it is none. */
export function noFacilityIn(name: string, others: readonly string[]): NoFacility | null {
  const beside = others.filter((text) => !SECTION.test(text) && signedIn(text) === null);
  if (beside.some((text) => LETTER.test(text))) return null;
  if (TOTAL.test(fold(name))) return 'TOTAL';
  return beside.length > 0 ? null : (signedIn(name) ?? 'ALONE');
}

function signedIn(text: string): NoFacility | null {
  const words = fold(text);
  if (DAY.test(words)) return 'DAY';
  return SIGNATURE.test(words) ? 'SIGNATURE' : null;
}
