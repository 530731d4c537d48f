import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { join, empty as nothing, raw, type Sql } from 'sql-template-tag';
import { execute } from './database/execute.ts';
import { runSql } from './database/run-sql.ts';
import { asTable, type Row } from './database/table-rows.ts';
import { type ErrorCode, type Text, UserError, UserErrors } from './errors/user-error.ts';
import type { Path } from './input/problems.ts';

/** Something that a row may lack. */
interface GapRule {
  /** Whether a row with this gap cannot be submitted; the other gaps are advice. */
  readonly needed: boolean;
  readonly text: Text;
  /** Whether `row` has the gap. */
  readonly open: (row: Sql) => Sql;
}

export const needed = (vi: string, en: string, open: GapRule['open']): GapRule => ({
  needed: true,
  text: { vi, en },
  open,
});

export const advised = (vi: string, en: string, open: GapRule['open']): GapRule => ({
  needed: false,
  text: { vi, en },
  open,
});

/** Whether one of the columns has no value. */
export const empty =
  (...columns: string[]) =>
  (row: Sql): Sql =>
    sql`(${join(
      columns.map((column) => sql`${row}.${raw(column)} is null`),
      ' or ',
    )})`;

/** What rows of a table should say, and what one of them lacks. */
export class Completeness<Gap extends string> {
  constructor(
    private readonly table: Sql,
    private readonly rules: Readonly<Record<Gap, GapRule>>,
  ) {}

  /** What each gap means, for the enum of gaps. */
  get descriptions(): Record<Gap, { description: string }> {
    const described = this.entries.map(([gap, { text }]) => [gap, { description: text.en }]);
    return Object.fromEntries(described) as Record<Gap, { description: string }>;
  }

  /** The gaps of `row`, or only those that keep it from being submitted, as text[]. */
  gapsSql(row: Sql, which: 'all' | 'needed'): Sql {
    const rules = this.entries.filter(([, rule]) => which === 'all' || rule.needed);
    const cases = rules.map(([gap, { open }]) => sql`case when ${open(row)} then ${raw(`'${gap}'`)} end`);
    return sql`array_remove(array[${join(cases)}]::text[], null)`;
  }

  /** How much of what a complete row says is there, in whole percent, rounded down. */
  percentSql(row: Sql): Sql {
    const total = raw(String(this.entries.length));
    return sql`(${total} - cardinality(${this.gapsSql(row, 'all')})) * 100 / ${total}`;
  }

  /** What keeps a row, as it is in the database, from being submitted. */
  async missing(em: EntityManager, id: string): Promise<Gap[]> {
    const query = sql`select ${this.gapsSql(raw('given'), 'needed')} as missing from ${this.table} given where id = ${id}`;
    const [row] = await runSql<{ missing: Gap[] }>(em, query);
    return row?.missing ?? [];
  }

  /** The same of many rows, by their ids. */
  missingAmong(em: EntityManager, ids: readonly string[]): Promise<Map<string, Gap[]>> {
    return this.#missingIn(em, nothing, sql`${this.table} given where id = any(${ids}::uuid[])`);
  }

  /**
   * What would keep rows from being submitted if they and their parts were as given, none of which need be written: parts are the rows
   * of whole tables, by the name of the table, and take their place.
   */
  missingOf(
    em: EntityManager,
    rows: readonly Row[],
    parts: Readonly<Record<string, readonly Row[]>> = {},
  ): Promise<Map<string, Gap[]>> {
    // A name of `with` hides the table of that name.
    const tables = Object.entries(parts).map(
      ([table, given]) => sql`${raw(table)} as materialized (select * from ${asTable(table, given)})`,
    );
    const before = tables.length > 0 ? sql`with ${join(tables)}` : nothing;
    return this.#missingIn(em, before, sql`${asTable(this.table.text, rows)} given`);
  }

  async #missingIn(em: EntityManager, before: Sql, given: Sql): Promise<Map<string, Gap[]>> {
    const query = sql`${before} select id, ${this.gapsSql(raw('given'), 'needed')} as missing from ${given}`;
    const rows = await execute<{ id: string; missing: Gap[] }>(em, query);
    return new Map(rows.map(({ id, missing }) => [id, missing]));
  }

  /** @throws UserErrors, one for each gap */
  refuse(gaps: readonly Gap[], code: ErrorCode, path: Path): void {
    if (gaps.length > 0) throw new UserErrors(this.errorsOf(gaps, code, path));
  }

  /** An error for each gap. */
  errorsOf(gaps: readonly Gap[], code: ErrorCode, path: Path): UserError[] {
    return this.textsOf(gaps).map((text) => new UserError(code, path, text));
  }

  /** What each gap means. */
  textsOf(gaps: readonly Gap[]): Text[] {
    return gaps.map((gap) => this.rules[gap].text);
  }

  private get entries(): [Gap, GapRule][] {
    return Object.entries(this.rules) as [Gap, GapRule][];
  }
}
