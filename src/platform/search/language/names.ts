import { fold, hasDiacritics } from '../../text/vietnamese.ts';
import { readWords, type Vocabulary } from './vocabulary.ts';

/** Something that bears a name. */
export interface Named {
  /** What it is: the field of the documents that holds its id. */
  readonly field: string;
  readonly id: string;
  readonly name: string;
  /** Of several that bear a name, the one with the highest is meant. */
  readonly prominence: number;
}

/** Words of a query that are a name. */
export interface FoundName {
  readonly start: number;
  readonly length: number;
  /** What is meant: of all that bear it, the most prominent. There are many An Phú. */
  readonly named: readonly Named[];
}

/** Which part of the words that fold alike a name of one word must be to be understood without its diacritics. */
const UNAMBIGUOUS = 0.7;

/** Names, ready to be found in queries. */
export class NameList {
  /** By their folded words. */
  readonly #names = new Map<string, { words: readonly string[]; named: Named[] }[]>();
  #longest = 0;

  constructor(all: Iterable<Named>) {
    for (const named of all) this.#add(named);
  }

  /** The names in a query, from the left, the longest first. They do not overlap. O(words · longest name). */
  find(words: readonly string[], vocabulary: Vocabulary): FoundName[] {
    const found: FoundName[] = [];
    for (let start = 0; start < words.length; ) {
      const name = this.#longestAt(words, start, vocabulary);
      if (name) found.push(name);
      start += name?.length ?? 1;
    }
    return found;
  }

  #longestAt(words: readonly string[], start: number, vocabulary: Vocabulary): FoundName | null {
    for (let length = Math.min(this.#longest, words.length - start); length > 0; length -= 1) {
      const typed = words.slice(start, start + length);
      const alike = this.#names.get(fold(typed.join(' '))) ?? [];
      const named = alike.filter((name) => isSaid(name.words, typed, vocabulary)).flatMap((name) => name.named);
      if (named.length === 0) continue;
      const most = Math.max(...named.map(({ prominence }) => prominence));
      return { start, length, named: named.filter(({ prominence }) => prominence === most) };
    }
    return null;
  }

  #add(named: Named): void {
    const words = readWords(named.name);
    if (words.length === 0) return;
    const folded = fold(words.join(' '));
    const alike = this.#names.get(folded) ?? [];
    const same = alike.find((name) => name.words.every((word, at) => word === words[at]));
    if (same) same.named.push(named);
    else this.#names.set(folded, [...alike, { words, named: [named] }]);
    this.#longest = Math.max(this.#longest, words.length);
  }
}

/** Words typed with diacritics must be the name's; a single word without them must hardly be anything else. */
function isSaid(name: readonly string[], typed: readonly string[], vocabulary: Vocabulary): boolean {
  if (!name.every((word, at) => word === typed[at] || !hasDiacritics(typed[at]!))) return false;
  if (name.length > 1 || name[0] === typed[0]) return true;
  return vocabulary.frequency(name[0]!) >= UNAMBIGUOUS * vocabulary.frequency(typed[0]!);
}
