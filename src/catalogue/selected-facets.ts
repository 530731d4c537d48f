import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { Selection } from '../platform/read/selection.ts';

/** The facets that an operation selects, by name: only these are counted. */
export function selectedFacets(info: GraphQLResolveInfo): string[] {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return [];
  const selection = new Selection(info.schema, info.fragments, info.variableValues);
  const facets = getNamedType(type.getFields().facets!.type);
  if (!isObjectType(facets)) return [];
  const names = [...selection.below(type, info.fieldNodes).values()]
    .filter(([node]) => node!.name.value === 'facets')
    .flatMap((nodes) => Array.from(selection.below(facets, nodes).values(), ([node]) => node!.name.value));
  return [...new Set(names)];
}
