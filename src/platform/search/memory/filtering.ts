import { fold } from '../../text/vietnamese.ts';
import type { Test } from '../document-texts.ts';
import type { Filter } from '../query.ts';
import { fieldOf } from '../search-index.ts';
import { kilometresBetween } from './distance.ts';
import { priceReader } from './field-values.ts';
import type { Rows } from './rows.ts';

/** The test of a filter at an instant. What a row does not have fulfils none. */
export function filterTest(rows: Rows, filter: Filter, at: number): Test<number> {
  const { field } = filter;
  switch (filter.kind) {
    case 'any':
      return isAnyOf(rows, field, filter.values, at);
    case 'all': {
      const { values } = fieldOf(rows.index, field, 'badges');
      const bits = filter.values.reduce((all, value) => all | (1 << placeOf(values, value, field)), 0);
      return rows.held(field, 'badges', at).asked((mask) => ((mask ?? 0) & bits) === bits);
    }
    case 'flag':
      return rows.field(field, 'flag').asked((flag) => flag === filter.value);
    case 'range':
      return rows.field(field, 'number').asked((number) => isBetween(number, filter));
    case 'month':
      return rows.field(field, 'monthly').asked((months) => isBetween(months?.[filter.month - 1] ?? null, filter));
    case 'price': {
      const { audiences } = fieldOf(rows.index, field, 'ladder');
      const price = priceReader(audiences, filter, at);
      return rows.field(field, 'ladder').asked((ladder) => isBetween(price(ladder), filter));
    }
    case 'within':
      return rows
        .field(field, 'point')
        .asked((point) => point !== null && kilometresBetween(point, filter.centre) <= filter.kilometres);
    case 'attribute':
      return attributeTest(rows, filter);
  }
}

function isAnyOf(rows: Rows, field: string, values: readonly string[], at: number): Test<number> {
  const wanted = new Set(values);
  const isWanted = (value: string | null) => value !== null && wanted.has(value);
  switch (fieldOf(rows.index, field, 'keyword', 'node', 'timeline').kind) {
    case 'keyword':
      return rows.field(field, 'keyword').asked(isWanted);
    case 'node':
      return rows.field(field, 'node').asked((id) => rows.node(field, id).above.some(isWanted));
    case 'timeline':
      return rows.held(field, 'timeline', at).asked(isWanted);
  }
}

function isBetween(value: number | null, { min, max }: { min?: number; max?: number }): boolean {
  return value !== null && value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY);
}

function attributeTest(rows: Rows, filter: Extract<Filter, { kind: 'attribute' }>): Test<number> {
  const { field, code, any, min, max, is, text } = filter;
  const folded = text === undefined ? undefined : fold(text);
  return rows.field(field, 'attributes').asked((attributes) => {
    const value = attributes?.[code] ?? null;
    const number = typeof value === 'number' ? value : null;
    return (
      (any === undefined || (value !== null && any.includes(String(value)))) &&
      ((min === undefined && max === undefined) || isBetween(number, { min, max })) &&
      (is === undefined || value === is) &&
      (folded === undefined || (value !== null && String(value) === folded))
    );
  });
}

/** @throws Error for a value that a field does not know, which is a mistake in the code */
function placeOf(values: readonly string[], value: string, field: string): number {
  const place = values.indexOf(value);
  if (place < 0) throw new Error(`${value} is none of the values of the search field ${field}.`);
  return place;
}
