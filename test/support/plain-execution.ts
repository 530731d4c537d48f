import { type ExecutionResult, execute, type GraphQLSchema, isAbstractType, isObjectType, parse } from 'graphql';

/** A resolver as anybody would write it, over rows held in memory. */
// biome-ignore lint/suspicious/noExplicitAny: rows and arguments are of every shape here
export type PlainResolver<Context> = (row: any, args: any, context: Context) => unknown;

/** Resolvers by `Type.field`; the others take the property of the row that is named like the field, in snake_case. */
export type PlainResolvers<Context> = Readonly<Record<string, PlainResolver<Context>>>;

/** A schema without any of its own resolvers. It must be built for this: it is changed. */
export function withoutResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) field.resolve = undefined;
    if (isAbstractType(type)) type.resolveType = undefined;
  }
  return schema;
}

/** Executes an operation the plain way: graphql-js, resolver by resolver. Rows of abstract types carry `__typename`. */
export function executePlainly<Context>(
  schema: GraphQLSchema,
  resolvers: PlainResolvers<Context>,
  operation: { source: string; variables: Record<string, unknown> },
  context: Context,
): ExecutionResult {
  return execute({
    schema,
    document: parse(operation.source),
    variableValues: operation.variables,
    contextValue: context,
    fieldResolver: (row, args, context: Context, { parentType, fieldName }) => {
      const resolver = resolvers[`${parentType.name}.${fieldName}`];
      if (resolver) return resolver(row, args, context);
      return row[fieldName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] ?? row[fieldName];
    },
    typeResolver: (row) => row.__typename,
  }) as ExecutionResult;
}
