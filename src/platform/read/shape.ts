import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getArgumentValues,
} from 'graphql';
import sql, { type Sql } from 'sql-template-tag';
import { UserError } from '../errors/user-error.ts';
import { ConnectionCompiler } from './connection.ts';
import type { FieldArgs } from './fields.ts';
import type { BoundField, BoundFields, BoundType } from './model.ts';
import type { ReadViewer } from './policy.ts';
import { nullText } from './printing.ts';
import { listOfRows, manyRows, oneRow, rowAlias } from './rows.ts';
import type { FieldNodes, Selection } from './selection.ts';
import { concatenate, type Json } from './sql-text.ts';

/** What an object of the response looks like: enough to find the nulls that GraphQL forbids. */
export interface Shape {
  readonly type: GraphQLObjectType;
  readonly fields: readonly ShapeField[];
}

export interface ShapeField {
  readonly key: string;
  readonly name: string;
  readonly type: GraphQLOutputType;
  readonly nodes: readonly FieldNode[];
  /** Of the object, or of the objects in the list; null for leaves. */
  readonly shape: Shape | null;
}

/** A shape together with the SQL that prints it from a row. */
export interface Compiled extends Shape {
  readonly json: Json;
}

interface CompiledField {
  readonly json: Json;
  /** Whether the SQL can be null. */
  readonly nullable: boolean;
  readonly shape: Shape | null;
}

/** Compiles what an operation selects of a type into the SQL that prints it. */
export class ShapeCompiler {
  constructor(
    readonly selection: Selection,
    readonly viewer: ReadViewer,
  ) {}

  /** The selection of an entity, printed from the row with the alias of the depth. */
  row(type: BoundType, nodes: FieldNodes, depth = 0): Compiled {
    if (!type.graphql) throw new Error(`${type.entity.name} is not part of the GraphQL schema.`);
    return this.object(type.graphql, type.fields, nodes, depth);
  }

  /** The selection of an object, printed from the row with the alias of the depth. */
  object(type: GraphQLObjectType, bound: BoundFields, nodes: FieldNodes, depth: number): Compiled {
    const json: (string | Sql)[] = ['{'];
    const fields: ShapeField[] = [];
    for (const [key, group] of this.selection.below(type, nodes)) {
      const name = group[0]!.name.value;
      json.push(`${json.length > 1 ? ',' : ''}"${key}":`);
      if (name === '__typename') {
        json.push(`"${type.name}"`);
        continue;
      }
      const field = type.getFields()[name]!;
      const compiled = located(key, () => this.field(field, bound.get(name)!, group, depth));
      if (compiled.nullable) json.push(sql`coalesce(${concatenate(compiled.json)}, ${nullText(field.type)})`);
      else json.push(...compiled.json);
      fields.push({ key, name, type: field.type, nodes: group, shape: compiled.shape });
    }
    json.push('}');
    return { type, fields, json };
  }

  private field(
    field: GraphQLField<unknown, unknown>,
    bound: BoundField,
    nodes: FieldNodes,
    depth: number,
  ): CompiledField {
    const args = this.args(field, nodes);
    const row = rowAlias(depth);
    const inner = rowAlias(depth + 1);
    switch (bound.kind) {
      case 'value':
        return { json: bound.json(row, args, this.viewer), nullable: bound.nullable, shape: null };
      case 'one': {
        const shape = this.row(bound.target, nodes, depth + 1);
        const rows = bound.rows(inner, row, args, this.viewer);
        return { json: [oneRow(bound.target, inner, shape.json, rows, this.viewer)], nullable: true, shape };
      }
      case 'many': {
        const shape = this.row(bound.target, nodes, depth + 1);
        const rows = bound.rows(inner, row, args, this.viewer);
        return { json: [manyRows(bound.target, inner, shape.json, rows, this.viewer)], nullable: false, shape };
      }
      case 'connection': {
        const connection = new ConnectionCompiler(this, bound.type, bound.target, nodes, depth + 1);
        const rows = bound.rows(inner, row, args, this.viewer);
        return { json: [connection.sql(rows, args)], nullable: false, shape: connection.shape };
      }
      case 'embedded': {
        const shape = this.object(bound.type, bound.fields, nodes, depth);
        if (!bound.present) return { json: shape.json, nullable: false, shape };
        const json = sql`case when ${bound.present(row, this.viewer)} then ${concatenate(shape.json)} end`;
        return { json: [json], nullable: true, shape };
      }
      case 'valueList': {
        const shape = this.object(bound.type, bound.fields, nodes, depth + 1);
        const rows = bound.rows(inner, row, args, this.viewer);
        return {
          json: [listOfRows(bound.source(row, args, this.viewer), inner, shape.json, rows)],
          nullable: false,
          shape,
        };
      }
    }
  }

  /** The arguments of a field; those of merged nodes are the same, as validation has made sure. */
  args(field: GraphQLField<unknown, unknown>, nodes: FieldNodes): FieldArgs {
    return field.args.length ? getArgumentValues(field, nodes[0]!, this.selection.variables) : NO_ARGS;
  }
}

const NO_ARGS: FieldArgs = Object.freeze({});

/** Adds a response key to the path of what is wrong with arguments below it. */
function located<T>(key: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.code, [key, ...error.path], error.text);
    throw error;
  }
}
