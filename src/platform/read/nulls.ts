import { type GraphQLOutputType, getNullableType, isListType, isNonNullType } from 'graphql';
import { FieldFailure, impossibleNull, type ResponsePath } from '../graphql/failures.ts';
import { IMPOSSIBLE_NULL } from './printing.ts';
import type { Shape, ShapeField } from './shape.ts';

export const hasImpossibleNull = (text: string): boolean => text.includes(IMPOSSIBLE_NULL);

/**
 * Takes the nulls that GraphQL forbids out of fetched text, as the specification says: each becomes an error, and
 * the nearest nullable place above it becomes null. Such text is rare, so only here it is parsed.
 * @throws FieldFailure when nothing between the null and the read is nullable
 */
export function withoutImpossibleNulls(
  text: string,
  type: GraphQLOutputType,
  shape: Shape,
  field: Pick<ShapeField, 'nodes'> & { coordinate: string },
  path: ResponsePath,
  report: (failure: FieldFailure) => void,
): string {
  const value: unknown = JSON.parse(text.replaceAll(IMPOSSIBLE_NULL, 'null'));
  return JSON.stringify(complete(value, getNullableType(type), shape, field, path));

  function place(
    value: unknown,
    type: GraphQLOutputType,
    shape: Shape | null,
    field: Where,
    path: ResponsePath,
  ): unknown {
    if (!isNonNullType(type)) {
      try {
        return complete(value, type, shape, field, path);
      } catch (error) {
        if (!(error instanceof FieldFailure)) throw error;
        report(error);
        return null;
      }
    }
    if (value === null) throw impossibleNull(field.coordinate, field.nodes, path);
    return complete(value, type.ofType, shape, field, path);
  }

  function complete(
    value: unknown,
    type: GraphQLOutputType,
    shape: Shape | null,
    field: Where,
    path: ResponsePath,
  ): unknown {
    if (value === null) return null;
    if (isListType(type)) {
      return (value as unknown[]).map((item, key) => place(item, type.ofType, shape, field, { before: path, key }));
    }
    if (!shape) return value;
    const object = value as Record<string, unknown>;
    for (const { key, name, type, nodes, shape: inner } of shape.fields) {
      const field = { coordinate: `${shape.type.name}.${name}`, nodes };
      object[key] = place(object[key], type, inner, field, { before: path, key });
    }
    return object;
  }
}

type Where = Pick<ShapeField, 'nodes'> & { coordinate: string };
