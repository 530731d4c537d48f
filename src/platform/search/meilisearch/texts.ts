import { nodeTerm } from '../conditions.ts';
import type { TextTests } from '../document-texts.ts';
import { BETWEEN, cut, inAscii, spellEach } from './spelling.ts';

/** The words of a row of the search table: the names between bars, and all words between blanks. */
export interface RowWords {
  /** Folded. */
  readonly name_words: string;
  readonly name_marks: string;
  readonly heading_words: string;
  readonly name_length: number;
  /** All, in one text, with {@link BETWEEN} between them. */
  readonly terms: string;
}

/** What a document is ranked by, as the index holds it: its names, folded and as written, what is around them, and all its terms. */
export type Ranked = readonly [names: string, marks: string, heading: string, terms: string];

export const rankedOf = ({ name_words, name_marks, heading_words, terms }: RowWords): Ranked => [
  name_words,
  name_marks,
  heading_words,
  BETWEEN + terms + BETWEEN,
];

/** The texts of a hit. */
export class Texts {
  readonly #names: string;
  readonly #marks: string;
  readonly #heading: string;
  readonly #terms: string;

  constructor(
    [names, marks, heading, terms]: Ranked,
    readonly nameLength: number,
  ) {
    [this.#names, this.#marks, this.#heading, this.#terms] = [names, marks, heading, terms];
  }

  named(part: string, isMarked: boolean): boolean {
    return (isMarked ? this.#marks : this.#names).includes(part);
  }

  around(part: string): boolean {
    return this.#heading.includes(part);
  }

  has(term: string): boolean {
    return this.#terms.includes(BETWEEN + term + BETWEEN);
  }

  begins(term: string): boolean {
    return this.#terms.includes(BETWEEN + term);
  }
}

/** Asks hits. */
export const HIT_TEXTS: TextTests<Texts> = {
  named: (part, isMarked) => (texts) => texts.named(part, isMarked),
  around: (part) => (texts) => texts.around(part),
  under: (nodes) => {
    const terms = nodes.map(nodeTerm);
    return (texts) => terms.some((term) => texts.has(term));
  },
  nameLength: ({ nameLength }) => nameLength,
};

/** What a document is found by, spelt in ASCII. Folded words begin with {@link FOLDED}, those with diacritics with {@link MARKED}. */
interface IndexedTexts {
  /** The terms that all engines hold: see ../conditions.ts. */
  readonly terms: readonly string[];
  /** Each name as a whole. */
  readonly names: readonly string[];
  /** The words of names, alone and with the one that follows. */
  readonly nameWords: readonly string[];
  /** The words around the names with the ones that follow, folded. */
  readonly aroundPairs: readonly string[];
}

export const FOLDED = '^';
export const MARKED = '=';

export function textsOf({ name_words, name_marks, heading_words, terms }: RowWords): IndexedTexts {
  const [folded, marked] = [phrasesOf(name_words), phrasesOf(name_marks)];
  const inBoth = (list: (phrase: readonly string[]) => readonly string[]): string[] => [
    ...new Set([
      ...folded.flatMap((phrase) => listed(FOLDED, list(phrase))),
      ...marked.flatMap((phrase) => listed(MARKED, list(phrase))),
    ]),
  ];
  return {
    terms: spellEach(terms),
    names: inBoth((phrase) => [phrase.join(' ')]),
    nameWords: inBoth((phrase) => [...phrase, ...pairsOf(phrase)]),
    aroundPairs: [...new Set(listed(FOLDED, phrasesOf(heading_words).flatMap(pairsOf)))],
  };
}

const listed = (marker: string, texts: readonly string[]): string[] => texts.map((text) => marker + cut(text));

/** The words of each phrase between bars, in ASCII. */
const phrasesOf = (words: string): string[][] =>
  inAscii(words)
    .split('|')
    .map((phrase) => phrase.split(' ').filter((word) => word !== ''))
    .filter((phrase) => phrase.length > 0);

/** The words of a phrase with the ones that follow them. */
export const pairsOf = (words: readonly string[]): string[] =>
  words.slice(1).map((word, place) => `${words[place]} ${word}`);
