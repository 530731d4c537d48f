import type { EntityClass } from '@mikro-orm/core';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Sql } from 'sql-template-tag';
import type { ConnectionField, ToMany, ToOne, ValueList } from './fields.ts';
import type { KeyColumn } from './order.ts';
import type { ReadViewer } from './policy.ts';
import type { Json } from './sql-text.ts';

/** An entity as it is read: its table, its policy, and how each field of its GraphQL type comes out of a row. */
export interface BoundType {
  readonly entity: EntityClass<object>;
  /** Null when the entity is not part of the schema: its policy is then all that is used of it. */
  readonly graphql: GraphQLObjectType | null;
  readonly table: Sql;
  readonly key: KeyColumn;
  readonly prefix: string | null;
  readonly visible: (row: Sql, viewer: ReadViewer) => Sql;
  readonly canonicalId: (id: Sql) => Sql;
  readonly fields: BoundFields;
}

export type BoundFields = ReadonlyMap<string, BoundField>;

/** A field with everything known that can be known before a request. */
export type BoundField =
  | {
      readonly kind: 'value';
      readonly json: (row: Sql, args: Record<string, unknown>, viewer: ReadViewer) => Json;
      readonly nullable: boolean;
    }
  | { readonly kind: 'one'; readonly target: BoundType; readonly rows: ToOne['rows'] }
  | { readonly kind: 'many'; readonly target: BoundType; readonly rows: ToMany['rows'] }
  | {
      readonly kind: 'connection';
      readonly type: GraphQLObjectType;
      readonly target: BoundType;
      readonly rows: ConnectionField['rows'];
    }
  | {
      readonly kind: 'embedded';
      readonly type: GraphQLObjectType;
      readonly fields: BoundFields;
      readonly present: ((row: Sql, viewer: ReadViewer) => Sql) | null;
    }
  | {
      readonly kind: 'valueList';
      readonly type: GraphQLObjectType;
      readonly fields: BoundFields;
      readonly source: ValueList['source'];
      readonly rows: ValueList['rows'];
    };

/** All that can be read. */
export class Model {
  private readonly types: ReadonlyMap<EntityClass<object>, BoundType>;
  private readonly byPrefix: ReadonlyMap<string | null, BoundType>;

  constructor(
    readonly schema: GraphQLSchema,
    types: readonly BoundType[],
  ) {
    this.types = new Map(types.map((type) => [type.entity, type]));
    this.byPrefix = new Map(types.map((type) => [type.prefix, type]));
  }

  /** The read type of an entity. @throws Error when there is none, which is a mistake in the code */
  type(entity: EntityClass<object>): BoundType {
    const type = this.types.get(entity);
    if (!type) {
      throw new Error(`${entity.name} has no read type: declare one with readType() and list it in its feature.`);
    }
    return type;
  }

  /** The type whose global ids begin with a prefix. */
  typeOfPrefix(prefix: string): BoundType | undefined {
    return this.byPrefix.get(prefix);
  }
}
