import { Args, type ClassType, Extensions, Field } from 'type-graphql';

type Returns = Extract<Parameters<typeof Field>[0], (...args: never[]) => unknown>;

interface ReadFieldOptions {
  description: string;
  nullable?: boolean | 'items' | 'itemsAndList';
  /** Class of the field's arguments (@ArgsType). */
  args?: ClassType;
  deprecationReason?: string;
  /** What a value costs; 1 unless given. */
  cost?: number;
}

/**
 * Adds a field to a GraphQL type, one of a feature above too, that the read compiler answers as the read type
 * declares. Unlike @FieldResolver it wants no method, which would never run.
 */
export function readField(
  type: ClassType,
  name: string,
  returns: Returns,
  { args, cost, ...options }: ReadFieldOptions,
): void {
  Field(returns, options)(type.prototype, name);
  if (cost !== undefined) Extensions({ cost })(type.prototype, name);
  if (args) Args(() => args)(type.prototype, name, 0);
}
