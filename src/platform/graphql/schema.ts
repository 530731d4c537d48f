import type { GraphQLSchema } from 'graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';

/** Builds the schema of the resolvers. Inputs are validated by the writes, which imports share, not by decorators. */
export function buildGraphqlSchema(resolvers: readonly (new () => object)[]): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<new () => object>,
    validate: false,
  });
  for (const [type, description] of [
    [schema.getQueryType(), 'What can be asked. All that is hidden from the viewer is as if it did not exist.'],
    [schema.getMutationType(), 'What can be changed, each in one transaction: wholly, or not at all.'],
  ] as const) {
    if (type) type.description = description;
  }
  return schema;
}

/** The schema as the contract that is committed: sorted, so that a diff shows what changed. */
export const printGraphqlSchema = (schema: GraphQLSchema): string =>
  `${printSchema(lexicographicSortSchema(schema))}\n`;
