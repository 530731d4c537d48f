import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { raw } from 'sql-template-tag';
import { execute } from '../../database/execute.ts';
import type { Progress } from '../../logging/progress.ts';
import type { SearchIndex } from '../search-index.ts';
import { noteTouched } from '../sync/outbox.ts';
import { noteAllNodes } from './changes.ts';
import { lockDocuments, writeDocuments } from './refresh.ts';

/** Documents of one transaction: writers that touch one of them wait for it. */
const BATCH = 500;

/**
 * Writes all documents anew, a batch at a time, and answers how many there are. Rows are replaced where they are, so no search
 * misses what it found before; what changes meanwhile is either read by its batch or waits for it. Unless `note` is false, a replica is
 * told of all: what they are made of may have been written by others than `write`.
 */
export async function rebuildIndex(
  em: EntityManager,
  index: SearchIndex,
  progress: Progress,
  { note = true } = {},
): Promise<number> {
  const table = raw(index.table);
  const work: [(typeof index.kinds)[number], string[]][] = [];
  for (const kind of index.kinds) {
    const candidates = await execute<{ id: string }>(em, kind.candidates);
    const written = await execute<{ id: string }>(em, sql`select id from ${table} where kind = ${kind.name}`);
    // Those that are written and no longer candidates are to be deleted.
    work.push([kind, [...new Set([...candidates, ...written].map(({ id }) => id))]]);
  }
  const total = work.reduce((sum, [, ids]) => sum + ids.length, 0);
  let done = 0;
  for (const [kind, ids] of work) {
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      await em.transactional(async (inner) => {
        await lockDocuments(inner, batch);
        if (note) {
          await noteTouched(
            inner,
            index,
            batch.map((id) => ({ kind: kind.name, id })),
          );
        }
        await writeDocuments(inner, index, kind, batch);
      });
      done += batch.length;
      progress(done, total);
    }
  }
  // The planner must not go by what it knew of the table when it was empty.
  await execute(em, sql`analyze ${table}`);
  await noteAllNodes(em, index);
  const [row] = await execute<{ count: number }>(em, sql`select count(*)::int as count from ${table}`);
  return row!.count;
}
