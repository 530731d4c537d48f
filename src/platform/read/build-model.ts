import type { EntityClass, EntityMetadata, EntityProperty, MetadataStorage } from '@mikro-orm/core';
import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Sql } from 'sql-template-tag';
import { FieldBinder } from './bind-fields.ts';
import { columnName, columnType, tableName } from './columns.ts';
import type { FieldDeclarations } from './fields.ts';
import { objectTypeClass, objectTypeName } from './graphql-names.ts';
import { type BoundFields, type BoundType, Model } from './model.ts';
import type { ReadType } from './read-type.ts';
import { SCALARS, type ScalarPrinter } from './scalars.ts';
import { nestedResolverProblems, payloadProblems } from './schema-rules.ts';
import type { SqlType } from './sql-types.ts';

interface ModelOptions {
  schema: GraphQLSchema;
  /** MikroORM's metadata of all entities. */
  metadata: MetadataStorage;
  reads: readonly ReadType[];
  /** Printers of the features' own scalars. */
  scalars?: Readonly<Record<string, ScalarPrinter>>;
}

/**
 * Binds the read types to the schema and the tables, and checks all that can be checked before the first request.
 * @throws Error that lists every problem with its type and field
 */
export function buildModel({ schema, metadata, reads, scalars }: ModelOptions): Model {
  const problems: string[] = [];
  const types = new Map<EntityClass<object>, Binding>();
  for (const read of reads.filter((read) => read.visible)) {
    try {
      if (types.has(read.entity)) throw new Error('it is declared twice');
      types.set(read.entity, bindType(read, schema, metadata.get(read.entity)));
    } catch (error) {
      problems.push(`the read type of ${read.entity.name}: ${(error as Error).message}`);
    }
  }
  problems.push(...missing(schema, metadata, reads, types), ...repeatedPrefixes([...types.values()]));
  const binder = new FieldBinder(schema, { ...SCALARS, ...scalars }, types, (problem) => problems.push(problem));
  for (const type of types.values()) {
    const declared = declarationsOf(type, reads, problems);
    if (type.graphql) type.fields = binder.fields(type, type.graphql, metadata.get(type.entity), declared);
  }
  problems.push(...nestedResolverProblems(schema, new Set(types.keys())), ...payloadProblems(schema));
  if (problems.length) {
    throw new Error(`The schema cannot be read:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
  return new Model(schema, [...types.values()]);
}

/** A type whose fields are bound once all types are known, since they refer to each other. */
type Binding = { -readonly [Name in keyof BoundType]: BoundType[Name] };

const NO_FIELDS: BoundFields = new Map();

function bindType(read: ReadType, schema: GraphQLSchema, meta: EntityMetadata): Binding {
  if (meta.compositePK) throw new Error('composite keys are not read');
  if (meta.inheritanceType || meta.virtual) throw new Error('only entities with a table of their own are read');
  const name = objectTypeName(read.entity);
  const graphql = name === null ? undefined : schema.getType(name);
  return {
    entity: read.entity,
    graphql: isObjectType(graphql) ? graphql : null,
    table: tableName(meta),
    key: { name: columnName(meta.getPrimaryProp()), type: keyType(meta.getPrimaryProp()) },
    prefix: read.prefix ?? null,
    visible: read.visible!,
    canonicalId: read.canonicalId ?? ((id: Sql) => id),
    fields: NO_FIELDS,
  };
}

const KEY_TYPES: Readonly<Record<string, SqlType>> = {
  uuid: 'uuid',
  int: 'int',
  bigint: 'bigint',
  text: 'text',
  varchar: 'text',
};

function keyType(property: EntityProperty): SqlType {
  const type = KEY_TYPES[columnType(property)];
  if (!type) throw new Error(`keys of type ${property.columnTypes[0]} are not read`);
  return type;
}

/** Entities that are in the schema without anyone having said who may see them. */
function missing(
  schema: GraphQLSchema,
  metadata: MetadataStorage,
  reads: readonly ReadType[],
  types: ReadonlyMap<EntityClass<object>, unknown>,
): string[] {
  const entities = new Map(Array.from(metadata.getAll().values(), (meta) => [meta.class as EntityClass<object>, meta]));
  const exposed = Object.keys(schema.getTypeMap()).filter((name) => {
    const target = objectTypeClass(name);
    const meta = target && entities.get(target);
    return meta && !meta.embeddable && !types.has(target) && isObjectType(schema.getType(name));
  });
  const extended = reads.filter((read) => !read.visible && !types.has(read.entity)).map((read) => read.entity.name);
  return [...new Set([...exposed, ...extended])].map(
    (name) => `the type ${name} has no policy: declare with readType() which of its rows a viewer may see`,
  );
}

function repeatedPrefixes(types: readonly BoundType[]): string[] {
  const prefixes = types.flatMap((type) => type.prefix ?? []);
  const wrong = prefixes.filter(
    (prefix, index) => prefixes.indexOf(prefix) !== index || !/^[a-z][a-z0-9]*$/.test(prefix),
  );
  return wrong.map((prefix) => `the id prefix "${prefix}" is used twice, or is not of small letters and digits`);
}

/** The declared fields of a type: its own and those that other features add. */
function declarationsOf(type: BoundType, reads: readonly ReadType[], problems: string[]): FieldDeclarations {
  const fields: Record<string, FieldDeclarations[string]> = {};
  for (const read of reads.filter((read) => read.entity === type.entity)) {
    for (const [name, declaration] of Object.entries(read.fields)) {
      if (fields[name]) problems.push(`${type.entity.name}.${name} is declared twice`);
      fields[name] = declaration;
    }
  }
  return fields;
}
