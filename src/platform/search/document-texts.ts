import { type Closeness, coreOf, type Phrase, type QueryWord, type Variant } from './analysed-text.ts';

/** A question to a document. */
export type Ask<Document, Answer> = (document: Document) => Answer;

/** A test of a document. */
export type Test<Document> = Ask<Document, boolean>;

/**
 * What the texts of documents can be asked beside their terms. A part of a text is words between blanks, with the blanks that it must
 * have; names stand between bars.
 */
export interface TextTests<Document> {
  /** Whether names have a part, with its diacritics or without. */
  named(part: string, isMarked: boolean): Test<Document>;
  /** Whether what stands around the names has a part; folded. */
  around(part: string): Test<Document>;
  /** Whether it is one of these, or lies in it. */
  under(nodes: readonly string[]): Test<Document>;
  /** Letters of the main name. */
  nameLength(document: Document): number;
}

/** What names must have beside the terms that a variant asks for: all words but those of places. */
export function inNames<D>(texts: TextTests<D>, variant: Variant, closeness: Closeness): Test<D> {
  const words = coreOf(variant).map((word) => inName(texts, word, closeness));
  return (document) => words.every((isThere) => isThere(document));
}

function inName<D>(
  texts: TextTests<D>,
  { folded, marked, strict, beginning }: QueryWord,
  closeness: Closeness,
): Test<D> {
  const isExact = strict || closeness === 'exact' || closeness === 'begun';
  const isWhole = isExact ? texts.named(` ${marked ?? folded} `, true) : texts.named(` ${folded} `, false);
  if (!beginning || closeness === 'exact' || closeness === 'whole') return isWhole;
  const isMarked = 'marked' in beginning;
  const begun = (isMarked ? beginning.marked : [beginning.folded]).map((begin) => texts.named(` ${begin}`, isMarked));
  if (closeness === 'any') begun.push(isWhole);
  return (document) => begun.some((isBegun) => isBegun(document));
}

/** Whether the words of each phrase that must stand together do, in a name or around it. Null where none must. */
export function inPhrases<D>(texts: TextTests<D>, variant: Variant): Test<D> | null {
  const phrases = variant.phrases
    .filter(({ required }) => required)
    .map((phrase): Test<D> => {
      const words = wordsOf(phrase, variant);
      const [isNamed, isAround] = [phraseInName(texts, words), phraseAround(texts, words)];
      return (document) => isNamed(document) || isAround(document);
    });
  return phrases.length > 0 ? (document) => phrases.every((isThere) => isThere(document)) : null;
}

/** Whether words stand together in a name, with their diacritics where they are strict. */
export function phraseInName<D>(texts: TextTests<D>, words: readonly QueryWord[]): Test<D> {
  const isMarked = words.some(({ strict, marked }) => strict && marked !== null);
  return texts.named(` ${phraseOf(words, isMarked)} `, isMarked);
}

/** Whether words stand together around the names. A last word that is unfinished may go on there. */
export const phraseAround = <D>(texts: TextTests<D>, words: readonly QueryWord[]): Test<D> =>
  texts.around(` ${phraseOf(words, false)}${words.at(-1)!.beginning ? '' : ' '}`);

export const wordsOf = ({ start, length }: Phrase, { words }: Variant): readonly QueryWord[] =>
  words.slice(start, start + length);

export const phraseOf = (words: readonly QueryWord[], isMarked: boolean): string =>
  words.map(({ folded, marked }) => (isMarked ? (marked ?? folded) : folded)).join(' ');
