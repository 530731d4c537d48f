import { createHash } from 'node:crypto';

/** What the marks of Vietnamese are spelt as: no word has digits beside its letters, so that no two words are spelt alike. */
const MARKS: ReadonlyMap<string, string> = new Map(
  ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323', '\u0302', '\u0306', '\u031b', 'đ'].map((mark, place) => [
    mark,
    String(place + 1),
  ]),
);

/** Longest value that the engine is given; it cuts keys at 479 bytes. */
const LONGEST = 400;

/** Parts terms in one text; no term has it in it. */
export const BETWEEN = '|';

/**
 * Words or a term in ASCII, of which the engine changes nothing. What begins so in one spelling begins so in the other: so the tone of
 * a marked word stays first. The markers of terms and the blanks between words stay.
 */
export const spell = (words: string): string => cut(inAscii(words));

/** Terms that stand in one text, each in its spelling. */
export const spellEach = (terms: string): string[] => inAscii(terms).split(BETWEEN).map(cut);

/** The same, however long. */
export const inAscii = (text: string): string => (OTHERS.test(text) ? text.replace(EACH_OTHER, spelt) : text);

/** As much of a text as the engine keeps. */
export const cut = (text: string): string => (text.length <= LONGEST ? text : text.slice(0, LONGEST));

const OTHERS = /[^a-z0-9 ^=~+@|-]/u;
const EACH_OTHER = new RegExp(OTHERS, 'gu');

const spelt = (character: string): string => MARKS.get(character) ?? `0${character.codePointAt(0)!.toString(16)}z`;

/** A value as it is kept to be filtered and counted by: without quotes and lengths the engine would not tell apart. */
export function encodeValue(value: string): string {
  const encoded = encodeURIComponent(value.toWellFormed());
  return encoded.length <= LONGEST ? encoded : `#${createHash('sha256').update(value).digest('hex')}`;
}

/** The value that was encoded; a very long one is not brought back. */
export const decodeValue = (encoded: string): string => decodeURIComponent(encoded);
