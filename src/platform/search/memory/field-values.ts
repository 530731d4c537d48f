import { dayNumber, type LadderColumns } from '../postgres/decodings.ts';
import { AUDIENCE } from '../postgres/encodings.ts';
import type { LadderPoint, Point } from '../query.ts';
import type { Field, FieldKind } from '../search-index.ts';

/** What holds from each instant on, in milliseconds since 1970. */
interface Held<Value> {
  readonly since: readonly number[];
  readonly values: readonly (Value | null)[];
}

/** A value of each kind of field; null where a row has none. */
export interface FieldValues {
  readonly keyword: string | null;
  readonly node: string | null;
  readonly timeline: Held<string>;
  readonly badges: Held<number>;
  readonly flag: boolean | null;
  readonly number: number | null;
  readonly monthly: readonly (number | null)[] | null;
  readonly ladder: LadderColumns | null;
  readonly point: Point | null;
  readonly attributes: Readonly<Record<string, unknown>> | null;
}

export type FieldValue = FieldValues[FieldKind];

/** Reads a value out of the columns of its field, as JSON. */
export function fieldReader({ kind }: Field): (json: string) => FieldValue {
  switch (kind) {
    case 'timeline':
    case 'badges':
      return (json) => {
        const [since, values] = JSON.parse(json) as [string[] | null, (string | null)[] | null];
        return { since: (since ?? []).map(instant), values: values ?? [] } as FieldValue;
      };
    case 'ladder':
      return (json) => {
        const [periods, starts, quantities, amounts] = JSON.parse(json) as (number[] | null)[];
        return periods ? { periods, starts: starts ?? [], quantities: quantities ?? [], amounts: amounts ?? [] } : null;
      };
    case 'point':
      return (json) => {
        const [latitude, longitude] = JSON.parse(json) as (number | null)[];
        return latitude == null || longitude == null ? null : { latitude, longitude };
      };
    default:
      return (json) => (JSON.parse(json) as [FieldValue])[0];
  }
}

const instant = (text: string): number => {
  if (text.endsWith('infinity')) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Date.parse(text);
};

/** What holds at an instant; null before the first. */
export function valueAt<Value>({ since, values }: Held<Value>, at: number): Value | null {
  let place = since.length - 1;
  while (place >= 0 && since[place]! > at) place--;
  return values[place] ?? null;
}

/**
 * Reads what a unit costs on a ladder at a quantity on the day of an instant; null below its first step and without one.
 * @throws Error for an audience that the ladders do not have, which is a mistake in the code
 */
export function priceReader(
  audiences: readonly string[],
  { audience, quantity }: LadderPoint,
  at: number,
): (ladder: LadderColumns | null) => number | null {
  const place = audiences.indexOf(audience);
  if (place < 0) throw new Error(`There are no prices for ${audience}.`);
  const day = place * AUDIENCE + dayNumber(at);
  return (ladder) => ladder && amountAt(ladder, day, quantity);
}

function amountAt(
  { periods, starts, quantities, amounts }: LadderColumns,
  day: number,
  quantity: number,
): number | null {
  let period = periods.length - 1;
  while (period >= 0 && periods[period]! > day) period--;
  if (period < 0) return null;
  const first = starts[period]! - 1;
  let step = starts[period + 1]! - 2;
  while (step >= first && quantities[step]! > quantity) step--;
  return step < first ? null : amounts[step]!;
}
