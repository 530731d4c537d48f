import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuid } from 'uuid';
import { AuditAction } from './audit.entity.ts';
import {
  type BatchContext,
  propertyOf,
  type RecordTable,
  type SavedRecord,
  type Stored,
  type Wanted,
} from './batch.ts';
import { noteChanged } from './change-recorder.ts';
import { type Difference, differenceOf, shownParts } from './compare-records.ts';
import { deleteRows, insertRows, type Row, type RowLock, readRows, updateRows } from './table-rows.ts';

/** Records by their ids, as they are stored, with all their parts. */
export async function readRecords(
  em: EntityManager,
  record: RecordTable,
  ids: readonly string[],
  lock?: RowLock,
): Promise<Map<string, Stored>> {
  const rows = await readRows(em, record.table, ids, { lock });
  const found = new Map(
    rows.map((row) => [row.id as string, { row: withInstants(row, record), parts: {} as Record<string, Row[]> }]),
  );
  for (const [name, { table, owner }] of Object.entries(record.parts)) {
    for (const stored of found.values()) stored.parts[name] = [];
    const parts = await readRows(em, table, [...found.keys()], { column: owner });
    for (const part of parts) found.get(part[owner] as string)?.parts[name]?.push(part);
  }
  return found;
}

/** Instants as JavaScript writes them, so that they can be compared. */
function withInstants(row: Row, { instants }: RecordTable): Row {
  const read = instants.map((column) => {
    const at = row[column];
    return [column, typeof at === 'string' ? new Date(at).toISOString() : null];
  });
  return { ...row, ...Object.fromEntries(read) };
}

/** The audit's action and values of a record. */
type Note = readonly [id: string, action: AuditAction, changes: Row];

/**
 * Writes the records of a batch that are new or differ, one statement for each table and kind of change, and answers what became of
 * them, in their order. Each leaves one audit row, its parts as whole lists in it: half of the rows that entities leave, which suffices to
 * tell what was there when. Search rows follow when the transaction ends.
 */
export async function writeRecords(
  context: BatchContext,
  record: RecordTable,
  batch: readonly Wanted[],
): Promise<SavedRecord[]> {
  const { em } = context;
  const work = batch.map((wanted) => workOn(context, record, wanted));
  const created = work.filter(({ difference }) => difference.outcome === 'CREATED');
  const changed = work.filter(({ difference }) => difference.outcome === 'CHANGED');
  await insertRows(
    em,
    record.table,
    created.map(({ row }) => row),
  );
  // A column that changes in one row of the batch is written in all: with what it holds where it does not change.
  const columns = new Set(changed.flatMap(({ difference }) => difference.columns));
  await updateRows(
    em,
    record.table,
    ['version', 'updated_at', ...columns],
    changed.map(({ stored, row }) => ({ ...stored?.row, ...row })),
  );
  for (const name of Object.keys(record.parts)) await writeParts(em, record, name, work);
  await noteRecords(
    context,
    record,
    [...created, ...changed].map((item) => noteOf(record, item)),
  );
  return work.map(({ row, stored, difference: { outcome, changes, before } }) => {
    const version = (outcome === 'SAME' ? stored?.row.version : row.version) as number;
    return { id: row.id as string, outcome, version, changes, before };
  });
}

interface Work extends Wanted {
  readonly difference: Difference;
}

/** A record with its difference, and with the version and stamps that it gets. */
function workOn({ now }: BatchContext, record: RecordTable, wanted: Wanted): Work {
  const old = wanted.stored?.row;
  const at = now.toISOString();
  const stamps = old ? { updated_at: at } : { created_at: at, updated_at: at };
  const row = { ...wanted.row, version: ((old?.version as number) ?? 0) + 1, ...stamps };
  return { ...wanted, row, difference: differenceOf(record, wanted) };
}

async function writeParts(em: EntityManager, record: RecordTable, name: string, work: readonly Work[]): Promise<void> {
  const { table, owner } = record.parts[name]!;
  const lists = work.flatMap(({ row, difference }) => {
    const part = difference.parts[name];
    return part ? [{ id: row.id, ...part }] : [];
  });
  await deleteRows(
    em,
    table,
    lists.flatMap(({ gone }) => gone),
  );
  const added = lists.flatMap((list) => list.added.map((row) => ({ id: uuid(), ...row, [owner]: list.id })));
  await insertRows(em, table, added);
}

function noteOf(record: RecordTable, { row, parts, difference }: Work): Note {
  const isNew = difference.outcome === 'CREATED';
  const names = isNew ? Object.keys(row).filter((name) => name !== 'version') : ['updated_at', ...difference.columns];
  const changes: Record<string, unknown> = {};
  for (const column of names) {
    const value = row[column] ?? null;
    // What a new record lacks need not be said.
    if (value !== null || !isNew) changes[propertyOf(column, record)] = value;
  }
  for (const name of Object.keys(difference.parts)) {
    changes[name] = shownParts(parts[name]!, record.parts[name]!.owner);
  }
  return [row.id as string, isNew ? AuditAction.CREATED : AuditAction.UPDATED, changes];
}

/** Leaves an audit row for each record, and has its search rows refreshed. */
export async function noteRecords(
  context: BatchContext,
  { entity }: RecordTable,
  notes: readonly Note[],
): Promise<void> {
  const { em, now, by, requestId } = context;
  const common = { at: now.toISOString(), by, request_id: requestId, entity_type: entity.name };
  const rows = notes.map(([id, action, changes]) => ({ id: uuid(), ...common, action, entity_id: id, changes }));
  await insertRows(em, 'audit_entry', rows);
  noteChanged(
    em,
    context,
    entity.name,
    notes.map(([id]) => id),
  );
}
