import { addDays, dayOf, startOfDay } from '../../time/vietnam-day.ts';
import { AUDIENCE, FIRST_DAY } from './encodings.ts';

/** A step of a ladder: what a unit costs from a quantity on, up to where the next step begins (not included). */
export interface Step {
  readonly from: number;
  /** Infinity for the last one. */
  readonly to: number;
  readonly amount: number;
}

/** What holds at an instant, and the instant of the next change, infinite where there is none; in milliseconds since 1970. */
export interface Held<Value> {
  readonly value: Value | null;
  readonly until: number;
}

/** Reads the columns of a timeline or of badges: the value at an instant, null before the first one. */
export function heldAt<Value>(since: readonly number[], values: readonly (Value | null)[], at: number): Held<Value> {
  const next = since.findIndex((instant) => instant > at);
  const place = (next < 0 ? since.length : next) - 1;
  return { value: values[place] ?? null, until: next < 0 ? Number.POSITIVE_INFINITY : since[next]! };
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
  const next = periods.findIndex((period) => period > today);
  const place = (next < 0 ? periods.length : next) - 1;
  const [first, end] = [starts[place]! - 1, starts[place + 1]! - 1];
  const steps = quantities.slice(first, end).map((from, step) => ({
    from,
    to: first + step + 1 < end ? quantities[first + step + 1]! : Number.POSITIVE_INFINITY,
    amount: amounts[first + step]!,
  }));
  const day = next < 0 ? Number.POSITIVE_INFINITY : periods[next]! - audience * AUDIENCE;
  return {
    value: steps,
    until: day < AUDIENCE ? startOfDay(addDays(FIRST_DAY, day)).getTime() : Number.POSITIVE_INFINITY,
  };
}

const DAY_MS = 86_400_000;

/** The number of an instant's day, from 0 on. */
export const dayNumber = (at: number): number => (Date.parse(dayOf(new Date(at))) - Date.parse(FIRST_DAY)) / DAY_MS;
