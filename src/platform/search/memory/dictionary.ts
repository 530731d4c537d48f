/** Values of rows. */
export interface Column<Value> {
  /** Asks something of the values of rows: of each distinct value once. */
  asked<Answer>(ask: (value: Value) => Answer): (row: number) => Answer;

  /** How many of the rows that `each` visits have each value. */
  counted(each: (visit: (row: number) => void) => void): { readonly value: Value; readonly count: number }[];
}

/** A column of rows that holds each distinct value once. */
export class Dictionary<Value> implements Column<Value> {
  readonly #codes: number[] = [];
  readonly #values: Value[] = [];
  readonly #codeOf = new Map<string, number>();

  /** `read` makes a value of its text. */
  constructor(readonly read: (text: string) => Value) {}

  /** Sets the value of a row, as text. Rows are set in rising order. */
  set(row: number, text: string): void {
    this.#codes[row] = this.#codeOf.get(text) ?? this.#add(text);
  }

  #add(text: string): number {
    const code = this.#values.push(this.read(text)) - 1;
    this.#codeOf.set(text, code);
    return code;
  }

  /** How many distinct values there are. Their codes are the numbers below. */
  get size(): number {
    return this.#values.length;
  }

  code(row: number): number {
    return this.#codes[row]!;
  }

  value(code: number): Value {
    return this.#values[code]!;
  }

  of(row: number): Value {
    return this.#values[this.#codes[row]!]!;
  }

  asked<Answer>(ask: (value: Value) => Answer): (row: number) => Answer {
    const answers: Answer[] = new Array(this.#values.length);
    const isKnown = new Uint8Array(this.#values.length);
    return (row) => {
      const code = this.#codes[row]!;
      if (!isKnown[code]) {
        isKnown[code] = 1;
        answers[code] = ask(this.#values[code]!);
      }
      return answers[code]!;
    };
  }

  counted(each: (visit: (row: number) => void) => void): { readonly value: Value; readonly count: number }[] {
    return countValues(this.#values, (row) => this.#codes[row]!, each);
  }
}

/** How many of the rows that `each` visits have each of some values, which they have by code. */
export function countValues<Value>(
  values: readonly Value[],
  codeOf: (row: number) => number,
  each: (visit: (row: number) => void) => void,
): { readonly value: Value; readonly count: number }[] {
  const counts = new Uint32Array(values.length);
  each((row) => {
    counts[codeOf(row)]!++;
  });
  return values.flatMap((value, code) => (counts[code]! > 0 ? [{ value, count: counts[code]! }] : []));
}
