import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { unsaveCertificates } from '../../certificates/save-certificates.ts';
import { unsaveFacilities } from '../../facilities/save-facilities.ts';
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
  await refuseIfChanged(em, id);
  const batches = await execute<{ id: string }>(
    em,
    sql`select id from import_batch where import_id = ${id} order by first_row desc`,
  );
  let told = performance.now();
  for (const [place, batch] of batches.entries()) {
    job.signal.throwIfAborted();
    await undoBatch(context, batch.id);
    job.progress(place + 1, batches.length);
    if (performance.now() - told < TELL_EVERY) continue;
    told = performance.now();
    await job.db.query('update import set percent = $2 where id = $1', [id, ((place + 1) / batches.length) * 100]);
  }
  (await lockImport(em, id)).endUndo(context.now);
});

/** @throws UserError CONFLICT when a record of the import has another version now, is gone, or was changed between two of its batches */
export async function refuseIfChanged(em: EntityManager, id: string): Promise<void> {
  const counts = await execute<{ changed: number }>(
    em,
    sql`
      with done as (
        select record.type, record.id, max(record.version) as version,
          max(record.version) - min(record.version) + 1 > count(*) as is_between
        from import_batch batch, jsonb_to_recordset(batch.records) record (type text, id uuid, version int)
        where batch.import_id = ${id}
        group by record.type, record.id
      )
      select count(*)::int as changed from done
      where is_between or done.version is distinct from case done.type
        when 'product' then (select version from product where id = done.id)
        when 'facility' then (select version from facility where id = done.id)
        when 'certificate' then (select version from certificate where id = done.id)
      end`,
  );
  if (counts[0]!.changed > 0) throw changedSince(counts[0]!.changed);
}

async function undoBatch(context: WriteContext, id: string): Promise<void> {
  const [stored] = await execute<{ records: BatchRecord[] }>(
    context.em,
    sql`select records from import_batch where id = ${id}`,
  );
  for (const [type, unsave] of ORDER) {
    const records = stored!.records.filter((record) => record.type === type);
    if (records.length === 0) continue;
    const { changedSince: ids } = await unsave(context, records as never);
    if (ids.length > 0) throw changedSince(ids.length);
  }
}

const changedSince = (records: number): UserError =>
  new UserError('CONFLICT', ['id'], {
    vi: `Không hoàn tác được: ${records} bản ghi của lượt nhập này đã được sửa, hoặc được bản ghi khác dùng đến, sau khi nhập.`,
    en: `This cannot be undone: ${records} records of the import were changed, or are referred to by others, since.`,
  });
