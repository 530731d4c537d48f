import { type EntityClass, type EntityMetadata, type EntityProperty, ReferenceKind } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/** A column that refers to an entity, in whatever feature it stands. */
export interface ForeignKey {
  readonly meta: EntityMetadata;
  readonly property: EntityProperty;
  readonly table: string;
  readonly column: string;
}

/** A set of columns that is unique together, as one of them is about to change. */
export interface UniqueKey {
  /** Properties besides the one that changes. */
  readonly others: readonly EntityProperty[];
}

/** Every foreign key to an entity that MikroORM knows of, many-to-many tables included. */
export function foreignKeysTo(em: EntityManager, target: EntityClass<object>): ForeignKey[] {
  const found: ForeignKey[] = [];
  for (const meta of em.getMetadata().getAll().values()) {
    if (meta.embeddable || meta.abstract || meta.virtual) continue;
    for (const property of meta.relations) {
      const owns =
        property.kind === ReferenceKind.MANY_TO_ONE || (property.kind === ReferenceKind.ONE_TO_ONE && property.owner);
      if (!owns || property.targetMeta?.class !== target) continue;
      found.push({ meta, property, table: quote(meta.tableName), column: quote(property.fieldNames[0]!) });
    }
  }
  return found;
}

/** The unique constraints, the primary key among them, that a foreign key is part of. */
export function uniqueKeysOf({ meta, property }: ForeignKey): UniqueKey[] {
  const keys = meta.uniques.map(({ properties = [] }) => [properties].flat() as string[]);
  if (meta.primaryKeys.length > 1) keys.push([...meta.primaryKeys]);
  if (property.unique || (property.primary && meta.simplePK)) keys.push([property.name]);
  return keys
    .filter((names) => names.includes(property.name))
    .map((names) => ({
      others: names
        .filter((name) => name !== property.name)
        .map((name) => meta.properties[name as never] as EntityProperty),
    }));
}

/** An identifier in SQL. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
