import { heldAt, type LadderColumns, type Step, stepsAt } from '../postgres/decodings.ts';
import type { Field } from '../search-index.ts';
import { encodeValue } from './spelling.ts';

/** A field's value at an instant. */
export interface FieldValue {
  /** As it stands in the document; undefined where there is none. */
  readonly value: unknown;
  /** The next instant at which the same columns may give another value, in milliseconds since 1970. */
  readonly until?: number;
}

/** Most steps of a ladder that can be filtered by, for one audience on one day; no product has more prices. */
export const MAX_STEPS = 200;

/** Stands for the quantity at which the last step of a ladder ends; none is as large. */
const NO_END = 1e15;

/** Reads a column of the field by what follows the field's name in that of the column. */
type Columns = (suffix: string) => unknown;

/**
 * The value of a field in a document. Points are left out: with them the engine would write its index of all points anew for each change,
 * which doubles the time until it is found. Values of badges are those that hold; a ladder's are the steps that do, as rectangles. */
export function fieldValue(field: Field, column: Columns, at: number): FieldValue {
  switch (field.kind) {
    case 'keyword':
      return { value: present(column(''), (value) => encodeValue(value as string)) };
    case 'flag':
    case 'number':
      return { value: column('') ?? undefined };
    case 'node':
      return { value: node(column) };
    case 'timeline':
      return held(column, '_states', at, (state: string | null) => state ?? undefined);
    case 'badges':
      return held(column, '_masks', at, (mask: number | null) =>
        field.values.filter((_, bit) => ((mask ?? 0) >>> bit) & 1),
      );
    case 'monthly':
      return { value: present(column(''), monthly) };
    case 'ladder':
      return ladder(field.audiences, column, at);
    case 'point':
      return { value: undefined };
    case 'attributes':
      return { value: present(column(''), (values) => attributes(values as Record<string, unknown>)) };
  }
}

const present = (value: unknown, shown: (value: unknown) => unknown): unknown =>
  value == null ? undefined : shown(value);

/** The ids that the node lies under, and their path as one value to count by. */
function node(column: Columns): object | undefined {
  const [above, path] = [column('_above'), column('_path')] as (readonly string[] | null | undefined)[];
  return above ? { above, path: path?.join('/') } : undefined;
}

function held<Value>(column: Columns, suffix: string, at: number, shown: (value: Value | null) => unknown): FieldValue {
  const since = ((column('_since') ?? []) as (Date | number)[]).map(Number);
  const { value, until } = heldAt(since, (column(suffix) ?? []) as Value[], at);
  return { value: shown(value), until };
}

/** By number of the month, from 1 on. */
const monthly = (quantities: unknown): object =>
  Object.fromEntries(
    (quantities as (number | null)[]).flatMap((quantity, month) => (quantity === null ? [] : [[month + 1, quantity]])),
  );

function ladder(audiences: readonly string[], column: Columns, at: number): FieldValue {
  const numbers = (suffix: string) => ((column(suffix) ?? []) as (number | string)[]).map(Number);
  const columns: LadderColumns = {
    periods: numbers('_periods'),
    starts: numbers('_starts'),
    quantities: numbers('_quantities'),
    amounts: numbers('_amounts'),
  };
  if (columns.periods.length === 0) return { value: undefined };
  const steps = audiences.map((audience, place) => ({ audience, ...stepsAt(columns, place, at) }));
  const value = steps.flatMap(({ audience, value }) => (value?.length ? [[audience, rectangles(value)]] : []));
  return {
    value: value.length > 0 ? Object.fromEntries(value) : undefined,
    until: Math.min(...steps.map(({ until }) => until)),
  };
}

/** By number of the step, from 0 on: an array would lose which numbers belong together. */
const rectangles = (steps: readonly Step[]): object =>
  Object.fromEntries(
    steps.slice(0, MAX_STEPS).map(({ from, to, amount }, step) => [step, { from, to: Math.min(to, NO_END), amount }]),
  );

/** By type and code, since the engine takes a text for a number where it looks like one. */
function attributes(values: Readonly<Record<string, unknown>>): object {
  const given = Object.entries(values).filter(([, value]) => value !== null);
  const ofType = (type: string) => given.filter(([, value]) => typeof value === type);
  return {
    text: Object.fromEntries(ofType('string').map(([code, value]) => [code, encodeValue(value as string)])),
    number: Object.fromEntries(ofType('number')),
    flag: Object.fromEntries(ofType('boolean')),
  };
}
