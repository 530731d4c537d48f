import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { CostCompiler, costOf } from '../../src/platform/graphql/document-cost.ts';
import { DEFAULT_LIMITS } from '../../src/platform/graphql/limits.ts';
import { literal, type Values, valuesOf } from './values.ts';

export type Field = GraphQLField<unknown, unknown>;
export type Arguments = Readonly<Record<string, unknown>>;

/** A selection that can be taken apart when it costs too much. */
interface Body {
  readonly text: string;
  readonly halves: () => readonly Body[];
}

const PAGING = new Set(['first', 'after', 'last', 'before']);

/** Rows of a page at the root, and below it. */
const ROOT_PAGE = 10;
const PAGE = 3;

/** Whether a field is a Relay connection. */
export const isPaged = ({ args }: Field): boolean => args.some(({ name }) => name === 'last');

/** Writes all queries of a schema that go so and so deep: whatever is added to the schema is asked for without further ado. */
export class QueryWriter {
  private readonly costs: CostCompiler;

  constructor(
    readonly schema: GraphQLSchema,
    readonly values: Values,
  ) {
    this.costs = new CostCompiler(schema, DEFAULT_LIMITS.cost);
  }

  get roots(): Field[] {
    return Object.values(this.schema.getQueryType()!.getFields());
  }

  /**
   * Queries that follow every path from a root field, `depth` objects long, and select all leaves at its end and one before.
   * `type` is what the root field answers, where more is known than the schema tells.
   */
  paths(root: Field, args: Arguments, depth: number, type?: GraphQLObjectType): string[] {
    const inner = (fragment: Body) => (type ? within(`{ __typename ... on ${type.name}`, '}')(fragment) : fragment);
    const queue = this.bodies(type ?? getNamedType(root.type), depth).map(inner);
    const queries: string[] = [];
    for (let body = queue.shift(); body; body = queue.shift()) {
      const query = this.query(root, args, body.text);
      // What is refused even alone, lists of lists of lists, nobody can ask.
      if (this.isTooMuch(query)) queue.push(...body.halves());
      else queries.push(query);
    }
    return queries;
  }

  /** A query of a root field; of its first page unless the arguments say otherwise. */
  private query(root: Field, args: Arguments, body: string): string {
    return `{ ${call(root, withPage(root, args, ROOT_PAGE))} ${body} }`;
  }

  /** The arguments with which a field can be called: each value of each argument, the others as far as they are needed. */
  argumentSets(field: Field): Arguments[] {
    const needed = this.neededOf(field.args.filter(isRequiredArgument));
    const isLeaf = ({ name, type }: GraphQLArgument) => !PAGING.has(name) && !isInputObjectType(getNamedType(type));
    const sets = field.args
      .filter(isLeaf)
      .flatMap(({ name, type }) => valuesOf(this.values, name, type).map((value) => ({ ...needed, [name]: value })));
    const objects = field.args.filter(
      ({ name, type }) => name !== 'filter' && !PAGING.has(name) && isInputObjectType(getNamedType(type)),
    );
    const more = objects.length > 0 ? sets.map((set) => ({ ...this.neededOf(objects), ...set })) : [];
    return [needed, ...sets, ...more];
  }

  /** All conditions of a filter that name one thing only, each also turned round and put together with itself. */
  filters(type: GraphQLInputObjectType): object[] {
    const isJunction = ({ name }: GraphQLInputField) => ['and', 'or', 'not'].includes(name);
    const fields = Object.values(type.getFields());
    const single = fields.filter((field) => !isJunction(field)).flatMap((field) => this.conditions(field));
    if (!fields.some(isJunction)) return single;
    return single.flatMap((filter) => [filter, { not: { or: [filter], and: [filter] } }]);
  }

  private conditions({ name, type }: GraphQLInputField): object[] {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return valuesOf(this.values, name, type).map((value) => ({ [name]: value }));
    const fields = Object.values(named.getFields());
    const needed = this.neededOf(fields.filter(isRequiredInputField));
    return fields.flatMap((inner) => {
      const known = isInputObjectType(getNamedType(inner.type))
        ? this.conditions(inner).map((condition) => (condition as Record<string, unknown>)[inner.name])
        : valuesOf(this.values, NAMELESS.has(inner.name) ? name : inner.name, inner.type);
      const wrap = (value: object) => (isListType(getNullableType(type)) ? [value] : value);
      return known.map((value) => ({ [name]: wrap({ ...needed, [inner.name]: value }) }));
    });
  }

  /** A value for each of the arguments, or fields of an input. */
  neededOf(needed: readonly (GraphQLArgument | GraphQLInputField)[]): Arguments {
    return Object.fromEntries(
      needed.map(({ name, type }) => {
        const named = getNamedType(type);
        if (!isInputObjectType(named)) return [name, valuesOf(this.values, name, type).at(-1)];
        return [name, this.neededOf(Object.values(named.getFields()).filter(isRequiredInputField))];
      }),
    );
  }

  /** A call of a connection, with all there is to it, of its rows the ids alone. */
  page(field: Field, args: Arguments): string {
    const { nodes, edges, ...rest } = (getNamedType(field.type) as GraphQLObjectType).getFields();
    const { node, ...aside } = (getNamedType(edges!.type) as GraphQLObjectType).getFields();
    const rows = `${this.whole(Object.values(aside))} node { __typename ... on Node { id } }`;
    return `${call(field, withPage(field, args, ROOT_PAGE))} { ${this.whole(Object.values(rest))} edges { ${rows} } }`;
  }

  /** Selections of a type that together follow every path of a length. */
  private bodies(type: GraphQLNamedType, depth: number): Body[] {
    if (isAbstractType(type)) {
      return this.schema
        .getPossibleTypes(type)
        .flatMap((possible) => this.bodies(possible, depth).map(within(`{ __typename ... on ${possible.name}`, '}')));
    }
    if (!isObjectType(type)) return [];
    return isConnection(type) ? this.connections(type, depth) : this.objects(type, depth);
  }

  private objects(type: GraphQLObjectType, depth: number): Body[] {
    const composite = fieldsOf(type).filter((field) => isCompositeType(getNamedType(field.type)));
    const leaves = this.leaves(type);
    if (depth === 0 || composite.length === 0) return [body([`{ ${leaves}`], '}')];
    const below = composite.flatMap((field) =>
      this.bodies(getNamedType(field.type), depth - 1).map((inner, index) =>
        within(`${index === 0 ? '' : `${field.name}_${index}: `}${this.call(field)}`, '')(inner),
      ),
    );
    // What lies on the way is selected whole by the paths that end there.
    if (depth > 1) return below.map(within('{ __typename', '}'));
    return [body([`{ ${leaves}`], '}', below)];
  }

  private connections(type: GraphQLObjectType, depth: number): Body[] {
    const { nodes, edges, ...rest } = type.getFields() as Record<string, Field>;
    const { node, ...aside } = (getNamedType(edges!.type) as GraphQLObjectType).getFields();
    const own = this.whole(Object.values(rest));
    const ofEdge = this.whole(Object.values(aside));
    return this.bodies(getNamedType(node!.type), depth).map((inner) =>
      nodes
        ? within(`{ ${own} edges { ${ofEdge} node { __typename } } nodes`, '}')(inner)
        : within(`{ ${own} edges { ${ofEdge} node`, '} }')(inner),
    );
  }

  /** A mutation, with all of its payload down to objects that have an id. */
  mutation(field: Field, input: unknown): string {
    return `mutation { ${call(field, { input })} ${this.payload(field)} }`;
  }

  /** All of a payload down to objects that have an id. */
  payload(field: Field): string {
    return `{ ${this.whole(fieldsOf(getNamedType(field.type) as GraphQLObjectType))} }`;
  }

  /** Fields with all that is in them, down to objects that have an id. */
  private whole(fields: readonly Field[]): string {
    const selected = fields
      .filter((field) => !isPaged(field))
      .map((field) => {
        const type = getNamedType(field.type);
        if (!isCompositeType(type)) return this.variants(field);
        const inner = isObjectType(type) && type.getInterfaces().length === 0 ? this.whole(fieldsOf(type)) : '';
        return `${this.call(field)} { __typename ${inner} }`;
      });
    return selected.join(' ');
  }

  /** All leaf fields of a type, once for each value of what few values there are to ask with. */
  private leaves(type: GraphQLObjectType): string {
    const leaves = fieldsOf(type).filter((field) => !isCompositeType(getNamedType(field.type)));
    return ['__typename', ...leaves.map((field) => this.variants(field))].join(' ');
  }

  private variants(field: Field): string {
    const needed = this.neededOf(field.args.filter(isRequiredArgument));
    const sets = field.args
      .filter(hasFewValues)
      .flatMap(({ name, type }) => valuesOf(this.values, name, type).map((value) => ({ ...needed, [name]: value })));
    return [needed, ...sets]
      .map((args, index) => `${index ? `${field.name}_${index}: ` : ''}${call(field, args)}`)
      .join(' ');
  }

  /** A field that is asked for once: a small page, and what can be switched on is on. */
  private call(field: Field): string {
    const needed = this.neededOf(field.args.filter((argument) => isRequiredArgument(argument) || isFlag(argument)));
    const on = field.args.filter(({ name }) => INCLUDES.test(name)).map(({ name }) => [name, true]);
    return call(field, withPage(field, { ...needed, ...Object.fromEntries(on) }, PAGE));
  }

  private isTooMuch(query: string): boolean {
    const document = parse(query);
    return (
      costOf(this.costs.compile(document, document.definitions[0] as OperationDefinitionNode), {}) > DEFAULT_LIMITS.cost
    );
  }
}

/** Fields of inputs that say how to compare, not what. */
const NAMELESS = new Set(['eq', 'in', 'startsWith', 'contains', 'gte', 'lte', 'lt']);

/** Flags that add rows; others take some away. */
const INCLUDES = /^include/;

const isFlag = ({ type }: GraphQLArgument): boolean => String(getNullableType(type)) === 'Boolean';
const hasFewValues = (argument: GraphQLArgument): boolean =>
  isFlag(argument) || isEnumType(getNullableType(argument.type));

/** A Relay connection, of whatever kind. */
export const isConnection = (type: GraphQLObjectType): boolean => {
  const { edges, pageInfo } = type.getFields();
  return edges !== undefined && pageInfo !== undefined;
};

const fieldsOf = (type: GraphQLObjectType): Field[] => Object.values(type.getFields());

const withPage = (field: Field, args: Arguments, size: number): Arguments =>
  isPaged(field) && !('first' in args) && !('last' in args) ? { ...args, first: size } : args;

function call({ name }: Field, args: Arguments): string {
  const texts = Object.entries(args).map(([argument, value]) => `${argument}: ${literal(value)}`);
  return texts.length > 0 ? `${name}(${texts.join(', ')})` : name;
}

function body(own: readonly string[], end: string, parts: readonly Body[] = []): Body {
  const text = [...own, ...parts.map((part) => part.text), end].join(' ');
  const middle = Math.ceil(parts.length / 2);
  const halves = () =>
    parts.length > 1
      ? [parts.slice(0, middle), parts.slice(middle)].map((half) => body(own, end, half))
      : parts.flatMap((part) => part.halves().map((half) => body(own, end, [half])));
  return { text, halves };
}

const within =
  (start: string, end: string) =>
  (inner: Body): Body =>
    body([start], end, [inner]);
