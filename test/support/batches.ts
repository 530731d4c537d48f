import type { BatchContext } from '../../src/platform/database/batch.ts';
import type { TestApp } from './app.ts';

/** Runs what writes a batch in a transaction of its own, as an import does. */
export function inBatch<Result>(app: TestApp, write: (context: BatchContext) => Promise<Result>): Promise<Result> {
  const { orm, clock, search } = app.services;
  return orm.em
    .fork()
    .transactional((em) => write({ em, now: clock(), by: 'nhập liệu', requestId: 'import-1', search }));
}

/** Everything in some tables, to be compared. */
export async function contentsOf(app: TestApp, tables: readonly string[]): Promise<Record<string, unknown[]>> {
  const contents: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await app.services.db.query<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t order by id`);
    contents[table] = rows.map(({ row }) => row);
  }
  return contents;
}
