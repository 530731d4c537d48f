import type { EntityClass } from '@mikro-orm/core';
import { type GraphQLObjectType, type GraphQLSchema, isNonNullType, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { objectTypeName } from './graphql-names.ts';

/**
 * Decorators and resolvers below root fields would never run, since reads do not call nested resolvers: what
 * looks like a guard would guard nothing. So their presence is an error.
 */
export function nestedResolverProblems(schema: GraphQLSchema, readTypes: ReadonlySet<EntityClass<object>>): string[] {
  const storage = getMetadataStorage();
  const roots = [...storage.queries, ...storage.mutations, ...storage.subscriptions];
  const isRoot = (target: EntityClass<object>, name: string) =>
    roots.some((root) => root.target === target && root.methodName === name);
  const typeOf = (target: EntityClass<object>, name: string): EntityClass<object> =>
    storage.fieldResolvers.find((field) => field.target === target && field.methodName === name)?.getObjectType?.() ??
    target;
  const inSchema = (target: EntityClass<object>) => {
    const name = objectTypeName(target);
    return name !== null && isObjectType(schema.getType(name)) ? name : null;
  };
  const problems: string[] = [];
  for (const { target, fieldName } of [...storage.authorizedFields, ...storage.middlewares]) {
    const type = isRoot(target, fieldName) ? null : inSchema(typeOf(target, fieldName));
    if (type) {
      problems.push(
        `${type}.${fieldName} has @Authorized or a middleware, which would not run: guard root fields, or use the policy`,
      );
    }
  }
  const guardedClasses = new Set(
    [...storage.authorizedResolver, ...storage.resolverMiddlewares].map(({ target }) => target),
  );
  for (const { target, methodName, schemaName, getObjectType } of storage.fieldResolvers) {
    const owner = getObjectType?.() ?? target;
    const type = inSchema(owner);
    if (!type) continue;
    if (guardedClasses.has(target)) {
      problems.push(
        `${type}.${schemaName} is in a resolver with @Authorized or a middleware, which would not run for it`,
      );
    }
    const method = Object.getOwnPropertyDescriptor(target.prototype, methodName)?.value;
    if (!readTypes.has(owner) && typeof method === 'function') {
      problems.push(`${type}.${schemaName} is resolved by a method, which would not run: let the root field answer it`);
    }
  }
  return problems;
}

/** A payload that tells errors is empty when there are some, so everything else in it must be nullable. */
export function payloadProblems(schema: GraphQLSchema): string[] {
  const payloads = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ type }) => {
    const payload = isNonNullType(type) ? type.ofType : type;
    return isObjectType(payload) && tellsErrors(payload) ? payload : [];
  });
  return [...new Set(payloads)].flatMap((payload) =>
    Object.values(payload.getFields())
      .filter((field) => field.name !== 'errors' && isNonNullType(field.type))
      .map((field) => `${payload.name}.${field.name} must be nullable: it is null when \`errors\` is not empty`),
  );
}

/** Whether a payload has a place for user errors: `errors: [UserError!]!`. */
export function tellsErrors(payload: GraphQLObjectType): boolean {
  return String(payload.getFields().errors?.type) === '[UserError!]!';
}
