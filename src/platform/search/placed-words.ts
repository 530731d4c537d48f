import { remembered } from '../text/remembered.ts';
import { searchWords, type Word } from './words.ts';

/** Runs that `searchWords` takes for one word; the marks of a decomposed letter belong to it. */
const RUN = /\p{Alphabetic}[\p{Alphabetic}\p{M}]*|[0-9]+/gu;

/** A word, and where in its text it stands. */
export interface PlacedWord extends Word {
  readonly start: number;
  readonly end: number;
}

const wordOf = remembered((run): Word | null => searchWords(run)[0] ?? null);

/** The words of a text as they are searched for, in their order. */
export function placedWords(text: string): PlacedWord[] {
  return Array.from(text.matchAll(RUN)).flatMap(({ 0: run, index: start }) => {
    const word = wordOf(run);
    return word ? [{ ...word, start, end: start + run.length }] : [];
  });
}
