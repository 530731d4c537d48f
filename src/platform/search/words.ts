import { fold } from '../text/vietnamese.ts';

/** Longest word that is searched for; the rest of a longer one is ignored, in texts and queries alike. */
const MAX_LENGTH = 64;

/** Where a number and a word touch ("500ml", "b12"): some part them, others do not. */
const BORDER = /(?<=[0-9])(?=\p{Alphabetic})|(?<=\p{Alphabetic}|[\u0300-\u036f])(?=[0-9])/gu;

const WORD = /(?:[\p{Alphabetic}0-9]|[\u0300-\u036f])+/gu;

/** A tone mark and the letters of its word that follow it, in NFD. */
const TONE_AND_REST = /([\u0300\u0301\u0303\u0309\u0323])((?:[a-zđ]|[\u0302\u0306\u031b])+)/g;

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

const MARK = /đ|[\u0300-\u036f]/;

/** A word of a text in the two spellings in which it is indexed. */
export interface Word {
  /** Lower case, without diacritics. */
  readonly folded: string;
  /**
   * In lower case with its marks, decomposed, the tone last: one spelling for both placements of a tone (hòa, hoà), whose
   * beginnings are those of the word without its tone. Null when it has no diacritics.
   */
  readonly marked: string | null;
}

/** The words of a text as they are indexed: `search_words` and `search_marks` in SQL answer the same. */
export function searchWords(text: string): Word[] {
  return tokens(spell(text)).map((word) => ({
    folded: cut(fold(word)),
    marked: MARK.test(word) ? cut(word) : null,
  }));
}

/** How a marked word begins, whatever its tone turns out to be: the word still being typed may lack it. */
export const withoutTone = (marked: string): string => marked.replace(TONES, '');

const spell = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/[ðɖ]/g, 'đ').replace(TONE_AND_REST, '$2$1');

const tokens = (spelt: string): string[] => spelt.replace(BORDER, ' ').match(WORD) ?? [];

const cut = (word: string): string => (word.length > MAX_LENGTH ? [...word].slice(0, MAX_LENGTH).join('') : word);
