import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isScalarType,
} from 'graphql';
import type { Random } from '../support/random.ts';
import { hostile, SHAPES } from './hostile-values.ts';

/** A wrong value in one place of an input. */
export interface HostileCase {
  readonly path: readonly (string | number)[];
  /** JSON text. */
  readonly value: string;
}

/** Wrong values for every place inside an input type: leaves, lists and objects, those in lists at their first item. */
export function hostileCases(
  type: GraphQLInputType,
  path: readonly (string | number)[] = [],
  depth = 3,
): HostileCase[] {
  const nullable = getNullableType(type);
  const at = (values: readonly string[]) => values.map((value) => ({ path, value }));
  if (isListType(nullable)) {
    const items = hostileCases(nullable.ofType, [...path, 0], depth);
    return [...at([...SHAPES, `[${Array(1_500).fill('null').join()}]`]), ...items];
  }
  if (isInputObjectType(nullable)) {
    if (depth === 0) return [];
    const fields = Object.values(nullable.getFields());
    return [...at(SHAPES), ...fields.flatMap(({ name, type }) => hostileCases(type, [...path, name], depth - 1))];
  }
  if (isEnumType(nullable)) return at(['"NOPE"', '""', '"toString"', ...SHAPES]);
  return isScalarType(nullable) ? at(hostile(nullable.name)) : [];
}

/** Some values for each place, chosen by chance; all where there are no more. */
export function chosen(cases: readonly HostileCase[], most: number, random: Random): HostileCase[] {
  const places = Object.groupBy(cases, ({ path }) => path.join('.'));
  return Object.values(places).flatMap((place) => {
    const rest = [...place!];
    return Array.from(
      { length: Math.min(most, rest.length) },
      () => rest.splice(random.whole(0, rest.length - 1), 1)[0]!,
    );
  });
}

/** An input with a wrong value put in, as JSON text. */
export function withHostile(input: unknown, { path, value }: HostileCase): string {
  const mark = '\u0007here\u0007';
  return JSON.stringify(put(input, path, mark)).replace(JSON.stringify(mark), () => value);
}

function put(input: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') return [put(Array.isArray(input) ? input[key] : undefined, rest, value)];
  const object = (typeof input === 'object' ? input : null) as Record<string, unknown> | null;
  return { ...object, [key]: put(object?.[key], rest, value) };
}
