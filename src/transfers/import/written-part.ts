import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { execute } from '../../platform/database/execute.ts';
import { type Counts, NO_ROWS } from './counts.ts';

/** How far an import is written. */
interface WrittenPart {
  /** The last row of the last batch that is done; 0 before the first. */
  readonly row: number;
  /** What became of the rows up to there. */
  readonly counts: Counts;
}

export async function writtenPart(em: EntityManager, id: string): Promise<WrittenPart> {
  const [last] = await execute<{ row: number; counts: Partial<Counts> }>(
    em,
    sql`select last_row as row, counts from import_batch where import_id = ${id} order by first_row desc limit 1`,
  );
  return { row: last?.row ?? 0, counts: { ...NO_ROWS, ...last?.counts } };
}
