import { type EntityClass, type EntityMetadata, type EntityProperty, ReferenceKind } from '@mikro-orm/core';
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import sql, { join, type Sql } from 'sql-template-tag';
import { columnName, columnType, relationRows } from './columns.ts';
import type { FieldDeclaration, FieldDeclarations } from './fields.ts';
import { propertyName } from './graphql-names.ts';
import type { BoundField, BoundFields, BoundType } from './model.ts';
import { leafPrinter } from './printing.ts';
import type { ScalarPrinter } from './scalars.ts';

type Field = GraphQLField<unknown, unknown>;
type Properties = Readonly<Record<string, EntityProperty>>;

/** Where the fields of a GraphQL type come from: its class, the columns of its row, and what is declared. */
interface Source {
  readonly class: EntityClass<object>;
  readonly properties: Properties;
  readonly declared: FieldDeclarations;
  /** The field `id: ID!` of types that have global ids. */
  readonly id?: BoundField;
}

/** Finds, once and at the start, how each field of a type is read; what cannot be read is reported by type and field. */
export class FieldBinder {
  constructor(
    readonly schema: GraphQLSchema,
    readonly scalars: Readonly<Record<string, ScalarPrinter>>,
    readonly types: ReadonlyMap<EntityClass<object>, BoundType>,
    readonly report: (problem: string) => void,
  ) {}

  /** The fields of the GraphQL type of an entity. */
  fields(type: BoundType, graphql: GraphQLObjectType, meta: EntityMetadata, declared: FieldDeclarations): BoundFields {
    const idType = graphql.getFields().id?.type;
    const isGlobal = idType && getNamedType(idType).name === 'ID' && !declared.id;
    if (isGlobal && type.prefix === null) this.report(`${graphql.name}.id needs the prefix of its ids in readType()`);
    const id: BoundField = {
      kind: 'value',
      json: (row) => [`"${type.prefix}_`, sql`${row}.${type.key.name}::text`, '"'],
      nullable: false,
    };
    const properties = meta.properties as Properties;
    return this.bind(graphql, { class: type.entity, properties, declared, id: isGlobal ? id : undefined });
  }

  private bind(graphql: GraphQLObjectType, source: Source): BoundFields {
    for (const name of Object.keys(source.declared)) {
      if (!graphql.getFields()[name]) {
        this.report(`${graphql.name}.${name} is declared to be read, but is no field of the type`);
      }
    }
    const fields = new Map<string, BoundField>();
    for (const field of Object.values(graphql.getFields())) {
      try {
        fields.set(field.name, this.field(field, source));
      } catch (error) {
        this.report(`${graphql.name}.${field.name} cannot be read: ${(error as Error).message}`);
      }
    }
    return fields;
  }

  private field(field: Field, source: Source): BoundField {
    const declared = source.declared[field.name];
    if (declared) return this.declared(field, declared);
    if (field.name === 'id' && source.id) return source.id;
    const property = source.properties[propertyName(source.class, field.name)];
    if (!property || property.persist === false || property.formula) {
      throw new Error('it is no column or relation; declare it in the fields of its read type');
    }
    return this.property(field, property);
  }

  private declared(field: Field, declared: FieldDeclaration): BoundField {
    switch (declared.kind) {
      case 'sql': {
        const print = leafPrinter(field.type, this.scalars, null);
        return {
          kind: 'value',
          json: (row, args, viewer) => print(declared.expression(row, args, viewer)),
          nullable: true,
        };
      }
      case 'toOne':
        return {
          kind: 'one',
          target: this.target(field.type, declared.target, false),
          rows: (...of) => ({ ...declared.rows(...of), limit: 1 }),
        };
      case 'toMany':
        return { kind: 'many', target: this.target(field.type, declared.target, true), rows: declared.rows };
      case 'connection':
        return { kind: 'connection', ...this.connection(field.type, declared.target), rows: declared.rows };
      case 'embedded': {
        const type = objectType(field.type, false);
        return { kind: 'embedded', type, fields: this.values(type, declared.fields), present: declared.present };
      }
      case 'valueList': {
        const type = objectType(field.type, true);
        const { source, rows } = declared;
        return { kind: 'valueList', type, fields: this.values(type, declared.fields), source, rows };
      }
    }
  }

  private property(field: Field, property: EntityProperty): BoundField {
    switch (property.kind) {
      case ReferenceKind.SCALAR:
        return this.column(field, property);
      case ReferenceKind.EMBEDDED: {
        if (property.object || property.array) throw new Error('embeddables stored as JSON are not read; declare it');
        const type = objectType(field.type, false);
        const properties = property.embeddedProps as Properties;
        const fields = this.bind(type, { class: property.embeddable, properties, declared: {} });
        const columns = Object.values(properties).map(columnName);
        const present = (row: Sql) => sql`num_nonnulls(${join(columns.map((column) => sql`${row}.${column}`))}) > 0`;
        return { kind: 'embedded', type, fields, present: property.nullable ? present : null };
      }
      case ReferenceKind.MANY_TO_ONE:
      case ReferenceKind.ONE_TO_ONE:
        return {
          kind: 'one',
          target: this.target(field.type, property.targetMeta!.class, false),
          rows: relationRows(property),
        };
      default:
        return {
          kind: 'many',
          target: this.target(field.type, property.targetMeta!.class, true),
          rows: relationRows(property),
        };
    }
  }

  private column(field: Field, property: EntityProperty): BoundField {
    if (property.hasConvertToJSValueSQL) {
      throw new Error('its column is converted by SQL of its own; declare it with sqlField()');
    }
    if (listDepth(field.type) !== Number(/\[\]$/.test(property.columnTypes[0] ?? ''))) {
      throw new Error('either both the field and the column are lists, or neither');
    }
    const items = property.items ?? null;
    const nullable = property.nullable === true;
    const print = leafPrinter(field.type, this.scalars, { type: columnType(property), items, nullable });
    const name = columnName(property);
    // Of an enum in a column without a constraint, a value may turn out to have no name.
    const nameless = items === null && isEnumType(getNamedType(field.type));
    return { kind: 'value', json: (row) => print(sql`${row}.${name}`), nullable: nullable || nameless };
  }

  /** The fields of a value object: all of them declared, there being no columns behind it. */
  private values(type: GraphQLObjectType, declared: FieldDeclarations): BoundFields {
    return this.bind(type, { class: Object, properties: {}, declared });
  }

  private target(type: GraphQLOutputType, entity: EntityClass<object>, many: boolean): BoundType {
    if (listDepth(type) !== Number(many)) throw new Error(many ? 'it must be a list' : 'it must not be a list');
    const target = this.types.get(entity);
    if (!target) throw new Error(`${entity.name} has no read type`);
    const named = getNamedType(type);
    const fits =
      target.graphql &&
      (named === target.graphql || (isAbstractType(named) && this.schema.isSubType(named, target.graphql)));
    if (!fits) throw new Error(`it is of type ${named.name}, but reads ${target.graphql?.name ?? entity.name}`);
    return target;
  }

  private connection(
    type: GraphQLOutputType,
    entity: EntityClass<object>,
  ): { type: GraphQLObjectType; target: BoundType } {
    const connection = objectType(type, false);
    const { edges, nodes, pageInfo, totalCount, ...others } = connection.getFields();
    const [unknown] = Object.keys(others);
    if (unknown) throw new Error(`a connection has no field ${unknown}`);
    const edge = edges && objectType(edges.type, true).getFields();
    if (!edge?.node || !edge.cursor || !pageInfo || (totalCount && !isLeafType(getNamedType(totalCount.type)))) {
      throw new Error(`${connection.name} is not a connection; make it with connectionType()`);
    }
    if (nodes) this.target(nodes.type, entity, true);
    return { type: connection, target: this.target(edge.node.type, entity, false) };
  }
}

function objectType(type: GraphQLOutputType, list: boolean): GraphQLObjectType {
  const named = getNamedType(type);
  if (isObjectType(named) && listDepth(type) === Number(list)) return named;
  throw new Error(`it must be ${list ? 'a list of objects' : 'an object'}`);
}

function listDepth(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listDepth(nullable.ofType) : 0;
}
