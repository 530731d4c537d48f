import { firstCharacters } from '../text/first-characters.ts';

/** Longest word that is searched for; the rest of a longer one is ignored, in texts and queries alike. */
const MAX_LENGTH = 64;

/** Where a number and a word touch ("500ml", "b12"): some part them, others do not. */
const BORDER = /(?<=[0-9])(?=\p{Alphabetic}|[\u0300-\u036f])|(?<=\p{Alphabetic}|[\u0300-\u036f])(?=[0-9])/gu;

/** A word has letters or digits, not marks alone. */
const WORD = /[\u0300-\u036f]*[\p{Alphabetic}0-9](?:[\p{Alphabetic}0-9]|[\u0300-\u036f])*/gu;

/** The five tone marks, as combining characters. */
const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'] as const;

/** The letters of a word up to its tone mark, in NFD. */
const UP_TO_TONE = /((?:[a-zđ]|[\u0302\u0306\u031b])+)([\u0300\u0301\u0303\u0309\u0323])/g;

const MARK = /đ|[\u0300-\u036f]/;

/** A word of a text in the two spellings in which it is indexed. */
export interface Word {
  /** Lower case, without diacritics. */
  readonly folded: string;
  /**
   * In lower case with its marks, decomposed, the tone first: one spelling for both placements of a tone (hòa, hoà), which begins as
   * all words do that it is a beginning of. Null when it has no diacritics.
   */
  readonly marked: string | null;
}

/** The words of a text as they are indexed: `search_marks` and `search_plain` in SQL answer the same. */
export function searchWords(text: string): Word[] {
  return tokens(spell(text)).map((word) => ({
    folded: cut(unmarked(word)),
    marked: MARK.test(word) ? cut(word) : null,
  }));
}

/** Whether a marked word has its tone; the level tone has no mark. */
const hasTone = (marked: string): boolean => TONES.some((tone) => marked.startsWith(tone));

/** The ways in which marked words begin of which this is a beginning: its tone, unless it has one, may be yet to come. */
export const startings = ({ marked }: Word): string[] => {
  if (!marked) return [];
  return hasTone(marked) ? [marked] : [marked, ...TONES.map((tone) => tone + marked)];
};

const spell = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/[ðɖ]/g, 'đ').replace(UP_TO_TONE, '$2$1');

/** A marked word without its diacritics. */
export const unmarked = (marked: string): string => marked.replace(/đ/g, 'd').replace(/[\u0300-\u036f]+/g, '');

const tokens = (spelt: string): string[] => spelt.replace(BORDER, ' ').match(WORD) ?? [];

const cut = (word: string): string => firstCharacters(word, MAX_LENGTH);
