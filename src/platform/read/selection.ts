import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import { memo } from './memo.ts';

export type Variables = Readonly<Record<string, unknown>>;
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;
/** The nodes of one response key; the same array for the same place of a selection, so that it can serve as a key. */
export type FieldNodes = readonly FieldNode[];
export type Fields = ReadonlyMap<string, FieldNodes>;

/** What an operation selects under given variables: fragments applied, directives decided, equal keys merged. */
export class Selection {
  private readonly known = new Map<FieldNodes | SelectionSetNode, Map<GraphQLObjectType, Fields>>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: Fragments,
    readonly variables: Variables,
  ) {}

  /** The fields of an operation's root. */
  root(type: GraphQLObjectType, selectionSet: SelectionSetNode): Fields {
    return this.memo(type, selectionSet, () => [selectionSet]);
  }

  /** The fields below merged nodes, for a value of the given type. */
  below(type: GraphQLObjectType, nodes: FieldNodes): Fields {
    return this.memo(type, nodes, () => nodes.flatMap((node) => node.selectionSet ?? []));
  }

  private memo(
    type: GraphQLObjectType,
    key: FieldNodes | SelectionSetNode,
    sets: () => readonly SelectionSetNode[],
  ): Fields {
    const byType = memo(this.known, key, () => new Map<GraphQLObjectType, Fields>());
    return memo(byType, type, () => this.collect(type, sets()));
  }

  private collect(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Fields {
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) this.visit(type, set, fields, visited);
    return fields;
  }

  private visit(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    fields: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const node of set.selections) {
      if (node.directives?.length && !this.included(node)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const nodes = fields.get(key);
        if (nodes) nodes.push(node);
        else fields.set(key, [node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (this.applies(node, type)) this.visit(type, node.selectionSet, fields, visited);
      } else if (!visited.has(node.name.value)) {
        visited.add(node.name.value);
        const fragment = this.fragments[node.name.value];
        if (fragment && this.applies(fragment, type)) this.visit(type, fragment.selectionSet, fields, visited);
      }
    }
  }

  private included(node: { readonly directives?: readonly DirectiveNode[] }): boolean {
    if (getDirectiveValues(GraphQLSkipDirective, node, this.variables)?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, this.variables)?.if !== false;
  }

  private applies(
    { typeCondition }: Pick<Partial<FragmentDefinitionNode>, 'typeCondition'>,
    type: GraphQLObjectType,
  ): boolean {
    if (!typeCondition || typeCondition.name.value === type.name) return true;
    const condition = typeFromAST(this.schema, typeCondition);
    return isAbstractType(condition) && this.schema.isSubType(condition, type);
  }
}
