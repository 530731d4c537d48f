import type { Beginning } from '../suggestions.ts';
import { unmarked } from '../words.ts';
import { Terms } from './terms.ts';

/** No beginning is looked for at a later word of a name. */
const WORDS = 8;

/** Names by number, and where their words are. A name is its words with their marks, the tone first, between blanks. */
export class Names {
  readonly #marks: string[] = [];
  readonly #plain: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #first = new Terms();
  readonly #inner = new Terms();

  /** The number of a name; the next one, from 0 on, for one that is new. */
  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const plain = unmarked(name);
    const number = this.#marks.push(name) - 1;
    this.#plain.push(plain);
    this.#numbers.set(name, number);
    const [first, ...others] = plain.split(' ');
    this.#first.add([[number, [first!]]]);
    this.#inner.add([[number, others.slice(0, WORDS - 1).filter((_, at) => !isAtNumber(plain.split(' '), at + 1))]]);
    return number;
  }

  lengthOf(number: number): number {
    return this.#plain[number]!.length;
  }

  /** The names that begin so, or inside which a word does; with the marks that were typed, or whatever the marks. */
  beginning({ marked, plain }: Beginning, isInside: boolean, isMarked: boolean): number[] {
    const [word] = plain.split(' ', 1);
    const isOneOpenWord = word === plain;
    const terms = isInside ? this.#inner : this.#first;
    const numbers: number[] = [];
    const isFound = (number: number) =>
      (isOneOpenWord && !isMarked) || this.#begins(number, plain, isMarked ? marked : null, isInside);
    const visit = (number: number) => {
      if (isFound(number)) numbers.push(number);
    };
    if (isOneOpenWord) terms.beginning(word).forEach(visit);
    else for (const number of terms.with(word!)) visit(number);
    return numbers;
  }

  /** Whether a name begins so at its first word, or at one inside; if `marked` is given, at the same word also in one of these ways. */
  #begins(number: number, plain: string, marked: readonly string[] | null, isInside: boolean): boolean {
    const text = `${this.#plain[number]} `;
    if (!isInside) return text.startsWith(plain) && (!marked || startsWithAny(`${this.#marks[number]} `, marked));
    for (let blank = text.indexOf(' '); blank >= 0; blank = text.indexOf(' ', blank + 1)) {
      if (!text.startsWith(plain, blank + 1)) continue;
      const place = text.slice(0, blank + 1).split(' ').length - 1;
      if (place >= WORDS) return false;
      if (isAtNumber(text.split(' '), place)) continue;
      if (!marked || startsWithAny(`${this.#marks[number]!.split(' ').slice(place).join(' ')} `, marked)) return true;
    }
    return false;
  }
}

const startsWithAny = (text: string, starts: readonly string[]): boolean =>
  starts.some((start) => text.startsWith(start));

/** Numbers and the units after them begin nothing inside a name. */
const isAtNumber = (words: readonly string[], place: number): boolean =>
  /^[0-9]/.test(words[place]!) || /^[0-9]/.test(words[place - 1]!);

/** The documents that bear each name, by row; among them may be some that are gone. */
export class DocumentNames extends Names {
  readonly #bearers: Bearer[][] = [];

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
}

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
  }

  bearers(number: number): ReadonlySet<string> {
    return this.#bearers[number]!;
  }
}
