import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

/** Items that a plain list counts for, unless its field says otherwise by `extensions.listSize`. */
const PLAIN_LIST_SIZE = 10;
/** Items that a page counts for when its size is neither written nor given: the largest page there is. */
const PAGE_SIZE = 100;

/** Arguments that hold the number of items. */
const SIZE_ARGUMENTS = new Set(['first', 'last', 'limit']);
/** Fields of a connection that repeat once per item; the others exist once, but for those that say `extensions.perItem`. */
const ITEM_FIELDS = new Set(['edges', 'nodes']);
/** Share of the whole limit that the standard introspection query costs. */
const INTROSPECTION_SHARE = 0.5;
/** How often the fields of introspection have a value, on average over all types; the number of types is known. */
const INTROSPECTION_SIZES: Readonly<Record<string, number>> = {
  '__Schema.directives': 8,
  '__Type.fields': 6,
  '__Type.inputFields': 3,
  '__Type.enumValues': 2,
  '__Type.interfaces': 0.5,
  '__Type.possibleTypes': 0.5,
  '__Type.ofType': 0.6,
  '__Field.args': 0.5,
  '__Directive.args': 2,
  '__Directive.locations': 4,
};

/** A number of items: the largest that the arguments give, part of them by variables of the request, or else `otherwise`. */
interface Size {
  readonly written: number | null;
  readonly variables: readonly { readonly name: string; readonly fallback: number | null }[];
  readonly otherwise: number;
}

/** The cost of a selection: what it holds itself, and other selections, each a number of times. */
interface Step {
  own: number;
  readonly parts: { readonly step: number; readonly size: Size }[];
}

/** The cost of an operation, to be computed with the variables of a request. Steps only refer to steps before them. */
export type CostPlan = readonly Step[];

/** Compiles the costs of the operations of one schema. Documents must be valid. */
export class CostCompiler {
  /** What one value of introspection costs; values of data cost 1. */
  private introspectionUnit = 1;

  constructor(
    private readonly schema: GraphQLSchema,
    limit: number,
  ) {
    const standard = parse(getIntrospectionQuery({ inputValueDeprecation: true }));
    this.introspectionUnit = (limit * INTROSPECTION_SHARE) / costOf(this.compile(standard, operationOf(standard)), {});
  }

  compile(document: DocumentNode, operation: OperationDefinitionNode): CostPlan {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    }
    const compilation = new Compilation(this.schema, fragments, defaultsOf(operation), this.introspectionUnit);
    compilation.selection(operation.selectionSet, this.schema.getRootType(operation.operation), ONCE);
    return compilation.steps;
  }
}

/** How many values the answer may hold at most, given the variables of the request. */
export function costOf(plan: CostPlan, variables: Readonly<Record<string, unknown>>): number {
  const costs: number[] = [];
  for (const { own, parts } of plan) {
    let cost = own;
    for (const { step, size } of parts) cost += costs[step]! * itemsOf(size, variables);
    costs.push(cost);
  }
  return Math.min(Math.ceil(costs.at(-1) ?? 0), Number.MAX_SAFE_INTEGER);
}

function itemsOf(size: Size, variables: Readonly<Record<string, unknown>>): number {
  let items = size.written;
  for (const { name, fallback } of size.variables) {
    const given = numberIn(variables[name]) ?? fallback;
    if (given !== null) items = Math.max(items ?? 0, given);
  }
  return items ?? size.otherwise;
}

class Compilation {
  readonly steps: Step[] = [];
  private readonly done = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly defaults: ReadonlyMap<string, number>,
    private readonly introspectionUnit: number,
  ) {}

  /** The step of a selection. `page` is the size of the connection that the selection belongs to, if it is one. */
  selection(set: SelectionSetNode, type: GraphQLNamedType | undefined | null, page: Size): number {
    const step: Step = { own: 0, parts: [] };
    this.add(set, type, page, step);
    return this.steps.push(step) - 1;
  }

  private add(set: SelectionSetNode, type: GraphQLNamedType | undefined | null, page: Size, step: Step): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        this.field(selection, type, page, step);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        this.add(selection.selectionSet, condition ? this.schema.getType(condition.name.value) : type, page, step);
      } else {
        const part = this.fragment(selection.name.value, page);
        if (part !== null) step.parts.push({ step: part, size: ONCE });
      }
    }
  }

  private fragment(name: string, page: Size): number | null {
    const node = this.fragments.get(name);
    if (!node) return null;
    const key = `${name} ${JSON.stringify(page)}`;
    let step = this.done.get(key);
    if (step === undefined) {
      step = this.selection(node.selectionSet, this.schema.getType(node.typeCondition.name.value), page);
      this.done.set(key, step);
    }
    return step;
  }

  private field(node: FieldNode, parent: GraphQLNamedType | undefined | null, page: Size, step: Step): void {
    const name = node.name.value;
    if (name === '__typename') return;
    if ((name === '__schema' || name === '__type') && node.selectionSet) {
      const type = this.schema.getType(name === '__schema' ? '__Schema' : '__Type');
      step.parts.push({ step: this.selection(node.selectionSet, type, ONCE), size: fixed(this.introspectionUnit) });
      return;
    }
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    step.own += numberIn(field?.extensions.cost) ?? 1;
    if (!field || !node.selectionSet) return;
    const type = getNamedType(field.type);
    if (isLeafType(type)) return;

    if (parent!.name.startsWith('__')) {
      step.parts.push({
        step: this.selection(node.selectionSet, type, ONCE),
        size: this.introspectionSize(field, parent!),
      });
    } else if (isList(field.type)) {
      const perItem = ITEM_FIELDS.has(name) || field.extensions.perItem === true;
      const items = perItem && page !== ONCE ? page : this.listSize(node, field);
      step.parts.push({ step: this.selection(node.selectionSet, type, ONCE), size: items });
    } else {
      const inner = this.pageSize(node, field) ?? (isConnection(type) ? fixed(PAGE_SIZE) : ONCE);
      step.parts.push({ step: this.selection(node.selectionSet, type, inner), size: ONCE });
    }
  }

  private introspectionSize(field: GraphQLField<unknown, unknown>, parent: GraphQLNamedType): Size {
    const path = `${parent.name}.${field.name}`;
    return fixed(
      path === '__Schema.types' ? Object.keys(this.schema.getTypeMap()).length : (INTROSPECTION_SIZES[path] ?? 1),
    );
  }

  private listSize(node: FieldNode, field: GraphQLField<unknown, unknown>): Size {
    return this.pageSize(node, field) ?? fixed(numberIn(field.extensions.listSize) ?? PLAIN_LIST_SIZE);
  }

  /** The size asked for by arguments, or null when the field has no argument for it. */
  private pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): Size | null {
    const declared = field.args.filter(({ name }) => SIZE_ARGUMENTS.has(name));
    if (declared.length === 0) return null;
    let written: number | null = null;
    let otherwise = 0;
    const variables: Size['variables'][number][] = [];
    for (const { name, defaultValue } of declared) {
      const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
      otherwise = Math.max(otherwise, numberIn(defaultValue) ?? 0);
      if (given?.kind === Kind.VARIABLE) {
        const variable = given.name.value;
        variables.push({ name: variable, fallback: this.defaults.get(variable) ?? null });
      } else if (given?.kind === Kind.INT) {
        written = Math.max(written ?? 0, Number(given.value));
      }
    }
    return { written, variables, otherwise: otherwise || PAGE_SIZE };
  }
}

const ONCE: Size = fixed(1);

function fixed(items: number): Size {
  return { written: items, variables: [], otherwise: items };
}

function isConnection(type: GraphQLNamedType): boolean {
  return isObjectType(type) && Object.keys(type.getFields()).some((name) => ITEM_FIELDS.has(name));
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The default values of an operation's variables that are whole numbers. */
function defaultsOf({ variableDefinitions }: OperationDefinitionNode): Map<string, number> {
  const defaults = new Map<string, number>();
  for (const { variable, defaultValue } of variableDefinitions ?? []) {
    if (defaultValue?.kind === Kind.INT) defaults.set(variable.name.value, Number(defaultValue.value));
  }
  return defaults;
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  return document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
}
