import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { Sql } from 'sql-template-tag';

/**
 * Runs a statement where the entity manager is, in its transaction if there is one, with bound values. A `name` makes it a prepared
 * statement of the connection, which is planned once.
 */
export async function execute<Row = unknown>(em: EntityManager, { text, values }: Sql, name?: string): Promise<Row[]> {
  // The driver hands what it takes for the text to pg, which takes a named statement too.
  const statement = { text, name } as unknown as string;
  const { rows } = await em.getKysely().executeQuery(CompiledQuery.raw(statement, values));
  return rows as Row[];
}
