import { fold, hasDiacritics, words } from '../../text/vietnamese.ts';
import { searchWords, startings } from '../words.ts';
import { deletions } from './keys.ts';
import { soundKey } from './sound.ts';

/**
 * The words of the catalogue, as the steps of the language ask for them. Every word is in lower case and in canonical spelling, as
 * {@link readWords} gives it. A word with diacritics stands for itself alone; one without them for all that fold to it, so that
 * `dua` is dừa, dứa, dưa and dua.
 *
 * Whatever a query may rightly say belongs in it: names of goods, producers, categories and places, and the terms of the synonyms
 * (heo, that the catalogue writes lợn, must not be mended into kẹo). Long texts do not: there every word stands somewhere.
 */
export interface Vocabulary {
  /** The sum of all frequencies: what a frequency is a share of. */
  readonly total: number;
  /** Whether the catalogue has the word. */
  has(word: string): boolean;
  /** Words of the catalogue, at most {@link MAX_COMPLETIONS}, that begin so; the tone, where none was typed, may be yet to come. */
  completions(beginning: string): readonly string[];
  /** How often the catalogue has the word; 0 where it does not. */
  frequency(word: string): number;
  /** How often the second word follows the first; both are compared with their diacritics only where both were typed with them. */
  pair(first: string, second: string): number;
  /** The words that fold to this one, the most frequent first. */
  spellings(folded: string): readonly string[];
  /** The folded words that sound like this, see {@link soundKey}. */
  ofSound(key: string): readonly string[];
  /** The folded words that leave this when letters are taken from them, see {@link deletions}. */
  ofDeletion(rest: string): readonly string[];
}

/** Most words that are looked at as what an unfinished one may become. */
export const MAX_COMPLETIONS = 300;

/** Where a number and a word touch: "500ml" is two words. */
const BORDER = /(?<=\p{N})(?=\p{L})|(?<=[\p{L}\p{M}])(?=\p{N})/u;

/** The words of a text in lower case and canonical spelling; numbers are words of their own. */
export const readWords = (text: string): string[] => words(text.toLowerCase()).flatMap((word) => word.split(BORDER));

/**
 * A vocabulary in memory, filled with texts. A text costs O(words) and a new word O(letters); 10,000 words take about
 * ten megabytes.
 */
export class MemoryVocabulary implements Vocabulary {
  total = 0;
  readonly #frequencies = new Map<string, number>();
  readonly #folded = new Map<string, { frequency: number; spellings: string[] }>();
  readonly #pairs = new Map<string, number>();
  readonly #foldedPairs = new Map<string, number>();
  /** The folded words in order, made when they are asked for. */
  #sorted: string[] | null = null;
  readonly #sounds = new Map<string, string[]>();
  readonly #deletions = new Map<string, string[]>();

  constructor(texts: Iterable<string> = []) {
    for (const text of texts) this.add(text);
  }

  /** Adds the words of a text and what follows what in it, as often as `times` says. */
  add(text: string, times = 1): void {
    let before: string | null = null;
    for (const word of readWords(text)) {
      this.#addWord(word, times);
      if (before !== null) {
        increase(this.#pairs, `${before} ${word}`, times);
        increase(this.#foldedPairs, `${fold(before)} ${fold(word)}`, times);
      }
      before = word;
    }
  }

  has(word: string): boolean {
    return this.frequency(word) > 0;
  }

  completions(beginning: string): readonly string[] {
    const [word] = searchWords(beginning);
    if (!word) return [];
    this.#sorted ??= [...this.#folded.keys()].sort();
    const starts = startings(word);
    const found: string[] = [];
    for (let at = lowerBound(this.#sorted, word.folded); this.#sorted[at]?.startsWith(word.folded); at += 1) {
      for (const spelling of this.#folded.get(this.#sorted[at]!)!.spellings) {
        const marked = searchWords(spelling)[0]?.marked;
        if (!word.marked || starts.some((start) => marked?.startsWith(start))) found.push(spelling);
        if (found.length === MAX_COMPLETIONS) return found;
      }
    }
    return found;
  }

  frequency(word: string): number {
    return this.#frequencies.get(word) ?? (hasDiacritics(word) ? 0 : (this.#folded.get(word)?.frequency ?? 0));
  }

  pair(first: string, second: string): number {
    const exact = this.#pairs.get(`${first} ${second}`);
    if (exact !== undefined || (hasDiacritics(first) && hasDiacritics(second))) return exact ?? 0;
    // A word typed without diacritics may be any of its spellings; the other one must stay what it is.
    const folded = this.#foldedPairs.get(`${fold(first)} ${fold(second)}`) ?? 0;
    if (folded === 0 || (!hasDiacritics(first) && !hasDiacritics(second))) return folded;
    let sum = 0;
    for (const one of hasDiacritics(first) ? [first] : this.spellings(first))
      for (const other of hasDiacritics(second) ? [second] : this.spellings(second))
        sum += this.#pairs.get(`${one} ${other}`) ?? 0;
    return sum;
  }

  spellings(folded: string): readonly string[] {
    const entry = this.#folded.get(folded);
    if (!entry) return [];
    return entry.spellings.sort((a, b) => this.#frequencies.get(b)! - this.#frequencies.get(a)!);
  }

  ofSound(key: string): readonly string[] {
    return this.#sounds.get(key) ?? [];
  }

  ofDeletion(rest: string): readonly string[] {
    return this.#deletions.get(rest) ?? [];
  }

  #addWord(word: string, times: number): void {
    this.total += times;
    const folded = fold(word);
    const entry = this.#folded.get(folded) ?? this.#addFolded(folded);
    entry.frequency += times;
    if (!this.#frequencies.has(word)) entry.spellings.push(word);
    increase(this.#frequencies, word, times);
  }

  #addFolded(folded: string) {
    const entry = { frequency: 0, spellings: [] as string[] };
    this.#folded.set(folded, entry);
    this.#sorted = null;
    append(this.#sounds, soundKey(folded), folded);
    for (const rest of deletions(folded)) append(this.#deletions, rest, folded);
    return entry;
  }
}

const increase = (counts: Map<string, number>, key: string, times: number) =>
  counts.set(key, (counts.get(key) ?? 0) + times);

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Where a text stands, or would stand, among sorted ones. */
function lowerBound(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
