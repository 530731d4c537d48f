import { startOfDay } from '../../time/vietnam-day.ts';
import { AUDIENCE, FIRST_DAY } from './encodings.ts';

/** A step of a ladder: what a unit costs from a quantity on, up to where the next step begins (not included). */
export interface Step {
  readonly from: number;
  /** Infinity for the last one. */
  readonly to: number;
  readonly amount: number;
}

/** What holds at an instant, and until when: infinite where no change follows; in milliseconds since 1970. */
export interface Held<Value> {
  /** Null before the first one. */
  readonly value: Value | null;
  readonly until: number;
}

/** The place of the last of rising numbers that is not beyond another; -1 where all are. */
function lastUpTo(rising: readonly number[], number: number): number {
  let place = rising.length - 1;
  while (place >= 0 && rising[place]! > number) place--;
  return place;
}

/** Reads the columns of a timeline or of badges: what holds at an instant, and since when. */
export function heldAt<Value>(
  since: readonly number[],
  values: readonly (Value | null)[],
  at: number,
): Held<Value> & { readonly from: number } {
  const place = lastUpTo(since, at);
  return {
    value: values[place] ?? null,
    from: since[place] ?? Number.NEGATIVE_INFINITY,
    until: since[place + 1] ?? Number.POSITIVE_INFINITY,
  };
}

/** The columns of a ladder. */
export interface LadderColumns {
  readonly periods: readonly number[];
  readonly starts: readonly number[];
  readonly quantities: readonly number[];
  readonly amounts: readonly number[];
}

/** Reads the columns of a ladder: the steps that hold for an audience (its place in the field's list, from 0) on the day of an instant. */
export function stepsAt(columns: LadderColumns, audience: number, at: number): Held<readonly Step[]> {
  const { periods, starts, quantities, amounts } = columns;
  const today = audience * AUDIENCE + dayNumber(at);
  const place = lastUpTo(periods, today);
  const [first, end] = [starts[place]! - 1, starts[place + 1]! - 1];
  const steps = quantities.slice(first, end).map((from, step) => ({
    from,
    to: first + step + 1 < end ? quantities[first + step + 1]! : Number.POSITIVE_INFINITY,
    amount: amounts[first + step]!,
  }));
  const day = (periods[place + 1] ?? Number.POSITIVE_INFINITY) - audience * AUDIENCE;
  return {
    value: steps,
    until: day < AUDIENCE ? BEGINNING + day * DAY_MS : Number.POSITIVE_INFINITY,
  };
}

/**
 * Reads what a unit costs at a quantity for an audience (its place in the field's list, from 0) on the day of an instant; null below the
 * first step and without one.
 */
export function priceReader(audience: number, quantity: number, at: number): (columns: LadderColumns) => number | null {
  const today = audience * AUDIENCE + dayNumber(at);
  return ({ periods, starts, quantities, amounts }) => {
    const place = lastUpTo(periods, today);
    if (place < 0) return null;
    const first = starts[place]! - 1;
    let step = starts[place + 1]! - 2;
    while (step >= first && quantities[step]! > quantity) step--;
    return step < first ? null : amounts[step]!;
  };
}

const DAY_MS = 86_400_000;
const BEGINNING = startOfDay(FIRST_DAY).getTime();

/** The number of the day, from the first one on, that it is in Viet Nam: all days there are equally long. */
const dayNumber = (at: number): number => Math.floor((at - BEGINNING) / DAY_MS);
