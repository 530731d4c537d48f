import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Fetch, Slot } from '../read/fetch.ts';
import { objectTypeClass, propertyName } from '../read/graphql-names.ts';
import { memo } from '../read/memo.ts';
import { hasImpossibleNull, withoutImpossibleNulls } from '../read/nulls.ts';
import { Read } from '../read/reads.ts';
import type { FieldNodes, Selection } from '../read/selection.ts';
import type { RequestContext } from './context.ts';
import { type FieldFailure, failureOf, impossibleNull, type ResponsePath } from './failures.ts';

/** A field whose value is completed: where it is declared and where it was asked for. */
export interface CompletedField {
  readonly parent: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNodes;
}

/**
 * Turns what root resolvers return into JSON text: plain values are serialised by the schema, reads are gathered
 * first and then replaced by what was fetched. Nulls and errors spread as the specification says.
 */
export class Completion {
  private readonly slots = new Map<FieldNodes, Map<Read, Slot>>();

  constructor(
    readonly selection: Selection,
    readonly fetch: Fetch,
    readonly context: RequestContext,
    readonly report: (failure: FieldFailure) => void,
  ) {}

  /** Finds the reads in a value, so that they can be fetched together. */
  gather(type: GraphQLOutputType, nodes: FieldNodes, value: unknown): void {
    if (typeof value !== 'object' || value === null || value instanceof Error || isLeafType(getNamedType(type))) return;
    if (value instanceof Read) {
      memo(this.slots, nodes, () => new Map()).set(value, this.slot(value, nodes, type));
    } else if (Array.isArray(value)) {
      const nullable = getNullableType(type);
      if (isListType(nullable)) for (const item of value) this.gather(nullable.ofType, nodes, item);
    } else {
      const object = this.objectType(type, value);
      if (object) {
        this.eachField(object, nodes, (field, group) =>
          this.gather(field.type, group, propertyOf(value, object, field.name)),
        );
      }
    }
  }

  private slot(read: Read, nodes: FieldNodes, type: GraphQLOutputType): Slot {
    const named = getNamedType(type);
    try {
      const slot = this.fetch.add(read, nodes, named);
      const { type } = slot.shape;
      if (named === type || (isAbstractType(named) && this.selection.schema.isSubType(named, type))) return slot;
      throw new TypeError(`A ${type.name} was returned where the schema has ${named.name}.`);
    } catch (error) {
      return {
        shape: { type: named as GraphQLObjectType, fields: [] },
        text: () => {
          throw error;
        },
      };
    }
  }

  /** The JSON of a field's value. @throws FieldFailure when it must be null and the field is non-null */
  complete(field: CompletedField, value: unknown, path: ResponsePath): string {
    return this.place(field.definition.type, field, value, path);
  }

  private place(type: GraphQLOutputType, field: CompletedField, value: unknown, path: ResponsePath): string {
    try {
      if (!isNonNullType(type)) return this.value(type, field, value, path);
      const text = this.value(type.ofType, field, value, path);
      if (text !== 'null') return text;
      throw impossibleNull(`${field.parent.name}.${field.definition.name}`, field.nodes, path);
    } catch (error) {
      const failure = failureOf(error, field.nodes, path, this.context);
      if (isNonNullType(type)) throw failure;
      this.report(failure);
      return 'null';
    }
  }

  private value(type: GraphQLOutputType, field: CompletedField, value: unknown, path: ResponsePath): string {
    if (value === null || value === undefined) return 'null';
    if (value instanceof Error) throw value;
    if (value instanceof Read) return this.fetched(type, field, value, path);
    if (isListType(type)) {
      if (!Array.isArray(value)) {
        throw new TypeError(`${field.parent.name}.${field.definition.name} is a list, its value is not.`);
      }
      return `[${value.map((item, key) => this.place(type.ofType, field, item, { before: path, key })).join()}]`;
    }
    if (isLeafType(type)) {
      const text = JSON.stringify(type.serialize(value));
      if (text === undefined) {
        throw new TypeError(`${type.name} cannot serialise the value of ${field.definition.name}.`);
      }
      return text;
    }
    const object = this.objectType(type, value);
    if (!object) throw new TypeError(`The value of ${field.parent.name}.${field.definition.name} has no __typename.`);
    return this.object(object, field.nodes, value as object, path);
  }

  private object(type: GraphQLObjectType, nodes: FieldNodes, value: object, path: ResponsePath): string {
    if ('then' in value) throw new TypeError(`A ${type.name} contains a promise: await it in the resolver.`);
    let text = '';
    for (const [key, group] of this.selection.below(type, nodes)) {
      const name = group[0]!.name.value;
      const definition = type.getFields()[name];
      const field = definition
        ? this.place(definition.type, { parent: type, definition, nodes: group }, propertyOf(value, type, name), {
            before: path,
            key,
          })
        : `"${type.name}"`;
      text += `${text ? ',' : ''}"${key}":${field}`;
    }
    return `{${text}}`;
  }

  private fetched(type: GraphQLOutputType, field: CompletedField, read: Read, path: ResponsePath): string {
    const slot = this.slots.get(field.nodes)!.get(read)!;
    const text = slot.text();
    if (text === null) return 'null';
    if (!hasImpossibleNull(text)) return text;
    const where = { coordinate: `${field.parent.name}.${field.definition.name}`, nodes: field.nodes };
    return withoutImpossibleNulls(text, type, slot.shape, where, path, this.report);
  }

  private objectType(type: GraphQLOutputType, value: unknown): GraphQLObjectType | null {
    const named = getNamedType(type);
    if (isObjectType(named)) return named;
    if (!isAbstractType(named)) return null;
    const name = (value as { __typename?: unknown }).__typename;
    const object = typeof name === 'string' ? this.selection.schema.getType(name) : null;
    return isObjectType(object) && this.selection.schema.isSubType(named, object) ? object : null;
  }

  private eachField(
    type: GraphQLObjectType,
    nodes: FieldNodes,
    visit: (field: GraphQLField<unknown, unknown>, nodes: FieldNodes) => void,
  ): void {
    for (const group of this.selection.below(type, nodes).values()) {
      const field = type.getFields()[group[0]!.name.value];
      if (field) visit(field, group);
    }
  }
}

const properties = new WeakMap<GraphQLObjectType, Map<string, string>>();

/** The value of a field in a plain object; type-graphql lets a field and its property differ in name. */
function propertyOf(value: object, type: GraphQLObjectType, field: string): unknown {
  const names = memo(properties, type, () => new Map());
  const name = memo(names, field, () => propertyName(objectTypeClass(type.name) ?? Object, field));
  return (value as Record<string, unknown>)[name];
}
