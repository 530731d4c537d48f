import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { type Sql } from 'sql-template-tag';
import { unsaveCertificates } from '../../certificates/save-certificates.ts';
import { unsaveFacilities } from '../../facilities/save-facilities.ts';
import { quoted } from '../../platform/cells/reading.ts';
import { execute } from '../../platform/database/execute.ts';
import { type WriteContext, write } from '../../platform/database/write.ts';
import { type Text, UserError } from '../../platform/errors/user-error.ts';
import type { JobContext } from '../../platform/jobs/job.ts';
import { lastingReason } from '../../platform/jobs/lasting-reason.ts';
import { unsaveProducts } from '../../products/unsave-products.ts';
import type { BatchRecord } from './findings.entity.ts';
import { ImportState } from './import.entity.ts';
import { lockImport, type Round, step } from './load-import.ts';
import { contextOf } from './run-import.ts';

/** In which order records are taken back: what refers to others first. */
const ORDER = [
  ['certificate', unsaveCertificates],
  ['product', unsaveProducts],
  ['facility', unsaveFacilities],
] as const;

/** Milliseconds between two notes of how far it is. */
const TELL_EVERY = 500;

/**
 * Takes back all that an import did, the last batch first, in one transaction: what it made is deleted, what it changed is as it was.
 * When something of it has changed since, nothing is taken back.
 */
export async function undoImport(context: JobContext, round: Round): Promise<void> {
  const found = await step(context, round, ({ state }) => state === ImportState.UNDOING);
  if (!found) return;
  try {
    await undoAll(contextOf(context, found), { id: round.id, job: context });
  } catch (error) {
    await keep(context, round, lastingReason(context, error));
  }
}

/** Leaves an import as it was that could not be undone. */
export const keep = (context: JobContext, round: Round, reason: Text): Promise<unknown> =>
  step(context, round, (current) => current.keep(reason));

const undoAll = write(async (context: WriteContext, { id, job }: { id: string; job: JobContext }): Promise<void> => {
  const { em } = context;
  const moved = (await refuseIfChanged(em, id)) > 0 ? await movedRecords(em, id) : NONE_MOVED;
  const batches = await execute<{ id: string }>(
    em,
    sql`select id from import_batch where import_id = ${id} order by first_row desc`,
  );
  let told = performance.now();
  for (const [place, batch] of batches.entries()) {
    job.signal.throwIfAborted();
    await undoBatch(context, batch.id, moved);
    job.progress(place + 1, batches.length);
    if (performance.now() - told < TELL_EVERY) continue;
    told = performance.now();
    await job.db.query('update import set percent = $2 where id = $1', [id, ((place + 1) / batches.length) * 100]);
  }
  (await lockImport(em, id)).endUndo(context.now);
});

/**
 * Answers how many records have moved on since without having changed: other imports changed them, and were undone.
 * @throws UserError CONFLICT when a record of the import has otherwise changed since, also between two of its batches, or is gone
 */
export async function refuseIfChanged(em: EntityManager, id: string): Promise<number> {
  const [counts] = await execute<{ changed: number; moved: number }>(
    em,
    sql`
      select count(*) filter (where not is_known)::int as changed, count(*) filter (where is_known)::int as moved
      from (${movedSince(id)}) moved`,
  );
  if (counts!.changed > 0) {
    const some = await execute<{ id: string }>(
      em,
      sql`select id from (${movedSince(id)}) moved where not is_known order by id limit ${NAMED}`,
    );
    const ids = some.map((one) => one.id);
    throw changedSince(counts!.changed, await namesOf(em, ids));
  }
  return counts!.moved;
}

/** Records that are named where they cannot be taken back. */
const NAMED = 3;

/** What people call the first of some records, with their codes; null for one that is gone. */
async function namesOf(em: EntityManager, ids: readonly string[]): Promise<(string | null)[]> {
  const rows = await execute<{ name: string | null }>(
    em,
    sql`
      select coalesce(
        (select concat_ws(' ', external_id, name_vi) from product where product.id = given.id),
        (select name from facility where facility.id = given.id),
        (select concat_ws(' ', kind, number) from certificate where certificate.id = given.id)) as name
      from unnest(${ids.slice(0, NAMED)}::uuid[]) with ordinality given (id, place)
      order by place`,
  );
  return rows.map(({ name }) => name);
}

/** The versions that records have by now, by their ids. */
type Moved = ReadonlyMap<string, number>;

const NONE_MOVED: Moved = new Map();

async function movedRecords(em: EntityManager, id: string): Promise<Moved> {
  const rows = await execute<{ id: string; version: number }>(
    em,
    sql`select id, version from (${movedSince(id)}) moved where is_known`,
  );
  return new Map(rows.map((row) => [row.id, row.version]));
}

/**
 * The records of an import whose versions are others than it left, with `is_known`: whether all their versions since it first wrote them
 * are its own, or were made by imports that were undone, and by their undoing.
 */
const movedSince = (id: string): Sql => sql`
  with own as (
    select record.type, record.id, record.version
    from import_batch batch, jsonb_to_recordset(batch.records) record (type text, id uuid, version int)
    where batch.import_id = ${id}
  ), done as (
    select type, id, min(version) as first, max(version) as last, ${versionOf(sql`own.type`, sql`own.id`)} as version
    from own group by type, id
  ), known as (
    select id, version from own
    union
    select record.id, unnest(array[record.version, record.restored])
    from import other
    join import_batch batch on batch.import_id = other.id
    cross join jsonb_to_recordset(batch.records) record (id uuid, version int, restored int)
    where other.state = ${ImportState.UNDONE}
  )
  select done.id, done.version,
    done.version is not null and count(known.version) = done.version - done.first + 1 as is_known
  from done left join known on known.id = done.id and known.version between done.first and done.version
  group by done.type, done.id, done.first, done.last, done.version
  having done.last is distinct from done.version or count(known.version) <> done.version - done.first + 1`;

/** The version of a record by now; null for one that is gone. */
const versionOf = (type: Sql, id: Sql): Sql => sql`
  case ${type}
    when 'product' then (select version from product where product.id = ${id})
    when 'facility' then (select version from facility where facility.id = ${id})
    when 'certificate' then (select version from certificate where certificate.id = ${id})
  end`;

async function undoBatch(context: WriteContext, id: string, moved: Moved): Promise<void> {
  const { em } = context;
  const [stored] = await execute<{ records: BatchRecord[] }>(
    em,
    sql`select records from import_batch where id = ${id}`,
  );
  for (const [type, unsave] of ORDER) {
    const records = stored!.records
      .filter((record) => record.type === type)
      .map((record) => ({ ...record, version: moved.get(record.id) ?? record.version }));
    if (records.length === 0) continue;
    const { changedSince: ids } = await unsave(context, records as never);
    if (ids.length > 0) throw changedSince(ids.length, await namesOf(em, ids));
  }
  await execute(
    em,
    sql`
      update import_batch set records = (
        select coalesce(jsonb_agg(record || jsonb_build_object('restored', version) order by place), '[]')
        from jsonb_array_elements(records) with ordinality done (record, place)
        cross join lateral (select ${versionOf(sql`record ->> 'type'`, sql`(record ->> 'id')::uuid`)} as version) now
      ) where id = ${id}`,
  );
}

function changedSince(count: number, names: readonly (string | null)[]): UserError {
  const more = count > names.length ? ['…'] : [];
  const listed = (gone: string) => [...names.map((name) => (name === null ? gone : quoted(name))), ...more].join(', ');
  return new UserError('CONFLICT', ['id'], {
    vi: `Không hoàn tác được: ${count} bản ghi của lượt nhập này đã được sửa, hoặc được bản ghi khác dùng đến, sau khi nhập: ${listed('một bản ghi đã bị xoá')}.`,
    en: `This cannot be undone: ${count} records of the import were changed, or are referred to by others, since: ${listed('one that was deleted')}.`,
  });
}
