import { type GraphQLNamedType, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import type { Database } from '../database/database.ts';
import { UserError } from '../errors/user-error.ts';
import type { RequestContext } from '../graphql/context.ts';
import { decodeId } from '../graphql/ids.ts';
import { memo } from './memo.ts';
import type { Model } from './model.ts';
import type { Plan, RowPlan } from './plan.ts';
import type { PreparedNames } from './prepared.ts';
import { ConnectionRead, type FirstRead, GlobalRef, ListRead, type Read, Ref } from './reads.ts';
import { manyRows, oneRow, rowAlias } from './rows.ts';
import type { FieldNodes } from './selection.ts';
import type { Shape } from './shape.ts';
import { assemble, type Column, ReadColumn, RefColumn, type Statement, valuesOf } from './statement-columns.ts';

/** Where the text of a read will be. */
export interface Slot {
  readonly shape: Shape;
  /** The JSON text, null when the viewer sees no row. @throws what went wrong with the read */
  text(): string | null;
}

/** Gathers the reads of an operation and fetches all of them in one statement. */
export class Fetch {
  private readonly columns: Column[] = [];

  constructor(
    readonly model: Model,
    readonly plan: Plan,
  ) {}

  /** Adds what a read selects where the schema has `type`. @throws UserError when its arguments are wrong */
  add(read: Read, nodes: FieldNodes, type: GraphQLNamedType): Slot {
    if (read instanceof ConnectionRead) return this.connection(read, nodes, type);
    if (read instanceof GlobalRef) {
      const id = decodeId(read.id);
      const target = id && this.model.typeOfPrefix(id.prefix);
      if (!target) throw notAnId(read);
      return this.ref(this.plan.row(target, nodes), id.uuid);
    }
    const { entity } = read as Ref | ListRead | FirstRead;
    const plan = this.plan.row(this.model.type(entity), nodes);
    if (read instanceof Ref) return this.ref(plan, read.key);
    const row = rowAlias(0);
    const { viewer } = this.plan;
    const { where, orderBy } = (read as ListRead | FirstRead).options;
    const limit = read instanceof ListRead ? read.options.limit : 1;
    const rows = { where: where?.(row, viewer), orderBy: orderBy?.(row), limit };
    const select = read instanceof ListRead ? manyRows : oneRow;
    return this.slot(new ReadColumn(select(plan.target, row, plan.json, rows, viewer)), plan);
  }

  private connection({ entity, args, options }: ConnectionRead, nodes: FieldNodes, type: GraphQLNamedType): Slot {
    const target = this.model.type(entity);
    if (!isObjectType(type) || nodeType(type) !== target.graphql) {
      throw new TypeError(`A connection of ${entity.name} was returned where the schema has ${type.name}.`);
    }
    const connection = this.plan.connection(type, target, nodes);
    const where = options.where?.(rowAlias(0), this.plan.viewer);
    return this.slot(new ReadColumn(connection.sql({ where, orderBy: options.orderBy }, args)), connection.shape);
  }

  private slot(column: Column, shape: Shape): Slot {
    this.columns.push(column);
    return { shape, text: () => column.text(0) };
  }

  private ref(plan: RowPlan, key: string): Slot {
    let column = this.columns.find(
      (column): column is RefColumn => column instanceof RefColumn && column.plan === plan,
    );
    if (!column) {
      column = new RefColumn(plan, this.plan.viewer);
      this.columns.push(column);
    }
    const place = column.keys.push(key) - 1;
    return { shape: plan, text: () => column.text(place) };
  }

  /** Runs the statement. Nothing is thrown: an error is left to the columns that it is of. */
  async run(db: Database, names: PreparedNames, context: RequestContext): Promise<void> {
    const columns = this.columns;
    if (columns.length === 0) return;
    const statement = this.statement();
    if (statement.values.length > MAX_VALUES) return columns.forEach((column) => void column.fail(tooMuch()));
    const error = await attempt(columns, statement, db, names, context);
    if (error === null) return;
    for (const column of columns) {
      const alone = columns.length > 1 && isOfOneColumn(error);
      const own = alone ? await attempt([column], assemble([column]), db, names, context) : error;
      if (own !== null) column.fail(own);
    }
  }

  /** Statements that differ in keys only are assembled once. */
  private statement(): Statement {
    const signatures = this.columns.map((column) => column.signature);
    if (signatures.includes(null)) return assemble(this.columns);
    const signature = signatures.join();
    return memo(this.plan.statements, signature, () => assemble(this.columns));
  }
}

/** The type of the nodes of a connection type. */
function nodeType(connection: GraphQLObjectType): GraphQLNamedType | null {
  const edges = connection.getFields().edges;
  const edge = edges && getNamedType(edges.type);
  return isObjectType(edge) ? getNamedType(edge.getFields().node!.type) : null;
}

/** Fills the columns and answers null, or the error. */
async function attempt(
  columns: readonly Column[],
  statement: Statement,
  db: Database,
  names: PreparedNames,
  context: RequestContext,
): Promise<unknown> {
  try {
    const { text } = statement;
    const [row] = await db.query<Record<string, string | null>>(
      text,
      valuesOf(statement, columns, context),
      names.of(text),
    );
    for (const [index, column] of columns.entries()) column.settle(row![`c${index}`] ?? null);
    return null;
  } catch (error) {
    return isNulCharacter(error) ? nulCharacter() : isTimeout(error) ? tooMuch() : error;
  }
}

/** Whether the error can be of one column's values, as its SQLSTATE tells, so that the others deserve a try of their own. */
const isOfOneColumn = (error: unknown): boolean =>
  error instanceof UserError || /^(?!08|53|57|58)[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code));

/** Most values that PostgreSQL's protocol binds to a statement; beyond, it misreads the message. */
const MAX_VALUES = 65_535;

const tooMuch = (): UserError =>
  new UserError('LIMIT_EXCEEDED', [], {
    vi: 'Câu truy vấn hỏi quá nhiều trong một lần; hãy chia nhỏ.',
    en: 'The operation asks for too much at once; split it.',
  });

const isNulCharacter = (error: unknown): boolean => (error as { code?: unknown }).code === '22021';

/** PostgreSQL gave the statement up for its length. */
const isTimeout = (error: unknown): boolean => (error as { code?: unknown }).code === '57014';

const nulCharacter = (): UserError =>
  new UserError('BAD_INPUT', [], {
    vi: 'Văn bản không được chứa ký tự NUL (U+0000).',
    en: 'Text must not contain the NUL character (U+0000).',
  });

const notAnId = ({ id, path }: GlobalRef): UserError =>
  new UserError('BAD_ID', path, {
    vi: `"${id}" không phải là mã định danh của API này.`,
    en: `"${id}" is not an id of this API.`,
  });
