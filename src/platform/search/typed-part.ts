import { fold } from '../text/vietnamese.ts';
import { escapeHtml } from './highlight.ts';
import { searchWords, startings, type Word } from './words.ts';

/** A text in which what was typed was found. */
export interface TypedPart {
  /** HTML: the text escaped, what was typed inside `<em>`. */
  readonly html: string;
  /** Whether the whole text was typed. */
  readonly whole: boolean;
}

/** A run of letters or digits: what `searchWords` takes for one word. */
const RUN = /\p{Alphabetic}[\p{Alphabetic}\p{M}]*|[0-9]+/gu;

interface Run extends Word {
  readonly text: string;
  readonly start: number;
}

/**
 * Marks words that were typed, one after the other, where they first stand in a text: with the same diacritics if they do anywhere, else
 * with any. Of a last word that is `open` only the letters that were typed are marked. Null when they are not there.
 */
export function markTyped(text: string, words: readonly Word[], open: boolean): TypedPart | null {
  const runs = [...text.matchAll(RUN)].flatMap(({ 0: run, index }): Run[] =>
    searchWords(run)
      .slice(0, 1)
      .map((word) => ({ ...word, text: run, start: index })),
  );
  const at = [same, alike].map((isWord) => place(runs, words, open, isWord)).find((found) => found >= 0);
  if (at === undefined || words.length === 0) return null;
  const last = runs[at + words.length - 1]!;
  const typed = open ? lettersOf(last.text, [...words.at(-1)!.folded].length) : last.text.length;
  const [start, end] = [runs[at]!.start, last.start + typed];
  const html = `${escapeHtml(text.slice(0, start))}<em>${escapeHtml(text.slice(start, end))}</em>${escapeHtml(text.slice(end))}`;
  return { html, whole: runs.length === words.length && typed === last.text.length };
}

type IsWord = (run: Run, word: Word, open: boolean) => boolean;

const same: IsWord = (run, word, open) => {
  if (!open) return (run.marked ?? run.folded) === (word.marked ?? word.folded);
  return word.marked === null ? alike(run, word, open) : startings(word).some((start) => run.marked?.startsWith(start));
};

const alike: IsWord = (run, word, open) => (open ? run.folded.startsWith(word.folded) : run.folded === word.folded);

function place(runs: readonly Run[], words: readonly Word[], open: boolean, isWord: IsWord): number {
  const last = words.length - 1;
  return runs.findIndex(
    (_, at) =>
      at + last < runs.length && words.every((word, index) => isWord(runs[at + index]!, word, open && index === last)),
  );
}

/** The length of the first letters of a run, with their marks. */
function lettersOf(run: string, count: number): number {
  let letters = 0;
  let length = 0;
  for (const character of run) {
    const adds = [...fold(character)].length;
    if (letters >= count && !/^\p{M}/u.test(character)) break;
    letters += /^\p{M}/u.test(character) ? 0 : adds;
    length += character.length;
  }
  return length;
}
