import type { GraphQLObjectType } from 'graphql';
import { MODULES } from '../../src/modules.ts';
import { NodeResolver } from '../../src/platform/graphql/node.ts';
import { buildGraphqlSchema } from '../../src/platform/graphql/schema.ts';

/** The schema of the application. */
export const schema = buildGraphqlSchema([NodeResolver, ...MODULES.flatMap(({ resolvers }) => resolvers)]);

/** The prefixes of global ids, by the types that have one. */
export const PREFIXES: ReadonlyMap<string, string> = new Map(
  MODULES.flatMap(({ reads }) => reads).flatMap(({ entity, prefix }) => (prefix ? [[entity.name, prefix]] : [])),
);

/** The type of which a global id is. */
export function typeOfId(id: string): GraphQLObjectType {
  const [name] = [...PREFIXES].find(([, prefix]) => id.startsWith(`${prefix}_`))!;
  return schema.getType(name) as GraphQLObjectType;
}
