import { fold, hasDiacritics } from '../../text/vietnamese.ts';
import { readWords, type Vocabulary } from './vocabulary.ts';

/** Two names of one thing. */
export interface SynonymPair {
  readonly term: string;
  readonly synonym: string;
  /** Whether only who asks for the term finds the synonym, too. */
  readonly oneWay: boolean;
}

/** Words of a query that may be read in several ways. */
export interface Readings {
  /** The first word of them. */
  readonly start: number;
  /** How many words they are. */
  readonly length: number;
  /** All ways to read them: as they were typed first, then what is as much as that, then what is meant among other things. */
  readonly readings: readonly (readonly string[])[];
}

interface Term {
  readonly words: readonly string[];
  readonly synonyms: readonly (readonly string[])[];
}

/** Which part of the words that fold alike must be the term for it to be understood without diacritics. */
const UNAMBIGUOUS = 0.9;

/**
 * The synonyms of a catalogue, ready to be applied. Two-way pairs make groups (dứa, khóm, trái thơm: each finds all); a one-way pair
 * adds the group of its synonym to its term alone.
 */
export class Synonyms {
  /** By the folded words of the term; several terms may fold alike. */
  readonly #terms = new Map<string, Term[]>();
  #longest = 0;

  constructor(pairs: Iterable<SynonymPair>) {
    const both = new Map<string, Set<string>>();
    const oneWay = new Map<string, Set<string>>();
    for (const pair of pairs) {
      const term = readWords(pair.term).join(' ');
      const synonym = readWords(pair.synonym).join(' ');
      if (term === '' || synonym === '' || term === synonym) continue;
      link(pair.oneWay ? oneWay : both, term, synonym);
      if (!pair.oneWay) link(both, synonym, term);
    }
    for (const term of new Set([...both.keys(), ...oneWay.keys()])) this.#add(term, synonymsOf(term, both, oneWay));
  }

  /**
   * The synonyms in a query, the longest term at each word: in "lá dứa" only that is read, not dứa. A word with diacritics must be the
   * term's; without them it is taken for the term if hardly another word of the catalogue folds to it and no other term does. No span
   * lies in another, but they may overlap: khô cá quả is dried cá quả, and khô cá of some fruit. O(words · longest term).
   */
  readings(words: readonly string[], vocabulary: Vocabulary): Readings[] {
    const found: Readings[] = [];
    let end = 0;
    for (let start = 0; start < words.length; start += 1) {
      const span = this.#longestAt(words, start, vocabulary);
      if (!span || start + span.length <= end) continue;
      end = start + span.length;
      if (span.readings.length > 1) found.push(span);
    }
    return found;
  }

  #longestAt(words: readonly string[], start: number, vocabulary: Vocabulary): Readings | null {
    for (let length = Math.min(this.#longest, words.length - start); length > 0; length -= 1) {
      const typed = words.slice(start, start + length);
      const term = this.#termOf(typed, vocabulary);
      if (!term) continue;
      const synonyms = term.synonyms.filter((synonym) => !isThere(synonym, words, start, typed));
      return { start, length, readings: [typed, ...synonyms] };
    }
    return null;
  }

  #termOf(typed: readonly string[], vocabulary: Vocabulary): Term | null {
    const terms = this.#terms.get(fold(typed.join(' '))) ?? [];
    const exact = terms.find(({ words }) => words.every((word, at) => word === typed[at]));
    if (exact) return exact;
    const [only, ...others] = terms.filter(({ words }) =>
      words.every((word, at) => word === typed[at] || !hasDiacritics(typed[at]!)),
    );
    if (!only || others.length > 0) return null;
    return only.words.length > 1 || isUnambiguous(only.words[0]!, vocabulary) ? only : null;
  }

  #add(term: string, synonyms: readonly string[]): void {
    const words = term.split(' ');
    const folded = fold(term);
    const entry = { words, synonyms: synonyms.map((synonym) => synonym.split(' ')) };
    this.#terms.set(folded, [...(this.#terms.get(folded) ?? []), entry]);
    this.#longest = Math.max(this.#longest, words.length);
  }
}

const link = (links: Map<string, Set<string>>, from: string, to: string) =>
  links.set(from, (links.get(from) ?? new Set()).add(to));

/** The group of the term, nearest first, then what its one-way pairs add. */
function synonymsOf(term: string, both: ReadonlyMap<string, Set<string>>, oneWay: ReadonlyMap<string, Set<string>>) {
  const found = new Set([term]);
  const follow = (from: string) => {
    for (const next of both.get(from) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      follow(next);
    }
  };
  follow(term);
  for (const next of oneWay.get(term) ?? []) {
    found.add(next);
    follow(next);
  }
  found.delete(term);
  return [...found];
}

/** Whether the query says the synonym already, the term being a part of it: nước mắm is not nước nước mắm. */
function isThere(
  synonym: readonly string[],
  words: readonly string[],
  start: number,
  typed: readonly string[],
): boolean {
  const said = fold(synonym.join(' '));
  for (let from = Math.max(0, start + typed.length - synonym.length); from <= start; from += 1)
    if (fold(words.slice(from, from + synonym.length).join(' ')) === said) return true;
  return false;
}

function isUnambiguous(word: string, vocabulary: Vocabulary): boolean {
  const all = vocabulary.frequency(fold(word));
  return all === 0 || vocabulary.frequency(word) >= UNAMBIGUOUS * all || !hasDiacritics(word);
}
