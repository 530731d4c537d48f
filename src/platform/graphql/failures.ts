import { type ASTNode, GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { userErrorsOf } from '../errors/user-error.ts';
import type { RequestContext } from './context.ts';

/** A place in the response, as a list from its end. */
export interface ResponsePath {
  readonly before: ResponsePath | null;
  readonly key: string | number;
}

function pathList(path: ResponsePath | null): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let place = path; place; place = place.before) keys.push(place.key);
  return keys.reverse();
}

/** The errors of a field, located; thrown until a nullable place takes them in. */
export class FieldFailure extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super(errors[0]?.message);
  }
}

/** The failure of a place that must not be null and is. */
export function impossibleNull(coordinate: string, nodes: readonly ASTNode[], path: ResponsePath): FieldFailure {
  return new FieldFailure([
    new GraphQLError(`Cannot return null for non-nullable field ${coordinate}.`, {
      nodes: [...nodes],
      path: pathList(path),
    }),
  ]);
}

/**
 * Anything thrown by a field, as located errors: what the caller can mend with its code and path, GraphQL errors
 * as they are; everything else is logged and masked.
 */
export function failureOf(
  thrown: unknown,
  nodes: readonly ASTNode[],
  path: ResponsePath | null,
  context: RequestContext,
): FieldFailure {
  if (thrown instanceof FieldFailure) return thrown;
  const place = { nodes: [...nodes], path: path ? pathList(path) : undefined };
  const located = (message: string, extensions: GraphQLErrorExtensions) =>
    new GraphQLError(message, { ...place, extensions });
  const mendable = userErrorsOf(thrown);
  if (mendable) {
    return new FieldFailure(mendable.map(({ code, path, text }) => located(text[context.language], { code, path })));
  }
  if (thrown instanceof GraphQLError) return new FieldFailure([located(thrown.message, thrown.extensions)]);
  logOnce(thrown, place.path, context);
  const { requestId } = context;
  return new FieldFailure([located('Internal server error.', { code: 'INTERNAL_SERVER_ERROR', requestId })]);
}

/** Errors that are in the log; one error of a statement may fail many fields. */
const logged = new WeakSet<object>();

function logOnce(
  thrown: unknown,
  path: readonly (string | number)[] | undefined,
  { log, requestId }: RequestContext,
): void {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (logged.has(error)) return;
  logged.add(error);
  log.error({ err: error, requestId, path }, 'a field failed');
}
