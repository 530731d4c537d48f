import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { type Sql } from 'sql-template-tag';
import { execute } from '../../platform/database/execute.ts';
import { type Text, UserError } from '../../platform/errors/user-error.ts';
import type { BatchRecord } from './findings.entity.ts';

/** The versions of records by now, by their ids. */
export type Versions = Map<string, number>;

/**
 * Refuses to undo an import when one of its records has changed since, also between two of its batches, or is gone; what imports wrote
 * that were undone does not count. Answers the records that have other versions than the import left, or that it wrote more than once.
 * @throws UserError CONFLICT
 */
export async function expectUnchanged(em: EntityManager, id: string): Promise<Versions> {
  const touched = await execute<Touched>(em, touchedAgain(id));
  const changed = touched.filter(({ isKnown }) => !isKnown);
  if (changed.length > 0) throw await changedSince(em, id, changed);
  return new Map(touched.map((record) => [record.id, record.version!]));
}

/** A record of an import. */
type Known = Pick<BatchRecord, 'type' | 'id'> & {
  /** The version that the import gave it first. */
  readonly first: number;
};

interface Touched extends Known {
  /** Null for one that is gone. */
  readonly version: number | null;
  /** Whether all versions since the first are of the import itself, or of imports that were undone and of their undoing. */
  readonly isKnown: boolean;
}

/** What others have undone is looked through only where versions are not all the import's own: it may be much. */
const touchedAgain = (id: string): Sql => sql`
  with own as (
    select record.type, record.id, record.version
    from import_batch batch, jsonb_to_recordset(batch.records) record (type text, id uuid, version int)
    where batch.import_id = ${id} and batch.undone_at is null
  ), done as materialized (
    select type, id, min(version) as first, max(version) as last, count(distinct version) as times,
      ${versionOf(sql`type`, sql`own.id`)} as version
    from own group by type, id
  ), doubtful as materialized (
    select * from done where version is distinct from last or times <> last - first + 1
  ), known as (
    select id, version from own where id in (select id from doubtful)
    union
    select record.id, unnest(array[record.version, record.restored])
    from import_batch batch, jsonb_to_recordset(batch.records) record (id uuid, version int, restored int)
    where exists (select from doubtful where version is not null) and record.id in (select id from doubtful)
      and batch.undone_at >= (select created_at from import where id = ${id})
  )
  select type, doubtful.id, first, doubtful.version,
    doubtful.version is not null and count(known.version) = doubtful.version - first + 1 as "isKnown"
  from doubtful left join known on known.id = doubtful.id and known.version between first and doubtful.version
  group by type, doubtful.id, first, doubtful.version
  union all
  select type, id, first, version, true from done where times > 1 and version = last and times = last - first + 1`;

/** The version of a record by now; null for one that is gone. */
export const versionOf = (type: Sql, id: Sql): Sql => sql`
  case ${type}
    when 'product' then (select version from product where product.id = ${id})
    when 'facility' then (select version from facility where facility.id = ${id})
    when 'certificate' then (select version from certificate where certificate.id = ${id})
  end`;

/** So many records are named. */
const NAMED = 3;

/** The refusal to undo an import some of whose records have changed: it names a few of them, and the import that wrote them last. */
export async function changedSince(em: EntityManager, id: string, changed: readonly Known[]): Promise<UserError> {
  const some = JSON.stringify(changed.slice(0, NAMED));
  const names = (await namesOf(em, some)).map((name) => `"${name}"`).join(', ');
  const named = names && ` (${names}${changed.length > NAMED ? ', …' : ''})`;
  const later = await importSince(em, id, some);
  const text = {
    vi: `Không hoàn tác được: ${changed.length} bản ghi của lượt nhập này${named} đã được sửa, xoá, hoặc được bản ghi khác dùng đến, sau khi nhập.`,
    en: `This cannot be undone: ${changed.length} records of the import${named} were changed or deleted, or are referred to by others, since.`,
  };
  return new UserError('CONFLICT', ['id'], later ? afterwards(text, later) : text);
}

const afterwards = ({ vi, en }: Text, { fileName, at }: LaterImport): Text => ({
  vi: `${vi} Lượt nhập "${fileName}" lúc ${at} đã ghi sau lượt này: phải hoàn tác lượt ấy trước.`,
  en: `${en} The import of "${fileName}" of ${at} wrote after this one: it has to be undone first.`,
});

/** The names of those of the records that are still there. */
async function namesOf(em: EntityManager, records: string): Promise<string[]> {
  const query = sql`
    select name from jsonb_to_recordset(${records}::jsonb) changed (type text, id uuid)
    cross join lateral (
      select name_vi as name from product where type = 'product' and product.id = changed.id
      union all select name from facility where type = 'facility' and facility.id = changed.id
      union all select concat_ws(' ', kind, number) from certificate where type = 'certificate' and certificate.id = changed.id
    ) named`;
  return (await execute<{ name: string }>(em, query)).map(({ name }) => name);
}

interface LaterImport {
  readonly fileName: string;
  /** When it ended, by the clock of Viet Nam. */
  readonly at: string;
}

/** The import that was the last to write one of some records after another import, and was not undone. */
async function importSince(em: EntityManager, id: string, records: string): Promise<LaterImport | undefined> {
  const query = sql`
    select later.file_name as "fileName",
      to_char(coalesce(later.ended_at, later.created_at) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as at
    from import later
    join import_batch batch on batch.import_id = later.id and batch.undone_at is null
    cross join jsonb_to_recordset(batch.records) record (id uuid, version int)
    join jsonb_to_recordset(${records}::jsonb) changed (id uuid, first int)
      on changed.id = record.id and record.version > changed.first
    where later.id <> ${id} and coalesce(later.ended_at, 'infinity') >= (select created_at from import where id = ${id})
    order by record.version desc limit 1`;
  return (await execute<LaterImport>(em, query))[0];
}
