import type { EntityClass } from '@mikro-orm/core';
import type { Sql } from 'sql-template-tag';
import type { Order } from './order.ts';
import type { ReadViewer } from './policy.ts';

/** Arguments of a GraphQL field; they are part of the compiled plan and are bound as values. */
export type FieldArgs = Record<string, unknown>;

/** Which rows of a target, in addition to the target's own policy, and in which order. */
export interface Rows {
  /** More tables, joined to the target: sql`join pivot p on p.target_id = ${target}.id`. */
  readonly join?: Sql;
  readonly where?: Sql;
  /** An ORDER BY list; the primary key unless given. */
  readonly orderBy?: Sql;
  /** Most rows; it must be documented on the GraphQL field. */
  readonly limit?: number;
  /** Whether who sees the row sees all of these: the target's policy, which would find the same, is then not asked again. */
  readonly seenWithRow?: boolean;
}

/** Which rows of a target a connection runs over, and in which order. */
export interface ConnectionRows {
  readonly join?: Sql;
  readonly where?: Sql;
  /** The key of the row is added, so that the order is total; an empty list is the order of the key. */
  readonly orderBy: readonly Order[];
}

type Select<Args, Result> = (target: Sql, row: Sql, args: Args, viewer: ReadViewer) => Result;
type Expression<Args = FieldArgs> = (row: Sql, args: Args, viewer: ReadViewer) => Sql;

export interface SqlField {
  readonly kind: 'sql';
  readonly expression: Expression;
}

export interface ToOne {
  readonly kind: 'toOne';
  readonly target: EntityClass<object>;
  readonly rows: Select<FieldArgs, Rows>;
}

export interface ToMany {
  readonly kind: 'toMany';
  readonly target: EntityClass<object>;
  readonly rows: Select<FieldArgs, Rows>;
}

export interface ConnectionField {
  readonly kind: 'connection';
  readonly target: EntityClass<object>;
  readonly rows: Select<FieldArgs, ConnectionRows>;
}

export interface Embedded {
  readonly kind: 'embedded';
  readonly fields: FieldDeclarations;
  readonly present: ((row: Sql, viewer: ReadViewer) => Sql) | null;
}

export interface ValueList {
  readonly kind: 'valueList';
  readonly source: Expression;
  readonly fields: FieldDeclarations;
  readonly rows: Select<FieldArgs, Omit<Rows, 'join'>>;
}

export type FieldDeclaration = SqlField | ToOne | ToMany | ConnectionField | Embedded | ValueList;

/** How the fields of a GraphQL type are read, by the field's name in the schema. */
export type FieldDeclarations = Readonly<Record<string, FieldDeclaration>>;

/** A scalar, an enum or a list of them, as an SQL expression of the type that fits (text, int, timestamptz, text[] …). */
export function sqlField<Args = FieldArgs>(expression: Expression<Args>): SqlField {
  return { kind: 'sql', expression: expression as Expression };
}

/** The first of the target's rows that `rows` selects and the viewer may see, or null. */
export function toOne<Args = FieldArgs>(target: EntityClass<object>, rows: Select<Args, Omit<Rows, 'limit'>>): ToOne {
  return { kind: 'toOne', target, rows: rows as Select<FieldArgs, Rows> };
}

/** A plain list of what is few by nature; give a limit, and document it, where nature does not. */
export function toMany<Args = FieldArgs>(target: EntityClass<object>, rows: Select<Args, Rows>): ToMany {
  return { kind: 'toMany', target, rows: rows as Select<FieldArgs, Rows> };
}

/** A Relay connection; the GraphQL field takes ConnectionArgs. */
export function connection<Args = FieldArgs>(
  target: EntityClass<object>,
  rows: Select<Args, ConnectionRows>,
): ConnectionField {
  return { kind: 'connection', target, rows: rows as Select<FieldArgs, ConnectionRows> };
}

/** A value object out of the same row; null where `present` is false. */
export function embedded(fields: FieldDeclarations, present?: Embedded['present']): Embedded {
  return { kind: 'embedded', fields, present: present ?? null };
}

/**
 * A list of value objects out of any set of rows: `source` is a function call or a sub-select in parentheses,
 * whose columns the fields read as `${row}.column`. No policy applies but what `source` says.
 */
export function valueList<Args = FieldArgs>(
  source: Expression<Args>,
  fields: FieldDeclarations,
  rows: Select<Args, Omit<Rows, 'join'>> = () => ({}),
): ValueList {
  return { kind: 'valueList', source: source as Expression, fields, rows: rows as Select<FieldArgs, Rows> };
}
