import { type GraphQLInputType, getNullableType, isEnumType, isListType, isScalarType } from 'graphql';

/** What to ask with: values of each scalar by the name of the argument or input field that they suit, or `*` for all others. */
export type Values = Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;

/**
 * The values to try for an argument, or a field of an input, of a leaf type or a list of it.
 * @throws Error that says what to add when nothing is known of a scalar
 */
export function valuesOf(values: Values, name: string, type: GraphQLInputType): readonly unknown[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = valuesOf(values, name, nullable.ofType);
    return [[], ...items.map((item) => [item]), items.slice(0, 100)];
  }
  if (isEnumType(nullable)) return nullable.getValues().map((value) => new EnumValue(value.name));
  if (!isScalarType(nullable)) throw new TypeError(`${nullable.name} is an input object`);
  if (nullable.name === 'Boolean') return [true, false];
  const known = values[nullable.name]?.[name] ?? values[nullable.name]?.['*'];
  if (!known)
    throw new Error(`Nothing is known to ask with for "${name}" of type ${nullable.name}: add it to the values.`);
  return known;
}

/** A value of an enum, which is written without quotes. */
export class EnumValue {
  constructor(readonly name: string) {}

  /** In variables it is a string. */
  toJSON(): string {
    return this.name;
  }
}

/** A value as it is written in a document. */
export function literal(value: unknown): string {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, field]) => `${name}: ${literal(field)}`)
    .join(', ')}}`;
}
