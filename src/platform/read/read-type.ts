import type { EntityClass } from '@mikro-orm/core';
import type { Sql } from 'sql-template-tag';
import type { FieldDeclarations } from './fields.ts';
import type { ReadViewer } from './policy.ts';

/** Which rows a viewer may see: a predicate over `row`. Only the role is known when it is compiled; `bind` the rest. */
type Policy = (row: Sql, viewer: ReadViewer) => Sql;

/** How an entity is read as a GraphQL type. What is not declared here comes from MikroORM's metadata. */
export interface ReadType {
  readonly entity: EntityClass<object>;
  /** Prefix of the type's global ids; only for types with an `id: ID!` field. */
  readonly prefix?: string;
  /** Null in what only extends a type that another feature declares. */
  readonly visible: Policy | null;
  /** Where an id leads that was given up for another, as after a merge: an expression over the uuid that was asked for. */
  readonly canonicalId?: (id: Sql) => Sql;
  readonly fields: FieldDeclarations;
}

interface ReadTypeOptions {
  prefix?: string;
  visible: Policy;
  canonicalId?: (id: Sql) => Sql;
  fields?: FieldDeclarations;
}

/** Declares how an entity is read and which of its rows a viewer may see. */
export function readType(entity: EntityClass<object>, { fields = {}, ...options }: ReadTypeOptions): ReadType {
  return { entity, fields, ...options };
}

/** Adds fields to a type that a feature above declares; its policy stays as it is. */
export function extendReadType(entity: EntityClass<object>, fields: FieldDeclarations): ReadType {
  return { entity, visible: null, fields };
}
