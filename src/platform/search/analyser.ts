import { canonical } from '../text/vietnamese.ts';
import type { AnalysedText, QueryWord } from './analysed-text.ts';
import { hasTone, searchWords, TONES, type Word } from './words.ts';

/** Most words of a query that count; the rest is ignored, and not said to be searched for. */
const MAX_WORDS = 12;

/** Reads what somebody typed. Null when it is blank, which is no condition at all. */
export function analyse(text: string): AnalysedText | null {
  const given = canonical(text);
  if (given === '') return null;
  const searchedFor = withinLimit(given);
  const words = searchWords(searchedFor).slice(0, MAX_WORDS);
  const unfinished = searchedFor === given && /[\p{Alphabetic}0-9\p{M}]$/u.test(text);
  const typed = words.map((word, index) => ({
    ...word,
    strict: false,
    beginning: unfinished && index === words.length - 1 ? beginningOf(word) : null,
  }));
  return { variants: typed.length > 0 ? [{ kind: 'typed', words: typed, phrases: [] }] : [], searchedFor };
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
