import { readWords } from '../platform/search/language/vocabulary.ts';

/** Most words that either side of a pair has. */
export const MAX_WORDS = 6;

/** Most letters that either side has, blanks included. */
export const MAX_LENGTH = 80;

/** What a pair means for whoever searches. */
export enum SynonymDirection {
  BOTH = 'BOTH',
  ONE_WAY = 'ONE_WAY',
}

/** Why two names mean one thing. */
export enum SynonymKind {
  REGIONAL = 'REGIONAL',
  SPELLING = 'SPELLING',
  TRADE = 'TRADE',
  ENGLISH = 'ENGLISH',
  OTHER = 'OTHER',
}

/** A name as the search reads it: letter case, tone placement and punctuation do not matter, diacritics do. Empty without a word. */
export const readAs = (name: string): string => readWords(name).join(' ');

/** Key of two names, whatever their order: there is one pair of them. */
export const pairKey = (term: string, synonym: string): string => [readAs(term), readAs(synonym)].sort().join(' = ');
