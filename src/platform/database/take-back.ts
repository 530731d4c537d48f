import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { empty, raw } from 'sql-template-tag';
import { AuditAction } from './audit.entity.ts';
import type { BatchContext, RecordTable, Stored, Undoable, Wanted } from './batch.ts';
import { execute } from './execute.ts';
import { deleteRows } from './table-rows.ts';
import { noteRecords, readRecords, writeRecords } from './write-records.ts';

/** A column of another table that refers to records. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  /** The column of the record that such a row goes with; what goes anyway does not count. */
  readonly owner?: string;
}

/** What was put back: the records as they were found, and as they are now. */
export interface PutBack {
  readonly from: Stored;
  readonly to: Wanted['row'];
}

export type TakenBack =
  | { readonly changedSince: readonly string[]; readonly putBack: readonly [] }
  | { readonly changedSince: readonly []; readonly putBack: readonly PutBack[] };

/**
 * Takes back what batches did to records: deletes what they created, and puts back what they changed, each only if its version is still
 * the one it was left with and nothing has come to refer to what is deleted (`references`). Else nothing at all happens, and the ids that
 * have changed since are answered.
 */
export async function takeBack(
  context: BatchContext,
  record: RecordTable,
  saved: readonly Undoable[],
  references: readonly Reference[],
): Promise<TakenBack> {
  const { em } = context;
  const done = saved.filter(({ outcome }) => outcome !== 'SAME');
  const found = await readRecords(
    em,
    record,
    done.map(({ id }) => id),
    'for update',
  );
  const created = done.filter(({ outcome }) => outcome === 'CREATED').map(({ id }) => id);
  const moved = done.filter(({ id, version }) => found.get(id)?.row.version !== version).map(({ id }) => id);
  const changedSince = [...new Set([...moved, ...(await referredTo(em, created, references))])];
  if (changedSince.length > 0) return { changedSince, putBack: [] };

  // Parts that refer to other records would else keep these from being deleted with them.
  for (const { table, owner } of Object.values(record.parts)) await deleteRows(em, table, created, owner);
  await deleteRows(em, record.table, created);
  await noteRecords(
    context,
    record,
    created.map((id) => [id, AuditAction.DELETED, {}]),
  );
  const wanted = done.flatMap(({ id, before }, index): Wanted[] => {
    const stored = found.get(id)!;
    return before ? [{ index, stored, row: { id, ...before.columns }, parts: before.parts }] : [];
  });
  await writeRecords(context, record, wanted);
  return { changedSince: [], putBack: wanted.map(({ stored, row }) => ({ from: stored!, to: row })) };
}

/** Those of the records that something refers to. */
async function referredTo(
  em: EntityManager,
  ids: readonly string[],
  references: readonly Reference[],
): Promise<string[]> {
  const found: string[] = [];
  if (ids.length === 0) return found;
  for (const { table, column, owner } of references) {
    const stays = owner ? sql`and ${raw(owner)} <> all(${ids}::uuid[])` : empty;
    const query = sql`
      select distinct ${raw(column)}::text as id from ${raw(table)} where ${raw(column)} = any(${ids}::uuid[]) ${stays}`;
    found.push(...(await execute<{ id: string }>(em, query)).map(({ id }) => id));
  }
  return found;
}
