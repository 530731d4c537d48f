import type { GraphQLSchema } from 'graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';

/** Builds the schema of the resolvers. Inputs are validated by the writes, which imports share, not by decorators. */
export function buildGraphqlSchema(resolvers: readonly (new () => object)[]): GraphQLSchema {
  return buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<new () => object>,
    validate: false,
  });
}

/** The schema as the contract that is committed: sorted, so that a diff shows what changed. */
export const printGraphqlSchema = (schema: GraphQLSchema): string =>
  `${printSchema(lexicographicSortSchema(schema))}\n`;
