/**
 * Numbers that look random and are the same on every machine: sfc32, a small generator with a period of 2^32 or more,
 * seeded by a word. Each table draws from a stream of its own, so that a change to one leaves the others as they were.
 */
export class Random {
  readonly #state: [number, number, number, number];

  constructor(seed: string) {
    this.#state = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1];
    for (let round = 0; round < 12; round += 1) this.bits();
  }

  /** 32 bits. */
  bits(): number {
    const state = this.#state;
    const sum = (state[0] + state[1] + state[3]) | 0;
    state[3] = (state[3] + 1) | 0;
    state[0] = state[1] ^ (state[1] >>> 9);
    state[1] = (state[2] + (state[2] << 3)) | 0;
    state[2] = (((state[2] << 21) | (state[2] >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to less than 1. */
  number(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.number() * (max - min + 1));
  }

  /** True in `probability` of the cases. */
  chance(probability: number): boolean {
    return this.number() < probability;
  }

  /** One of the values, all equally likely. */
  pick<Value>(values: readonly Value[]): Value {
    return values[this.integer(0, values.length - 1)]!;
  }

  /** A key in the layout of UUID version 7, as the application makes them: it begins with its instant. */
  uuid(at: Date): string {
    const time = at.getTime().toString(16).padStart(12, '0');
    const [a, b, c] = [this.#hex(), this.#hex(), this.#hex()];
    const variant = '89ab'[this.integer(0, 3)];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${variant}${a.slice(3, 6)}-${b}${c.slice(0, 4)}`;
  }

  #hex(): string {
    return this.bits().toString(16).padStart(8, '0');
  }
}

/** FNV-1a, begun at a different point for each word of the state. */
function hash(text: string, salt: number): number {
  let value = (0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1)) | 0;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  return value;
}

/** Draws values by weight: twice the weight, twice as often. */
export class Lot<Value> {
  readonly #ends: Float64Array;
  readonly #total: number;

  constructor(
    readonly values: readonly Value[],
    weight: (value: Value, index: number) => number,
  ) {
    this.#ends = new Float64Array(values.length);
    let total = 0;
    values.forEach((value, index) => {
      total += weight(value, index);
      this.#ends[index] = total;
    });
    this.#total = total;
  }

  draw(random: Random): Value {
    const point = random.number() * this.#total;
    let [low, high] = [0, this.values.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ends[middle]! > point) high = middle;
      else low = middle + 1;
    }
    return this.values[low]!;
  }
}

/** Weight of the thing at a rank (0 is the first) in a market where few are large and most are small. */
export const zipf =
  (exponent: number, offset = 1) =>
  (_value: unknown, rank: number): number =>
    (rank + offset) ** -exponent;
