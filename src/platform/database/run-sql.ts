import type { EntityManager } from '@mikro-orm/postgresql';
import type { Sql } from 'sql-template-tag';

/**
 * Runs a hand-written statement in the transaction of a write and answers its rows. Arrays are bound as one value: left
 * alone, MikroORM spreads them into a list of values.
 */
export function runSql<Row>(em: EntityManager, { sql, values }: Sql): Promise<Row[]> {
  return em.execute<Row[]>(
    sql,
    values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value)),
  );
}

const arrayLiteral = (values: readonly unknown[]): string =>
  `{${values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join()}}`;
