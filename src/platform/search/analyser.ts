import { canonical } from '../text/vietnamese.ts';
import { hasTone, searchWords, TONES, type Word } from './words.ts';

/** Most words of a query that count; the rest is ignored, and not said to be searched for. */
const MAX_WORDS = 12;

/** A word of a query. All words of a query must be found, in any order. */
export interface QueryWord extends Word {
  /**
   * Set on a last word that may be unfinished: what else in names and headings it may be the beginning of. With diacritics it has
   * several marked beginnings while its tone may be yet to come: what is still to be typed cannot take away those that are there.
   */
  readonly beginning: { readonly folded: string } | { readonly marked: readonly string[] } | null;
}

/** A text as all engines understand it. */
export interface AnalysedText {
  /** Empty when the text has no word in it; it then finds nothing. */
  readonly words: readonly QueryWord[];
  /** What is searched for, in canonical spelling, to be shown: without the words that do not count. */
  readonly searchedFor: string;
}

/** Reads what somebody typed. Null when it is blank, which is no condition at all. */
export function analyse(text: string): AnalysedText | null {
  const given = canonical(text);
  if (given === '') return null;
  const searchedFor = withinLimit(given);
  const words = searchWords(searchedFor).slice(0, MAX_WORDS);
  const unfinished = searchedFor === given && /[\p{Alphabetic}0-9\p{M}]$/u.test(text);
  return {
    words: words.map((word, index) => ({
      ...word,
      beginning: unfinished && index === words.length - 1 ? beginningOf(word) : null,
    })),
    searchedFor,
  };
}

/** As much of a text as has no more words than count. */
function withinLimit(text: string): string {
  const parts = text.split(' ');
  while (parts.length > 1 && searchWords(parts.join(' ')).length > MAX_WORDS) parts.pop();
  return parts.join(' ');
}

/** One letter begins too many words to be worth a search. */
function beginningOf({ folded, marked }: Word): QueryWord['beginning'] {
  if (folded.length < 2) return null;
  if (!marked) return { folded };
  return { marked: hasTone(marked) ? [marked] : [marked, ...TONES.map((tone) => tone + marked)] };
}
