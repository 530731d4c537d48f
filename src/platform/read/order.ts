import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Key } from './cursor.ts';
import type { SqlType } from './sql-types.ts';

/** One step of an order. Nulls sort as the greatest value: last in ASC, first in DESC, as PostgreSQL's indexes have them. */
export interface Order {
  /** The value ordered by; it may use the row only, not what is joined to it. */
  readonly expr: (row: Sql) => Sql;
  /** ASC unless given. */
  readonly direction?: 'ASC' | 'DESC';
  /** SQL type of the value, by which cursors are printed and checked. */
  readonly type: SqlType;
  /** Whether the value can be null; a wrong `false` loses rows between pages. */
  readonly nullable?: boolean;
}

/** A step of a total order, on a given row. */
export interface OrderStep {
  readonly expr: Sql;
  readonly descending: boolean;
  readonly type: SqlType;
  readonly nullable: boolean;
}

/** The primary key of a type, which ends every order so that it is total. */
export interface KeyColumn {
  readonly name: Sql;
  readonly type: SqlType;
}

/** The total order of a connection: its steps and then the key, in the direction of the last step. */
export function totalOrder(orderBy: readonly Order[], key: KeyColumn, row: Sql): OrderStep[] {
  const steps = orderBy.map(({ expr, direction, type, nullable = false }) => ({
    expr: expr(row),
    descending: direction === 'DESC',
    type,
    nullable,
  }));
  const descending = steps.at(-1)?.descending ?? false;
  return [...steps, { expr: sql`${row}.${key.name}`, descending, type: key.type, nullable: false }];
}

/** The list behind ORDER BY; `backward` turns it round. */
export function orderList(order: readonly OrderStep[], backward = false): Sql {
  return join(order.map(({ expr, descending }) => (descending === backward ? expr : sql`${expr} desc`)));
}

/** Which side of a key is meant; `from` and `upTo` take the row with that key in. */
export type Side = 'after' | 'from' | 'before' | 'upTo';

/** The rows of an order on one side of a key, without gaps or repeats whatever the directions and nulls. */
export function keyset(order: readonly OrderStep[], key: Key, side: Side): Sql {
  const forward = side === 'after' || side === 'from';
  const inclusive = side === 'from' || side === 'upTo';
  const steps = order.map((step, index) => ({ ...step, value: key[index]!, greater: step.descending !== forward }));
  const [first] = steps;
  // One row comparison is what an index can start from; it needs one direction and no nulls.
  if (steps.every((step) => !step.nullable && step.greater === first!.greater)) {
    const operator = raw(`${first!.greater ? '>' : '<'}${inclusive ? '=' : ''}`);
    return sql`(${join(steps.map((step) => step.expr))}) ${operator} (${join(steps.map(bound))})`;
  }
  const expanded = steps.reduceRight(
    (rest, step) => sql`(${beyond(step)} or (${same(step)} and ${rest}))`,
    raw(String(inclusive)),
  );
  if (first!.nullable) return expanded;
  return sql`(${first!.expr} ${raw(first!.greater ? '>=' : '<=')} ${bound(first!)} and ${expanded})`;
}

type KeyStep = OrderStep & { readonly value: string | null; readonly greater: boolean };

const bound = (step: KeyStep): Sql => sql`${step.value}::${raw(step.type)}`;

const same = (step: KeyStep): Sql =>
  step.value === null ? sql`${step.expr} is null` : sql`${step.expr} = ${bound(step)}`;

function beyond(step: KeyStep): Sql {
  if (step.value === null) return step.greater ? raw('false') : sql`${step.expr} is not null`;
  if (!step.greater) return sql`${step.expr} < ${bound(step)}`;
  const greater = sql`${step.expr} > ${bound(step)}`;
  return step.nullable ? sql`(${greater} or ${step.expr} is null)` : greater;
}
