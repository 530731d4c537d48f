import { type GraphQLObjectType, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { type FieldNodes, Selection } from '../platform/read/selection.ts';
import type { Telling } from '../platform/search/explain.ts';

/** What an operation selects of a search: only this is worked out. */
export interface SelectedFields {
  /** Facets by name. */
  readonly facets: readonly string[];
  /** What the hits are to say of themselves. */
  readonly tellings: readonly Telling[];
}

const TELLINGS: readonly Telling[] = ['highlights', 'reasons'];

/** What is selected of the connection that a field answers with. */
export function selectedFields(info: GraphQLResolveInfo): SelectedFields {
  const selection = new Selection(info.schema, info.fragments, info.variableValues);
  const type = getNamedType(info.returnType) as GraphQLObjectType;
  const below = (field: string): string[] => {
    const inner = getNamedType(type.getFields()[field]!.type);
    const nodes = [...selection.below(type, info.fieldNodes).values()].filter(([node]) => node!.name.value === field);
    const names = (nodes: FieldNodes) =>
      isObjectType(inner) ? Array.from(selection.below(inner, nodes).values(), ([node]) => node!.name.value) : [];
    return [...new Set(nodes.flatMap(names))];
  };
  const edges = below('edges');
  return { facets: below('facets'), tellings: TELLINGS.filter((name) => edges.includes(name)) };
}
