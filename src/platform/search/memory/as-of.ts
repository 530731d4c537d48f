import { heldAt } from '../postgres/decodings.ts';
import { Bits } from './bits.ts';
import { type Column, countValues, type Dictionary } from './dictionary.ts';
import type { Timeline } from './field-values.ts';

/** What holds from an instant on and until another, in milliseconds since 1970: nothing changes in between. */
class Span {
  from = Number.NEGATIVE_INFINITY;
  until = Number.POSITIVE_INFINITY;

  narrow(from: number, until: number): void {
    this.from = Math.max(this.from, from);
    this.until = Math.min(this.until, until);
  }
}

/**
 * A column of timelines as of an instant. There may be as many timelines as rows, but few values; and what holds does so for long, so
 * it is kept, and only what turned is read again.
 */
export class AsOf<Value> implements Column<Value | null> {
  /** By code of the timeline: the code of what holds, and until when. */
  readonly #codes: number[] = [];
  readonly #untils: number[] = [];
  readonly #values: (Value | null)[] = [];
  readonly #codeOf = new Map<Value | null, number>();
  #span = new Span();

  constructor(readonly timelines: Dictionary<Timeline<Value>>) {}

  /** The same column as of an instant, until it is asked for another. */
  at(at: number): Column<Value | null> {
    const known = at < this.#span.from ? 0 : this.#codes.length;
    if (known === 0) this.#span = new Span();
    else if (at >= this.#span.until) this.#turn(at);
    for (let code = known; code < this.timelines.size; code++) this.#read(code, at);
    return this;
  }

  asked<Answer>(ask: (value: Value | null) => Answer): (row: number) => Answer {
    const answers = this.#values.map(ask);
    return (row) => answers[this.#codes[this.timelines.code(row)]!]!;
  }

  counted(each: (visit: (row: number) => void) => void): { readonly value: Value | null; readonly count: number }[] {
    return countValues(this.#values, (row) => this.#codes[this.timelines.code(row)]!, each);
  }

  /** Reads again what turned up to an instant. */
  #turn(at: number): void {
    this.#span.until = Number.POSITIVE_INFINITY;
    for (const [code, until] of this.#untils.entries()) {
      if (until <= at) this.#read(code, at);
      else this.#span.narrow(Number.NEGATIVE_INFINITY, until);
    }
  }

  #read(code: number, at: number): void {
    const { since, values } = this.timelines.value(code);
    const { value, from, until } = heldAt(since, values, at);
    this.#codes[code] = this.#codeOf.get(value) ?? this.#add(value);
    this.#untils[code] = until;
    this.#span.narrow(from, until);
  }

  #add(value: Value | null): number {
    const code = this.#values.push(value) - 1;
    this.#codeOf.set(value, code);
    return code;
  }
}

/** The rows that are public as of an instant, of those that are to be from one each, `from`. They are kept as long as none joins them. */
export class PublicRows {
  #rows = new Bits();
  #known = 0;
  #span = new Span();

  constructor(readonly from: readonly number[]) {}

  at(at: number): Bits {
    if (at < this.#span.from || at >= this.#span.until) {
      this.#rows = new Bits(this.from.length);
      this.#known = 0;
      this.#span = new Span();
    }
    for (; this.#known < this.from.length; this.#known++) {
      const from = this.from[this.#known]!;
      if (from > at) this.#span.narrow(Number.NEGATIVE_INFINITY, from);
      else {
        this.#span.narrow(from, Number.POSITIVE_INFINITY);
        this.#rows.add(this.#known);
      }
    }
    return this.#rows;
  }
}
