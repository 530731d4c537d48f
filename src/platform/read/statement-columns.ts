import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { RequestContext } from '../graphql/context.ts';
import { Bind } from './bind.ts';
import type { RowPlan } from './plan.ts';
import type { ReadViewer } from './policy.ts';
import { oneRow, rowAlias } from './rows.ts';

/** Between the rows of one column; no JSON text can contain the character. */
const SEPARATOR = '\u0002';

/** Stands in a statement for the keys of a column. */
class Keys {
  constructor(readonly column: number) {}
}

/** A column of the one statement that an operation becomes: the text of one read, or of several alike. */
export abstract class Column {
  private texts: readonly string[] = [];
  private error: unknown = null;

  /** The same for columns whose SQL is the same; null when it is made anew for each request. */
  abstract readonly signature: string | null;
  abstract sql(index: number): Sql;

  settle(text: string | null): void {
    this.texts = text === null ? [] : text.split(SEPARATOR);
  }

  fail(error: unknown): void {
    this.error = error;
  }

  /** The text of one of the column's reads, null when the viewer sees no row. @throws what went wrong with the column */
  text(place: number): string | null {
    if (this.error !== null) throw this.error;
    return this.texts[place] || null;
  }
}

/** All rows of one type that are wanted by key for the same selection. */
export class RefColumn extends Column {
  readonly keys: string[] = [];

  constructor(
    readonly plan: RowPlan,
    readonly viewer: ReadViewer,
  ) {
    super();
  }

  get signature(): string {
    return this.keys.length === 1 ? `${this.plan.id}` : `${this.plan.id}*`;
  }

  sql(index: number): Sql {
    const { target, json } = this.plan;
    const row = rowAlias(0);
    const type = raw(target.key.type);
    const find = (key: Sql) => {
      const where = sql`${row}.${target.key.name} = ${target.canonicalId(key)}`;
      return oneRow(target, row, json, { where }, this.viewer);
    };
    if (this.keys.length === 1) return find(sql`${new Keys(index)}::${type}`);
    const rows = sql`string_agg(coalesce(${find(raw('k.key'))}, ''), ${raw(`E'\\x02'`)} order by k.place)`;
    return sql`(select ${rows} from unnest(${new Keys(index)}::${type}[]) with ordinality k(key, place))`;
  }
}

/** A read whose rows are described anew by each request. */
export class ReadColumn extends Column {
  readonly signature = null;

  constructor(readonly select: Sql) {
    super();
  }

  sql(): Sql {
    return this.select;
  }
}

/** A statement's text and its values, some of which are known only when it runs. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export function assemble(columns: readonly Column[]): Statement {
  const list = columns.map((column, index) => sql`${column.sql(index)} as c${raw(String(index))}`);
  const { text, values } = sql`select ${join(list)}`;
  return { text, values };
}

/** The values of a statement for one request. */
export function valuesOf(statement: Statement, columns: readonly Column[], context: RequestContext): unknown[] {
  return statement.values.map((value) => {
    if (value instanceof Bind) return value.resolve(context);
    if (!(value instanceof Keys)) return value;
    const { keys } = columns[value.column] as RefColumn;
    return keys.length === 1 ? keys[0] : keys;
  });
}
