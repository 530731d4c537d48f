import type { EntityClass } from '@mikro-orm/core';
import { getMetadataStorage } from 'type-graphql';

const storage = getMetadataStorage();

/** The name of the GraphQL object type that a class is, or null when it is none. */
export function objectTypeName(target: EntityClass<object>): string | null {
  return storage.objectTypes.find((type) => type.target === target)?.name ?? null;
}

/** The class behind a GraphQL object type, or null for types that are not made of classes. */
export function objectTypeClass(name: string): EntityClass<object> | null {
  return storage.objectTypes.find((type) => type.name === name)?.target ?? null;
}

/** The property behind a field of a class, which may be inherited or come from an interface. */
export function propertyName(target: EntityClass<object>, field: string): string {
  const owners = new Set(lineage(target));
  return storage.fields.find((entry) => entry.schemaName === field && owners.has(entry.target))?.name ?? field;
}

function lineage(target: EntityClass<object>): EntityClass<object>[] {
  const interfaces = storage.objectTypes.find((type) => type.target === target)?.interfaceClasses ?? [];
  const parent = Object.getPrototypeOf(target);
  const inherited = typeof parent === 'function' && parent.prototype ? lineage(parent) : [];
  return [target, ...interfaces.flatMap(lineage), ...inherited];
}
