import { fold } from '../../text/vietnamese.ts';
import type { Filter } from '../query.ts';
import { fieldOf, type SearchIndex } from '../search-index.ts';
import { all, type Condition, isAbove, isBetween, isEqual, isOneOf, NOTHING, oneOf } from './conditions.ts';
import { MAX_STEPS } from './field-values.ts';
import { encodeValue } from './spelling.ts';

/**
 * Most values in the filters of a query that the engine is asked: it takes a tenth of a millisecond to read one, for each facet and
 * tier again.
 */
const MAX_VALUES = 300;

/** Whether the engine can be asked for filters: it reads them fast enough, and none is by distance. */
export const isReadable = (filters: readonly Filter[]): boolean =>
  sum(filters.map(valuesOf)) <= MAX_VALUES && filters.every(({ kind }) => kind !== 'within');

function valuesOf(filter: Filter): number {
  if (filter.kind === 'any' || filter.kind === 'all') return filter.values.length;
  return filter.kind === 'attribute' ? (filter.any?.length ?? 1) : 1;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The condition of a filter, where no ladder has more than so many steps. What a document lacks fulfils none. */
export function filterCondition(index: SearchIndex, filter: Filter, steps: number): Condition | null {
  const { field } = filter;
  switch (filter.kind) {
    case 'any':
      return isAny(index, field, filter.values);
    case 'all':
      fieldOf(index, field, 'badges');
      return filter.values.length > 0 ? all(...filter.values.map((value) => isEqual(field, value))) : null;
    case 'flag':
      fieldOf(index, field, 'flag');
      return isEqual(field, filter.value);
    case 'range':
      fieldOf(index, field, 'number');
      return isBetween(field, filter);
    case 'month':
      fieldOf(index, field, 'monthly');
      return isBetween(`${field}.${filter.month}`, { min: filter.min });
    case 'price':
      fieldOf(index, field, 'ladder');
      return isPriced(filter, steps);
    case 'within':
      throw new Error('The engine knows no points: whether it can be asked is to be asked first.');
    case 'attribute':
      fieldOf(index, field, 'attributes');
      return hasAttribute(filter);
  }
}

function isAny(index: SearchIndex, field: string, values: readonly string[]): Condition {
  switch (fieldOf(index, field, 'keyword', 'node', 'timeline').kind) {
    case 'keyword':
      return isOneOf(field, values.map(encodeValue));
    case 'node':
      return isOneOf(`${field}.above`, values);
    case 'timeline':
      return isOneOf(field, values);
  }
}

/** Numbers of steps of which it is worth to know that no ladder has more, and the most that one may have. */
const LADDERS = [4, 16, 64, MAX_STEPS];

/** Whether some ladder that a filter reads has more than so many steps, for the sizes of ladders from the smallest on. */
export const longerLadders = (filters: readonly Filter[]): Condition[] => {
  const priced = filters.filter((filter) => filter.kind === 'price');
  if (priced.length === 0) return [];
  return LADDERS.slice(0, -1).map((steps) =>
    oneOf(...priced.map(({ field, audience }) => isBetween(`${field}.${audience}.${steps}.from`, {}))),
  );
};

/** Most steps of the ladders, of which so many sizes are exceeded. */
export const longestLadder = (exceeded: number): number => LADDERS[exceeded]!;

/** Whether the quantity and the price lie in one of the rectangles of today's ladder. */
const isPriced = (
  { field, audience, quantity, min, max }: Extract<Filter, { kind: 'price' }>,
  steps: number,
): Condition =>
  oneOf(
    ...Array.from({ length: steps }, (_, step) => {
      const attribute = (name: string) => `${field}.${audience}.${step}.${name}`;
      return all(
        isBetween(attribute('from'), { max: quantity }),
        isAbove(attribute('to'), quantity),
        isBetween(attribute('amount'), { min, max }),
      );
    }),
  );

function hasAttribute({
  field,
  code,
  any,
  min,
  max,
  is,
  text,
}: Extract<Filter, { kind: 'attribute' }>): Condition | null {
  const of = (type: string) => `${field}.${type}.${code}`;
  const conditions = [
    any && isAnyText(of, any),
    min === undefined && max === undefined ? undefined : isBetween(of('number'), { min, max }),
    is === undefined ? undefined : isEqual(of('flag'), is),
    text === undefined ? undefined : isEqual(of('text'), encodeValue(fold(text))),
  ].filter((condition) => condition !== undefined);
  return conditions.length > 0 ? all(...conditions) : null;
}

/** Whether the value reads so, whatever its type. */
function isAnyText(of: (type: string) => string, values: readonly string[]): Condition {
  if (values.length === 0) return NOTHING;
  const numbers = values.filter((value) => /^-?\d/.test(value));
  const flags = values.filter((value) => value === 'true' || value === 'false');
  return oneOf(
    isOneOf(of('text'), values.map(encodeValue)),
    ...(numbers.length > 0 ? [isOneOf(of('number'), numbers)] : []),
    ...(flags.length > 0 ? [isOneOf(of('flag'), flags)] : []),
  );
}
