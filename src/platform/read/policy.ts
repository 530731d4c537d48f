import type { EntityClass } from '@mikro-orm/core';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Role } from '../auth/viewer.ts';
import type { BoundType } from './model.ts';
import { and } from './sql-text.ts';

/** The viewer as a compiled plan knows it: all viewers of a role share a plan, so of them no more than the role. */
export interface ReadViewer {
  readonly role: Role;
  readonly model: { readonly type: (entity: EntityClass<object>) => BoundType };
}

let depth = 0;

/**
 * Whether the viewer sees a row of the type that fulfils `where`. Every filter through a relation goes through
 * this: otherwise hidden rows would show in which rows it finds.
 */
export function exists(entity: EntityClass<object>, viewer: ReadViewer, where: (target: Sql) => Sql): Sql {
  const type = viewer.model.type(entity);
  const target = raw(`x${depth}`);
  depth += 1; // A policy or a condition may ask for rows itself: each level needs an alias of its own.
  try {
    return sql`exists (select from ${type.table} ${target} where ${and(type.visible(target, viewer), where(target))})`;
  } finally {
    depth -= 1;
  }
}
