import { remembered } from './remembered.ts';
import { readLetter, readSyllable, UNSETTLED, writeSyllable } from './syllable.ts';

/** Characters that take no room and mean nothing: soft hyphen, word joiner, byte-order mark. */
export const INVISIBLE = '\\u00ad\\u2060\\ufeff';

/**
 * White space other than the plain blank: the inside of a character class as JavaScript and PostgreSQL both read it.
 */
export const WHITE_SPACE = '\\t\\n\\v\\f\\r\\u0085\\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000';

const INVISIBLES = new RegExp(`[${INVISIBLE}]`, 'g');
const BLANKS = new RegExp(`[ ${WHITE_SPACE}]+`, 'g');

/** A run of letters and their marks, which may be a syllable. */
const LETTERS = /\p{L}[\p{L}\p{M}]*/gu;

/** Marks on a letter from a to z; the marks of other scripts (й, ά) are part of their letters. */
const MARKS = /(?<=[a-z])[\u0300-\u036f]+/g;

/** A token: letters and digits with the marks that follow them. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Apostrophes inside a name (Ea H'leo, M’Đrăk), which some write and others leave out. */
const APOSTROPHES = /['’‘ʼ`´′＇]/g;

const visible = (text: string) => text.replace(INVISIBLES, '');

const spaced = (text: string) => text.replace(BLANKS, ' ').trim();

const settle = remembered((word) => {
  const syllable = UNSETTLED.test(word) ? readSyllable(word) : null;
  return syllable ? writeSyllable(syllable) : word;
});

/**
 * The one spelling of texts that read the same: NFC, the tone on its vowel in the older placement, đ as itself and not
 * as a look-alike, white space collapsed and trimmed. The case is kept, and so is every word that is not a Vietnamese
 * syllable (Noël).
 *
 * The older placement (hòa, khỏe, thúy) was chosen over hoà, khoẻ, thuý because keyboards put tones there by default
 * and most of the press prints it so: the fewest texts change. The two differ in open oa, oe and uy only: `quý`, `già`
 * and `hoàng` are alike in both. A tone typed on the wrong vowel (tóan) moves too.
 */
export function canonical(text: string): string {
  return spaced(visible(text).normalize('NFC')).replace(LETTERS, settle);
}

/**
 * The text as people type it in a hurry: lower case, without diacritics, đ as d, white space canonical, in NFC.
 * Only letters from a to z lose marks; other scripts keep theirs. `vi_fold` in SQL answers exactly the same.
 */
export function fold(text: string): string {
  const decomposed = visible(text).toLowerCase().normalize('NFD');
  return spaced(decomposed.replace(/[đðɖ]/g, 'd').replace(/ς/g, 'σ').replace(MARKS, '')).normalize('NFC');
}

/** Whether the text says how it is accented: it has a đ or a marked Latin letter. */
export function hasDiacritics(text: string): boolean {
  return /[đðɖ]|[a-z][\u0300-\u036f]/.test(text.toLowerCase().normalize('NFD'));
}

/**
 * The words of a text in canonical spelling, split where neither letter nor digit is: “Nước mắm 38 độ, 500ml” has five.
 */
export function words(text: string): string[] {
  return canonical(text).match(WORD) ?? [];
}

/**
 * Key under which two names of a person, place or business are the same: folded, apostrophes dropped, other punctuation
 * a blank. Words for the legal form (HTX, công ty) stay; callers that compare without them strip them first.
 */
export function nameKey(text: string): string {
  return (fold(text.replace(APOSTROPHES, '')).match(WORD) ?? []).join(' ');
}

/** Key under which two names are the same that differ in case, punctuation and spacing only: marks tell dừa from dứa. */
export function spellingKey(text: string): string {
  return words(text.replace(APOSTROPHES, '')).join(' ').toLowerCase();
}

/** How {@link spell} writes the letters of Vietnamese that ASCII lacks: as Telex types them. */
const LETTER_CODES: Record<string, string> = { ă: 'aw', â: 'aa', đ: 'dd', ê: 'ee', ô: 'oo', ơ: 'ow', ư: 'uw' };

const TONE_CODES: Record<string, string> = {
  '\u0300': 'f',
  '\u0301': 's',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
};

/** Two plain letters that would read as one code; {@link codes} parts them by a q. */
const AMBIGUOUS = /^(?:aa|aw|dd|ee|oo|ow|uw)$/;

/**
 * The letters of a canonical word without its tones; `inline` writes each tone too, as q and its letter after the
 * vowel.
 */
function codes(word: string, inline: boolean): string {
  let spelt = '';
  let before = '';
  for (const character of word) {
    const { letter, tone } = readLetter(character) ?? { letter: fold(character), tone: null };
    const code = LETTER_CODES[letter] ?? letter;
    // A q that no u follows is doubled: alone it parts letters.
    if (before === 'q' && code[0] !== 'u') spelt += 'q';
    if (AMBIGUOUS.test(before + code[0])) spelt += 'q';
    spelt += inline && tone ? `${code}q${TONE_CODES[tone]}` : code;
    before = code.length === 1 ? code : '';
  }
  return spelt;
}

/**
 * One word in ASCII that keeps its marks, for engines that would fold them: Telex with the tone last and the level
 * tone written as z (dứa → duwas, dừa → duwaf, dưa → duwaz, đỏ → ddor). No syllable's spelling is the beginning of
 * another's: dua is duaz. Different words have different spellings; Telex alone would spell `xông` and `xoong`
 * alike, so a q parts letters that only look like a code (xoqong).
 *
 * What is not one syllable (nướcmắm, 500ml, organic) ends in z and has its tones where they stand. Diacritics of other
 * languages are dropped, letters of other scripts kept.
 */
export const spell = remembered((word: string): string => {
  const plain = canonical(word).toLowerCase();
  const syllable = readSyllable(plain);
  if (!syllable) return `${codes(plain, true)}z`;
  return codes(plain, false) + (syllable.tone ? TONE_CODES[syllable.tone] : 'z');
});

/**
 * The beginning that {@link spell} gives to all syllables that begin with these letters: for the word still being
 * typed, which has no final tone yet. Its marks count, its tone does not: `dừ` finds dừa, dứa and dưa, but not dua.
 */
export function spellPrefix(word: string): string {
  return codes(canonical(word).toLowerCase(), false);
}
