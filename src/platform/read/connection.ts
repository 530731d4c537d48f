import { type GraphQLObjectType, type GraphQLOutputType, getNamedType } from 'graphql';
import type { Sql } from 'sql-template-tag';
import type { ConnectionRows } from './fields.ts';
import type { BoundType } from './model.ts';
import { totalOrder } from './order.ts';
import { type PageArgs, pageOf } from './page.ts';
import { PageSql } from './page-sql.ts';
import { rowAlias } from './rows.ts';
import type { FieldNodes } from './selection.ts';
import type { Shape, ShapeCompiler, ShapeField } from './shape.ts';
import type { Json } from './sql-text.ts';

/** A piece of JSON, or how it follows from the page that is asked for. */
type Part = string | Sql | ((page: PageSql) => Json);

interface Parts {
  readonly parts: readonly Part[];
  readonly shape: Shape | null;
}

/** How the fields of one of the connection's types are compiled, by name. */
type FieldCompilers = Readonly<Record<string, (nodes: FieldNodes, type: GraphQLOutputType) => Parts>>;

/**
 * The selection of a connection: compiled once, while the rows and the page may come with each request.
 * All aliases of `edges`, `nodes` and `pageInfo` are printed from one window over the rows.
 */
export class ConnectionCompiler {
  readonly shape: Shape;
  private readonly parts: readonly Part[];
  private pastEnds = false;

  constructor(
    readonly compiler: ShapeCompiler,
    type: GraphQLObjectType,
    readonly target: BoundType,
    nodes: FieldNodes,
    readonly depth: number,
  ) {
    const { parts, shape } = this.object(type, nodes, {
      edges: (nodes, type) => listed(this.edge(nodes, type)),
      nodes: (nodes) => listed(this.node(nodes)),
      pageInfo: (nodes, type) => this.pageInfo(nodes, type),
      totalCount: () => leaf((page) => page.totalCount()),
    });
    this.parts = parts;
    this.shape = shape;
  }

  /** The JSON of a page of the rows. @throws UserError when the arguments ask for no proper page */
  sql(rows: ConnectionRows, args: PageArgs): Sql {
    const row = rowAlias(this.depth);
    const order = totalOrder(rows.orderBy, this.target.key, row);
    const window = { target: this.target, row, rows, order, page: pageOf(args, order), pastEnds: this.pastEnds };
    const page = new PageSql(window, this.compiler.viewer);
    return page.select(print(this.parts, page));
  }

  private node(nodes: FieldNodes): Parts {
    const shape = this.compiler.row(this.target, nodes, this.depth);
    return { parts: shape.json, shape };
  }

  private edge(nodes: FieldNodes, type: GraphQLOutputType): Parts {
    return this.object(getNamedType(type) as GraphQLObjectType, nodes, {
      cursor: () => leaf((page) => page.cursor()),
      node: (nodes) => this.node(nodes),
    });
  }

  private pageInfo(nodes: FieldNodes, type: GraphQLOutputType): Parts {
    const pastEnds = (part: Part) => {
      this.pastEnds = true;
      return leaf(part);
    };
    return this.object(getNamedType(type) as GraphQLObjectType, nodes, {
      hasNextPage: () => pastEnds((page) => page.hasNextPage()),
      hasPreviousPage: () => pastEnds((page) => page.hasPreviousPage()),
      startCursor: () => leaf((page) => page.endCursor('start')),
      endCursor: () => leaf((page) => page.endCursor('end')),
    });
  }

  private object(type: GraphQLObjectType, nodes: FieldNodes, compilers: FieldCompilers): Parts & { shape: Shape } {
    const parts: Part[] = ['{'];
    const fields: ShapeField[] = [];
    for (const [key, group] of this.compiler.selection.below(type, nodes)) {
      const name = group[0]!.name.value;
      parts.push(`${parts.length > 1 ? ',' : ''}"${key}":`);
      if (name === '__typename') {
        parts.push(`"${type.name}"`);
        continue;
      }
      const fieldType = type.getFields()[name]!.type;
      const compile = compilers[name];
      if (!compile) {
        throw new Error(`${type.name}.${name} is no field of a connection: its root field must return a plain object.`);
      }
      const field = compile(group, fieldType);
      parts.push(...field.parts);
      fields.push({ key, name, type: fieldType, nodes: group, shape: field.shape });
    }
    parts.push('}');
    return { parts, shape: { type, fields } };
  }
}

const leaf = (part: Part): Parts => ({ parts: [part], shape: null });

const listed = ({ parts, shape }: Parts): Parts => ({ parts: [(page) => page.list(print(parts, page))], shape });

const print = (parts: readonly Part[], page: PageSql): Json =>
  parts.flatMap((part) => (typeof part === 'function' ? part(page) : [part]));
