/** Bits of a word. */
const WORD = 32;

/** A set of small whole numbers. */
export class Bits {
  #words: Uint32Array;

  /** The empty set, with room for numbers below `size`; it grows where there are larger ones. */
  constructor(size = 0) {
    this.#words = new Uint32Array(Math.ceil(size / WORD));
  }

  static of(size: number, numbers: Iterable<number>): Bits {
    const bits = new Bits(size);
    for (const number of numbers) bits.add(number);
    return bits;
  }

  add(number: number): void {
    const word = number >>> 5;
    if (word >= this.#words.length) this.#grow(word);
    this.#words[word]! |= 1 << (number & 31);
  }

  delete(number: number): void {
    const word = number >>> 5;
    if (word < this.#words.length) this.#words[word]! &= ~(1 << (number & 31));
  }

  has(number: number): boolean {
    return ((this.#words[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }

  get count(): number {
    let count = 0;
    for (let word of this.#words) {
      // Counts the bits of pairs, of fours, and then of bytes, and adds these up in the highest byte.
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return count;
  }

  /** What is in both. */
  and(other: Bits): Bits {
    const [few, many] = this.#words.length <= other.#words.length ? [this, other] : [other, this];
    const bits = new Bits();
    bits.#words = few.#words.slice();
    for (let word = 0; word < bits.#words.length; word++) bits.#words[word]! &= many.#words[word]!;
    return bits;
  }

  /** What is in one or both. */
  or(other: Bits): Bits {
    const [few, many] = this.#words.length <= other.#words.length ? [this, other] : [other, this];
    const bits = new Bits();
    bits.#words = many.#words.slice();
    for (let word = 0; word < few.#words.length; word++) bits.#words[word]! |= few.#words[word]!;
    return bits;
  }

  /** What is in this one only. */
  without(other: Bits): Bits {
    const bits = new Bits();
    bits.#words = this.#words.slice();
    const common = Math.min(bits.#words.length, other.#words.length);
    for (let word = 0; word < common; word++) bits.#words[word]! &= ~other.#words[word]!;
    return bits;
  }

  /** What passes a test. */
  filter(passes: (number: number) => boolean): Bits {
    const bits = new Bits();
    bits.#words = new Uint32Array(this.#words.length);
    this.forEach((number) => {
      if (passes(number)) bits.#words[number >>> 5]! |= 1 << (number & 31);
    });
    return bits;
  }

  /** In rising order. */
  forEach(visit: (number: number) => void): void {
    for (let word = 0; word < this.#words.length; word++) {
      for (let left = this.#words[word]!; left !== 0; left &= left - 1) {
        visit(word * WORD + 31 - Math.clz32(left & -left));
      }
    }
  }

  #grow(word: number): void {
    const words = new Uint32Array(Math.max(word + 1, 2 * this.#words.length));
    words.set(this.#words);
    this.#words = words;
  }
}
