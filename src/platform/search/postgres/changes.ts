import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { type Sql } from 'sql-template-tag';
import { execute } from '../../database/execute.ts';
import type { SearchIndex } from '../search-index.ts';

/** Notes rows for the mirrors of an index, in the transaction of the change; `rows` selects ids, as `id`. */
export const noteChanges = ({ table }: SearchIndex, kind: string, rows: Sql): Sql => sql`
  insert into search_change (index_table, kind, id) select ${table}, ${kind}, changed.id from (${rows}) changed`;

/** Notes nodes that may have other names now. `changed` holds ids by the name of the entity's class. */
export async function noteChangedNodes(
  em: EntityManager,
  index: SearchIndex,
  changed: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  for (const { kind, nodes } of index.suggested) {
    const ids = changed.get(nodes?.entity.name ?? '');
    if (ids && ids.size > 0) await execute(em, noteChanges(index, kind, sql`select unnest(${[...ids]}::uuid[]) as id`));
  }
}

/** Notes all nodes: what they are called may have been written by others than `write`. */
export async function noteAllNodes(em: EntityManager, index: SearchIndex): Promise<void> {
  for (const { kind, nodes } of index.suggested) {
    if (nodes) await execute(em, noteChanges(index, kind, sql`select distinct id from (${nodes.names(null)}) named`));
  }
}
