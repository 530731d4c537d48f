import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { empty, raw } from 'sql-template-tag';
import { AuditAction } from './audit.entity.ts';
import { type BatchContext, mergeBefore, type RecordTable, type Stored, type Undoable, type Wanted } from './batch.ts';
import { execute } from './execute.ts';
import { deleteRows } from './table-rows.ts';
import { noteRecords, readRecords, writeRecords } from './write-records.ts';

/** A column of another table that refers to records. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  /** The list of parts that such a row is in, of a record of the same table; what goes anyway does not count. */
  readonly part?: string;
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
 * have changed since are answered. A record may be there twice, in the order of what was done to it.
 */
export async function takeBack(
  context: BatchContext,
  record: RecordTable,
  saved: readonly Undoable[],
  references: readonly Reference[],
): Promise<TakenBack> {
  const { em } = context;
  const done = merged(saved.filter(({ outcome }) => outcome !== 'SAME'));
  const found = await readRecords(
    em,
    record,
    done.map(({ id }) => id),
    'for update',
  );
  const created = done.filter(({ outcome }) => outcome === 'CREATED').map(({ id }) => id);
  const changed = done.filter(({ before }) => before !== null);
  const moved = done.filter(({ id, version }) => found.get(id)?.row.version !== version).map(({ id }) => id);
  const changedSince = [...new Set([...moved, ...(await referredTo(em, record, { created, changed }, references))])];
  if (changedSince.length > 0) return { changedSince, putBack: [] };

  // Parts of what is put back, as far as they refer to what is deleted, would else keep that from it.
  for (const { table, column, part } of references) if (part) await deleteRows(em, table, created, column);
  // Parts that refer to other records would else keep these from being deleted with them.
  for (const { table, owner } of Object.values(record.parts)) await deleteRows(em, table, created, owner);
  await deleteRows(em, record.table, created);
  await noteRecords(
    context,
    record,
    created.map((id) => [id, AuditAction.DELETED, {}]),
  );
  const wanted = changed.map(
    ({ id, before }, index): Wanted => ({
      index,
      stored: found.get(id)!,
      row: { id, ...before!.columns },
      parts: before!.parts,
    }),
  );
  await writeRecords(context, record, wanted);
  return { changedSince: [], putBack: wanted.map(({ stored, row }) => ({ from: stored!, to: row })) };
}

/** What was done to each record in all: as it is now, and as it was before the first of it. */
function merged(done: readonly Undoable[]): Undoable[] {
  const all = new Map<string, Undoable>();
  for (const later of done) {
    const earlier = all.get(later.id);
    const isNew = earlier?.outcome === 'CREATED';
    const before = isNew ? null : mergeBefore(earlier?.before ?? null, later.before);
    all.set(later.id, { ...later, outcome: isNew ? 'CREATED' : later.outcome, before });
  }
  return [...all.values()];
}

/** What was done to records in all. */
interface Done {
  /** Ids of those that were created. */
  readonly created: readonly string[];
  readonly changed: readonly Undoable[];
}

/** Those of the created records to which something refers that does not go with them, or when others are put back. */
async function referredTo(
  em: EntityManager,
  record: RecordTable,
  { created, changed }: Done,
  references: readonly Reference[],
): Promise<string[]> {
  const found: string[] = [];
  if (created.length === 0) return found;
  for (const { table, column, part } of references) {
    const putBack = changed.filter(({ before }) => part && part in before!.parts).map(({ id }) => id);
    const stays = part ? sql`and ${raw(record.parts[part]!.owner)} <> all(${[...created, ...putBack]}::uuid[])` : empty;
    const query = sql`
      select distinct ${raw(column)}::text as id from ${raw(table)} where ${raw(column)} = any(${created}::uuid[]) ${stays}`;
    found.push(...(await execute<{ id: string }>(em, query)).map(({ id }) => id));
  }
  return found;
}
