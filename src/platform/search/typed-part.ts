import { fold } from '../text/vietnamese.ts';
import { escapeHtml } from './highlight.ts';
import { placedWords } from './placed-words.ts';
import { startings, type Word } from './words.ts';

/** A text in which what was typed was found. */
export interface TypedPart {
  /** HTML: the text escaped, what was typed inside `<em>`. */
  readonly html: string;
  /** Whether the whole text was typed. */
  readonly whole: boolean;
}

/**
 * Marks words that were typed, one after the other, where they first stand in a text: with the same diacritics if they do anywhere, else
 * with any. Of a last word that is `open` only the letters that were typed are marked. Null when they are not there.
 */
export function markTyped(text: string, words: readonly Word[], open: boolean): TypedPart | null {
  const there = placedWords(text);
  const at = [same, alike].map((isWord) => place(there, words, open, isWord)).find((found) => found >= 0);
  if (at === undefined || words.length === 0) return null;
  const last = there[at + words.length - 1]!;
  const length = last.end - last.start;
  const typed = open ? lettersOf(text.slice(last.start, last.end), [...words.at(-1)!.folded].length) : length;
  const [start, end] = [there[at]!.start, last.start + typed];
  const html = `${escapeHtml(text.slice(0, start))}<em>${escapeHtml(text.slice(start, end))}</em>${escapeHtml(text.slice(end))}`;
  return { html, whole: there.length === words.length && typed === length };
}

type IsWord = (there: Word, word: Word, open: boolean) => boolean;

const same: IsWord = (there, word, open) => {
  if (!open) return (there.marked ?? there.folded) === (word.marked ?? word.folded);
  return word.marked === null
    ? alike(there, word, open)
    : startings(word).some((start) => there.marked?.startsWith(start));
};

const alike: IsWord = (there, word, open) =>
  open ? there.folded.startsWith(word.folded) : there.folded === word.folded;

function place(there: readonly Word[], words: readonly Word[], open: boolean, isWord: IsWord): number {
  const last = words.length - 1;
  return there.findIndex(
    (_, at) =>
      at + last < there.length &&
      words.every((word, index) => isWord(there[at + index]!, word, open && index === last)),
  );
}

/** The length of the first letters of a word, with their marks. */
function lettersOf(word: string, count: number): number {
  let letters = 0;
  let length = 0;
  for (const character of word) {
    const adds = [...fold(character)].length;
    if (letters >= count && !/^\p{M}/u.test(character)) break;
    letters += /^\p{M}/u.test(character) ? 0 : adds;
    length += character.length;
  }
  return length;
}
