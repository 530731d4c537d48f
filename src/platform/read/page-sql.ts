import sql, { raw, type Sql } from 'sql-template-tag';
import { cursorSql } from './cursor.ts';
import type { ConnectionRows } from './fields.ts';
import type { BoundType } from './model.ts';
import { keyset, type OrderStep, orderList, type Side } from './order.ts';
import type { Page } from './page.ts';
import type { ReadViewer } from './policy.ts';
import { and, concatenate, integer, type Json } from './sql-text.ts';

/** The rows of a connection and the page of them that is asked for. */
export interface Window {
  readonly target: BoundType;
  readonly row: Sql;
  readonly rows: ConnectionRows;
  readonly order: readonly OrderStep[];
  readonly page: Page;
  /** Whether one row beyond the page is fetched, which tells that there are more. */
  readonly pastEnds: boolean;
}

/**
 * The SQL of one page: aggregates over a window of at most `size` rows, or one more. A backward page is
 * fetched from its end, so that row 1 is always where the page begins to be read.
 */
export class PageSql {
  private readonly window: Window;
  /** Which rows the viewer may see and the feature selects. */
  private readonly visible: Sql;
  private aggregates = false;
  private numbered = false;
  private counted = false;

  constructor(window: Window, viewer: ReadViewer) {
    this.window = window;
    this.visible = and(window.target.visible(window.row, viewer), window.rows.where);
    this.numbered = window.pastEnds || window.page.backward;
  }

  /** The JSON array of what is printed for each row of the page, in the connection's order. */
  list(json: Json): Json {
    const { backward } = this.window.page;
    const order = backward ? sql` order by ${this.number} desc` : raw('');
    return ['[', this.aggregate(sql`string_agg(${concatenate(json)}, ','${order})`, this.onPage(), raw("''")), ']'];
  }

  /** The cursor of a row of the page. */
  cursor(): Json {
    return ['"', cursorSql(this.window.order), '"'];
  }

  /** The cursor of the first or the last row of the page; JSON null when it is empty. */
  endCursor(end: 'start' | 'end'): Json {
    const { page } = this.window;
    this.numbered = true;
    const isRow1 = (end === 'start') !== page.backward;
    if (!isRow1) this.counted = true;
    const at = isRow1 ? raw('1') : sql`least(${this.count}, ${integer(page.size)})`;
    return [this.aggregate(sql`max(${concatenate(this.cursor())})`, sql`${this.number} = ${at}`, raw(`'null'`))];
  }

  hasNextPage(): Json {
    const { page } = this.window;
    return page.backward ? this.beyond(page.before, 'from') : this.more(page.before, 'from');
  }

  hasPreviousPage(): Json {
    const { page } = this.window;
    return page.backward ? this.more(page.after, 'upTo') : this.beyond(page.after, 'upTo');
  }

  /** How many rows there are, whatever the page. */
  totalCount(): Json {
    const { target, row, rows } = this.window;
    return [sql`(select count(*)::text from ${target.table} ${row} ${rows.join ?? raw('')} where ${this.visible})`];
  }

  /** The statement that prints the JSON; without aggregates in it, it needs no rows. */
  select(json: Json): Sql {
    return this.aggregates
      ? sql`(select ${concatenate(json)} from ${this.from()} ${this.window.row})`
      : sql`(${concatenate(json)})`;
  }

  private from(): Sql {
    const { target, row, rows, order, page, pastEnds } = this.window;
    const limit = integer(page.size + (pastEnds ? 1 : 0));
    const where = and(
      this.visible,
      page.after && keyset(order, page.after, 'after'),
      page.before && keyset(order, page.before, 'before'),
    );
    const found = sql`(select ${row}.* from ${target.table} ${row} ${rows.join ?? raw('')} where ${where} order by ${orderList(order, page.backward)} limit ${limit})`;
    if (!this.numbered) return found;
    const count = this.counted ? raw(', count(*) over () as "##"') : raw('');
    // Numbered outside, so that the limit stops the sort or the index scan inside.
    return sql`(select row_number() over () as "#"${count}, ${row}.* from ${found} ${row})`;
  }

  private get number(): Sql {
    return sql`${this.window.row}."#"`;
  }

  private get count(): Sql {
    return sql`${this.window.row}."##"`;
  }

  /** The rows of the window that are on the page: all but the one past its end. */
  private onPage(): Sql | null {
    return this.window.pastEnds ? sql`${this.number} <= ${integer(this.window.page.size)}` : null;
  }

  private aggregate(aggregate: Sql, filter: Sql | null, empty: Sql): Sql {
    this.aggregates = true;
    return sql`coalesce(${aggregate}${filter ? sql` filter (where ${filter})` : raw('')}, ${empty})`;
  }

  /** Whether rows follow where the page ends: in the window, or past the cursor that bounds it. */
  private more(bound: Page['after'], side: Side): Json {
    this.aggregates = true;
    const inWindow = sql`count(*) > ${integer(this.window.page.size)}`;
    return [sql`(${bound ? sql`${inWindow} or ${this.exists(bound, side)}` : inWindow})::text`];
  }

  /** Whether there are rows past the cursor at which the page begins. */
  private beyond(bound: Page['after'], side: Side): Json {
    return [bound ? sql`(${this.exists(bound, side)})::text` : 'false'];
  }

  private exists(key: NonNullable<Page['after']>, side: Side): Sql {
    const { target, row, rows, order } = this.window;
    return sql`exists (select from ${target.table} ${row} ${rows.join ?? raw('')} where ${and(this.visible, keyset(order, key, side))})`;
  }
}
