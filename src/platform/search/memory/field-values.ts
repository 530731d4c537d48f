import { type LadderColumns, priceReader as ladderPrice } from '../postgres/decodings.ts';
import type { LadderPoint, Point } from '../query.ts';
import type { Field, FieldKind } from '../search-index.ts';

/** What holds from each instant on, in milliseconds since 1970. */
export interface Timeline<Value> {
  readonly since: readonly number[];
  readonly values: readonly (Value | null)[];
}

/** A value of each kind of field; null where a row has none. */
export interface FieldValues {
  readonly keyword: string | null;
  readonly node: string | null;
  readonly timeline: Timeline<string>;
  readonly badges: Timeline<number>;
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

/**
 * Reads what a unit costs on a ladder; null without one.
 * @throws Error for an audience that the ladders do not have, which is a mistake in the code
 */
export function priceReader(
  audiences: readonly string[],
  { audience, quantity }: LadderPoint,
  at: number,
): (ladder: LadderColumns | null) => number | null {
  const place = audiences.indexOf(audience);
  if (place < 0) throw new Error(`There are no prices for ${audience}.`);
  const priceOf = ladderPrice(place, quantity, at);
  return (ladder) => ladder && priceOf(ladder);
}
