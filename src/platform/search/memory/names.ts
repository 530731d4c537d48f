import type { Beginning } from '../suggestions.ts';
import { unmarked } from '../words.ts';
import { Bits } from './bits.ts';
import { Terms } from './terms.ts';

/** No beginning is looked for at a later word of a name. */
const WORDS = 8;

/** The most popular names that begin so, as they were when there were so many names and rows, and so many changes. */
interface Kept {
  readonly numbers: readonly number[];
  readonly count: number;
  readonly rows: number;
  readonly changes: number;
}

/** Names by number, and where their words are. A name is its words with their marks, the tone first, between blanks. */
export class Names {
  readonly #marks: string[] = [];
  readonly #plain: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By folded words: the first, those inside that may begin something, and all. */
  readonly #first = new Terms();
  readonly #inner = new Terms();
  readonly #all = new Terms();
  /** The most popular names of beginnings: see suggesting.ts. */
  readonly kept = new Map<string, Kept>();
  /** How often names got other bearers than rows that were added. */
  changes = 0;

  /** The number of a name; the next one, from 0 on, for one that is new. */
  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const plain = unmarked(name);
    const number = this.#marks.push(name) - 1;
    this.#plain.push(plain);
    this.#numbers.set(name, number);
    const words = plain.split(' ');
    const inner = words.filter((_, place) => place > 0 && place < WORDS && !isAtNumber(words, place));
    this.#first.add([[number, [words[0]!]]]);
    this.#inner.add([[number, new Set(inner)]]);
    this.#all.add([[number, new Set(words)]]);
    return number;
  }

  /** How many numbers are given. */
  get count(): number {
    return this.#plain.length;
  }

  lengthOf(number: number): number {
    return this.#plain[number]!.length;
  }

  /** The names that begin so, or inside which a word does; with the marks that were typed, or whatever the marks. */
  beginning({ marked, plain }: Beginning, isInside: boolean, isMarked: boolean): number[] {
    const words = plain.trimEnd().split(' ');
    const open = plain.endsWith(' ') ? undefined : words.pop();
    const first = isInside ? this.#inner : this.#first;
    // What an open word may become is most of all; the words before it leave little of that.
    const found =
      words.length === 0
        ? first.beginning(open!)
        : words
            .map((word, place) => Bits.of(0, (place === 0 ? first : this.#all).with(word)))
            .reduce((all, some) => all.and(some));
    const numbers: number[] = [];
    // One word is found wherever it may stand.
    const isSure = !isMarked && words.length + Number(open !== undefined) === 1;
    found.forEach((number) => {
      if (isSure || this.#begins(number, plain, isMarked ? marked : null, isInside)) numbers.push(number);
    });
    return numbers;
  }

  /** The same among the names from a number on. */
  beginningFrom(start: number, { marked, plain }: Beginning, isInside: boolean, isMarked: boolean): number[] {
    const numbers: number[] = [];
    for (let number = start; number < this.count; number++) {
      if (this.#begins(number, plain, isMarked ? marked : null, isInside)) numbers.push(number);
    }
    return numbers;
  }

  /** Whether a name begins so at its first word, or at one inside; if `marked` is given, at the same word also in one of these ways. */
  #begins(number: number, plain: string, marked: readonly string[] | null, isInside: boolean): boolean {
    const text = `${this.#plain[number]} `;
    if (!isInside) return text.startsWith(plain) && (!marked || startsWithAny(`${this.#marks[number]} `, marked));
    let before = 0;
    for (let place = 1; place < WORDS; place++) {
      const start = text.indexOf(' ', before) + 1;
      if (start === 0 || start === text.length) return false;
      const isWord = !isDigit(text, start) && !isDigit(text, before);
      if (isWord && text.startsWith(plain, start)) {
        if (!marked || startsWithAny(`${this.#marks[number]!.split(' ').slice(place).join(' ')} `, marked)) return true;
      }
      before = start;
    }
    return false;
  }
}

const startsWithAny = (text: string, starts: readonly string[]): boolean =>
  starts.some((start) => text.startsWith(start));

/** Numbers and the units after them begin nothing inside a name. */
const isAtNumber = (words: readonly string[], place: number): boolean =>
  isDigit(words[place]!, 0) || isDigit(words[place - 1]!, 0);

const isDigit = (text: string, at: number): boolean => /[0-9]/.test(text.charAt(at));

/** The documents that bear each name, by row; among them may be some that are gone. */
export class DocumentNames extends Names {
  readonly #bearers: Bearer[][] = [];
  #times: readonly number[] = [];
  #timesOf = 0;

  /** `names`: those of a row, between bars, the main one first. Rows come in rising order. */
  add(row: number, names: string): void {
    namesIn(names).forEach((name, place) => {
      const number = this.number(name);
      this.#bearers[number] ??= [];
      this.#bearers[number].push({ row, isMain: place === 0 });
    });
  }

  bearers(number: number): readonly Bearer[] {
    return this.#bearers[number]!;
  }

  /**
   * How much is behind each name, as it was when there were about as many rows as now; `count` tells it of the bearers of one. A name that
   * came since is not among them.
   */
  times(rows: number, count: (bearers: readonly Bearer[]) => number): readonly number[] {
    if (rows >= GROWN * this.#timesOf) {
      this.#times = this.#bearers.map(count);
      this.#timesOf = rows;
    }
    return this.#times;
  }
}

/** By so much more rows the popularity of names may have become another. */
export const GROWN = 1.02;

/** A row that bears a name. */
export interface Bearer {
  readonly row: number;
  /** Whether it is the main one of its names. */
  readonly isMain: boolean;
}

/** The names of a row. */
const namesIn = (between: string): string[] =>
  between
    .split('|')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The nodes that bear each name. */
export class NodeNames extends Names {
  readonly #bearers: Set<string>[] = [];
  readonly #namesOf = new Map<string, readonly number[]>();

  /** Sets all names of a node; none for one that is gone. */
  set(node: string, names: readonly string[]): void {
    for (const number of this.#namesOf.get(node) ?? []) this.#bearers[number]!.delete(node);
    const numbers = names.map((name) => this.number(name));
    for (const number of numbers) {
      this.#bearers[number] ??= new Set();
      this.#bearers[number].add(node);
    }
    this.#namesOf.set(node, numbers);
    this.changes++;
  }

  bearers(number: number): ReadonlySet<string> {
    return this.#bearers[number]!;
  }
}
