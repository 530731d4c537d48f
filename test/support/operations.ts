import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  parse,
  validate,
} from 'graphql';
import type { Random } from './random.ts';

/** The arguments of a field, as JSON; `undefined` leaves the field out. Arguments that it does not name are not given. */
export type ArgumentsOf = (
  field: { type: string; name: string; args: readonly GraphQLArgument[] },
  random: Random,
) => Record<string, unknown> | undefined;

export interface OperationOptions {
  /** How deep selections nest. */
  depth: number;
  /** Most fields of one selection set. */
  width: number;
  argumentsOf: ArgumentsOf;
}

export interface Operation {
  source: string;
  variables: Record<string, unknown>;
}

/**
 * A random valid query of a schema: aliases, named and inline fragments, merged fields, @include and @skip, arguments as
 * literals and as variables.
 */
export function randomOperation(schema: GraphQLSchema, random: Random, options: OperationOptions): Operation {
  for (;;) {
    const operation = new Writer(schema, random, options).write();
    // Same keys may meet with other arguments or types: easier to throw away than to avoid.
    if (operation.source.length < 20_000 && validate(schema, parse(operation.source)).length === 0) return operation;
  }
}

class Writer {
  private readonly variables = new Map<string, { type: string; value: unknown }>();
  private readonly fragments: string[] = [];
  /** Names of fragments by the type that they are on. */
  private readonly reusable = new Map<string, string[]>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly random: Random,
    readonly options: OperationOptions,
  ) {}

  write(): Operation {
    const selection = this.selection(this.schema.getQueryType()!, this.options.depth);
    const declared = Array.from(this.variables, ([name, { type }]) => `$${name}: ${type}`);
    return {
      source: `query Random${declared.length ? `(${declared.join(', ')})` : ''} ${selection}\n${this.fragments.join('\n')}`,
      variables: Object.fromEntries(
        Array.from(this.variables, ([name, { value }]): [string, unknown] => [name, value]).filter(
          ([, value]) => value !== undefined,
        ),
      ),
    };
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    const { random } = this;
    const parts: string[] = [];
    for (let count = random.whole(1, this.options.width); count > 0; count--) {
      const part = random.chance(0.2) ? this.fragment(type, depth) : this.field(type, depth);
      if (part) parts.push(part);
    }
    if (parts.length === 0) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  private field(type: GraphQLNamedType, depth: number): string | null {
    const { random } = this;
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    if (fields.length === 0 || random.chance(0.06)) return `${this.alias('__typename')}__typename${this.directives()}`;
    const usable = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    if (usable.length === 0) return null;
    const field = random.pick(usable);
    const args = this.arguments(type.name, field);
    if (args === null) return null;
    const inner = getNamedType(field.type);
    const selection = isCompositeType(inner) ? ` ${this.selection(inner, depth - 1)}` : '';
    const text = `${this.alias(field.name)}${field.name}${args}${this.directives()}${selection}`;
    // The same again, selecting other things, is merged.
    if (selection && random.chance(0.08))
      return `${text} ${text.slice(0, -selection.length)} ${this.selection(inner, depth - 1)}`;
    return text;
  }

  private alias(name: string): string {
    if (!this.random.chance(0.25)) return '';
    const pool = [
      'a',
      'b',
      'id',
      'name',
      `${name}_2`,
      `a_key_that_is_longer_than_the_sixty_three_bytes_of_a_name_in_postgres_${name}`,
    ];
    return `${this.random.pick(pool)}: `;
  }

  private arguments(type: string, field: GraphQLField<unknown, unknown>): string | null {
    if (field.args.length === 0) return '';
    const values = this.options.argumentsOf({ type, name: field.name, args: field.args }, this.random);
    if (values === undefined) return null;
    const given = field.args.filter((argument) => argument.name in values || isRequiredArgument(argument));
    const texts = given.map((argument) => `${argument.name}: ${this.value(argument, values[argument.name])}`);
    return texts.length ? `(${texts.join(', ')})` : '';
  }

  private value(argument: GraphQLArgument, value: unknown): string {
    const isEnum = typeof value === 'string' && 'getValues' in getNamedType(argument.type);
    if (this.random.chance(0.5)) return isEnum ? String(value) : literal(value);
    return this.variable(String(argument.type), value);
  }

  private variable(type: string, value: unknown): string {
    const name = `v${this.variables.size}`;
    this.variables.set(name, { type, value });
    return `$${name}`;
  }

  private directives(): string {
    const { random } = this;
    if (!random.chance(0.08)) return '';
    const included = random.chance(0.6);
    const name = random.pick(['include', 'skip']);
    const value = (name === 'include') === included;
    return ` @${name}(if: ${random.chance(0.7) ? this.variable('Boolean!', value) : value})`;
  }

  private fragment(type: GraphQLNamedType, depth: number): string {
    const { random } = this;
    const condition = random.pick(this.overlapping(type));
    const known = this.reusable.get(condition.name);
    if (known && random.chance(0.3)) return `...${random.pick(known)}${this.directives()}`;
    const selection = this.selection(condition, depth - 1);
    if (random.chance(0.5)) {
      const on = condition === type && random.chance(0.3) ? '' : ` on ${condition.name}`;
      return `...${on}${this.directives()} ${selection}`;
    }
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${condition.name} ${selection}`);
    this.reusable.set(condition.name, [...(this.reusable.get(condition.name) ?? []), name]);
    return `...${name}${this.directives()}`;
  }

  /** The types that a fragment may be on where a value of this type is. */
  private overlapping(type: GraphQLNamedType): GraphQLNamedType[] {
    const possible = (other: GraphQLNamedType): readonly GraphQLObjectType[] =>
      isAbstractType(other) ? this.schema.getPossibleTypes(other) : isObjectType(other) ? [other] : [];
    const own = possible(type);
    return Object.values(this.schema.getTypeMap()).filter(
      (other) =>
        isCompositeType(other) &&
        !other.name.startsWith('__') &&
        possible(other).some((object) => own.includes(object)),
    );
  }
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  return `{${Object.entries(value)
    .map(([name, field]) => `${name}: ${literal(field)}`)
    .join(', ')}}`;
}
