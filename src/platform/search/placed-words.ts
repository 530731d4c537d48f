import { searchWords, type Word } from './words.ts';

/** Runs that `searchWords` takes for one word; the marks of a decomposed letter belong to it. */
const RUN = /\p{Alphabetic}[\p{Alphabetic}\p{M}]*|[0-9]+/gu;

/** A word, and where in its text it stands. */
export interface PlacedWord extends Word {
  readonly start: number;
  readonly end: number;
}

/** Words of runs that were read before: texts are made of few, and to read one takes longer than to find it. */
const known = new Map<string, Word | undefined>();
const MOST_KNOWN = 20_000;
/** A longer run would keep the text in memory that it is cut out of. */
const LONGEST_KNOWN = 12;

/** The words of a text as they are searched for, in their order. */
export function placedWords(text: string): PlacedWord[] {
  return Array.from(text.matchAll(RUN)).flatMap(({ 0: run, index: start }) => {
    const word = wordOf(run);
    return word ? [{ ...word, start, end: start + run.length }] : [];
  });
}

function wordOf(run: string): Word | undefined {
  if (known.has(run)) return known.get(run);
  const word = searchWords(run)[0];
  if (known.size >= MOST_KNOWN) known.clear();
  if (run.length <= LONGEST_KNOWN) known.set(run, word);
  return word;
}
