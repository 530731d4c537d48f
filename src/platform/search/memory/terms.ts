import { Bits } from './bits.ts';

/** So many terms are quicker looked through than sorted in. */
const FEW = 1_000;

/** Which rows have which terms: an inverted index. */
export class Terms {
  /** The rows of a term in rising order; the row itself where it is the only one, as it is for most terms. */
  readonly #rows = new Map<string, number | number[]>();
  /** All terms, sorted, but those that came since. */
  #sorted: string[] = [];
  #fresh: string[] = [];

  /**
   * Adds rows with the terms of each, in rising order, all after those that are there. What rows have in common is looked up once, which is
   * most of the work.
   */
  add(rows: readonly (readonly [row: number, terms: Iterable<string>])[]): void {
    const added = new Map<string, number[]>();
    for (const [row, terms] of rows) {
      for (const term of terms) {
        const known = added.get(term);
        if (known) known.push(row);
        else added.set(term, [row]);
      }
    }
    for (const [term, fresh] of added) this.#append(term, fresh);
  }

  #append(term: string, fresh: number[]): void {
    const rows = this.#rows.get(term);
    if (rows === undefined) {
      const own = copyOf(term);
      this.#rows.set(own, fresh.length === 1 ? fresh[0]! : fresh);
      this.#fresh.push(own);
    } else if (typeof rows === 'number') {
      this.#rows.set(term, [rows, ...fresh]);
    } else {
      for (const row of fresh) rows.push(row);
    }
  }

  /** The rows that have a term; among them may be some that are gone. */
  with(term: string): readonly number[] {
    const rows = this.#rows.get(term);
    return typeof rows === 'number' ? [rows] : (rows ?? []);
  }

  /** The rows that have a term which begins so. */
  beginning(start: string): Bits {
    const bits = new Bits();
    const addAll = (term: string) => {
      for (const row of this.with(term)) bits.add(row);
    };
    if (this.#fresh.length > FEW) this.#sort();
    for (let place = firstFrom(this.#sorted, start); this.#sorted[place]?.startsWith(start); place++) {
      addAll(this.#sorted[place]!);
    }
    for (const term of this.#fresh) if (term.startsWith(start)) addAll(term);
    return bits;
  }

  /** A long sorted run and a short one are sorted fast. */
  #sort(): void {
    this.#sorted = [...this.#sorted, ...this.#fresh.sort(byUnits)].sort(byUnits);
    this.#fresh = [];
  }
}

/** A part of a text keeps the whole of it in memory; its copy does not. */
const copyOf = (part: string): string => Buffer.from(part).toString();

const byUnits = (a: string, b: string): number => (a < b ? -1 : 1);

/** The place of the first of sorted texts that is no smaller. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
