import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { type Sql } from 'sql-template-tag';
import { unsaveCertificates } from '../../certificates/save-certificates.ts';
import { unsaveFacilities } from '../../facilities/save-facilities.ts';
import type { BatchContext } from '../../platform/database/batch.ts';
import { execute } from '../../platform/database/execute.ts';
import { LostRace, type WriteContext, write } from '../../platform/database/write.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import type { JobContext } from '../../platform/jobs/job.ts';
import { lastingReason } from '../../platform/jobs/lasting-reason.ts';
import { unsaveProducts } from '../../products/unsave-products.ts';
import { changedSince, expectUnchanged, type Versions, versionOf } from './changed-since.ts';
import type { BatchRecord } from './findings.entity.ts';
import { type Import, ImportState } from './import.entity.ts';
import { brokenBy, nextRound, type Round, step } from './load-import.ts';
import { contextOf } from './run-import.ts';

/** In which order records are taken back: what refers to others first. */
const ORDER = [
  ['certificate', unsaveCertificates],
  ['product', unsaveProducts],
  ['facility', unsaveFacilities],
] as const;

/** A round in which an import is undone. Jobs of before more was noted lack it. */
export interface Undoing extends Round {
  /** Who asked for it; else it is done in the name of who brought the file. */
  readonly by?: string;
  /** How many batches were taken back before it. */
  readonly undone?: number;
}

/**
 * Takes back all that an import did: what it made is deleted, what it changed is as it was. When something of it has changed since,
 * nothing is taken back. The last batch goes first, each in one transaction: after a crash the one before it follows.
 */
export async function undoImport(context: JobContext, undoing: Undoing): Promise<void> {
  const found = await stepOfUndo(context, undoing, (current) => {
    current.undoFailureText = null;
  });
  if (!found) return;
  try {
    await undoAll(contextOf(context, { createdBy: undoing.by ?? found.createdBy }), undoing);
  } catch (error) {
    if (error instanceof LostRace) await noteLost(context, undoing, error);
    await keep(context, undoing, lastingReason(context, error));
  }
}

/** Changes an import under its lock while it is being undone; null where it is not. */
const stepOfUndo = (
  context: JobContext,
  undoing: Undoing,
  change: (found: Import, em: EntityManager) => unknown,
): Promise<Import | null> =>
  step(context, undoing, async (current, em) => {
    if (current.state !== ImportState.UNDOING) return false;
    await change(current, em);
    return true;
  });

/** Says what was in the way, in case that the undo is not tried again. */
const noteLost = (context: JobContext, undoing: Undoing, { text }: LostRace): Promise<unknown> =>
  stepOfUndo(context, undoing, (current) => {
    current.undoFailureText = text;
  });

/**
 * What becomes of an import that was not undone however often that was tried: where the attempts took further batches back, it goes on by
 * a job of its own; else it is kept.
 */
export async function goOnOrKeep(
  context: JobContext,
  undoing: Undoing,
  goOn: (em: EntityManager, undoing: Undoing) => Promise<void>,
): Promise<void> {
  let reason = brokenBy(context);
  const goesOn = await step(context, undoing, async (current, em) => {
    reason = current.undoFailureText ?? reason;
    const { count } = await undoneBatches(em, undoing.id);
    if (current.state !== ImportState.UNDOING || count <= (undoing.undone ?? 0)) return false;
    await goOn(em, { ...undoing, ...nextRound(current), undone: count });
    return true;
  });
  if (!goesOn) await keep(context, undoing, reason);
}

/** Leaves an import as it was that could not be undone; one of which a part was undone, as given up. */
const keep = (context: JobContext, undoing: Undoing, reason: Text): Promise<unknown> =>
  stepOfUndo(context, undoing, async (current, em) => {
    const { firstRow } = await undoneBatches(em, undoing.id);
    if (firstRow === null) current.keep(reason);
    else current.keepRest(undoneFrom(firstRow, reason));
  });

const undoneFrom = (row: number, reason: Text): Text => ({
  vi: `${reason.vi} Các dòng từ ${row} trở đi đã được hoàn tác, các dòng trước đó thì chưa.`,
  en: `${reason.en} The rows from ${row} on were taken back, those before them were not.`,
});

interface UndoneBatches {
  readonly count: number;
  /** Their first row; null where there are none. */
  readonly firstRow: number | null;
}

/** What of an import is taken back. */
export async function undoneBatches(em: EntityManager, id: string): Promise<UndoneBatches> {
  const query = sql`
    select count(*)::int as count, min(first_row) as "firstRow" from import_batch
    where import_id = ${id} and undone_at is not null`;
  return (await execute<UndoneBatches>(em, query))[0]!;
}

/** How much of the work the rehearsal is, in percent: it writes no search rows. */
const REHEARSAL = 20;

async function undoAll(context: JobContext, undoing: Undoing): Promise<void> {
  const em = context.orm.em.fork();
  const versions = await expectUnchanged(em, undoing.id);
  const query = sql`
    select id from import_batch where import_id = ${undoing.id} and undone_at is null order by first_row desc`;
  const batches = (await execute<{ id: string }>(em, query)).map(({ id }) => id);
  // One batch is taken back as a whole, or not at all.
  if (batches.length > 1) {
    await rehearse(context, { job: context, undoing, batches, versions: new Map(versions) }).catch((error) => {
      if (error !== REHEARSED) throw error;
    });
  }
  for (const [place, batch] of batches.entries()) {
    context.signal.throwIfAborted();
    const percent = REHEARSAL + ((place + 1) / batches.length) * (100 - REHEARSAL);
    if (!(await undoBatch(context, { undoing, batch, versions, percent }))) return;
    context.progress(Math.round(percent), 100);
  }
  await stepOfUndo(context, undoing, (current) => current.endUndo(context.now));
}

interface Rehearsal {
  readonly job: JobContext;
  readonly undoing: Undoing;
  readonly batches: readonly string[];
  readonly versions: Versions;
}

/** Ends a rehearsal, of which nothing stays. */
const REHEARSED = new Error('All was taken back, and is there again.');

/**
 * Takes all back in one transaction that is then given up, so that nothing is taken back where that cannot be done for all: something may
 * have come to refer to a record, or have taken its code. Others wait for the records meanwhile, but not for the search.
 * @throws REHEARSED when all can be taken back
 */
const rehearse = write(
  async (context: WriteContext, { job, undoing, batches, versions }: Rehearsal): Promise<never> => {
    for (const [place, batch] of batches.entries()) {
      job.signal.throwIfAborted();
      await takeBack(context, { undoing, batch, versions });
      const percent = ((place + 1) / batches.length) * REHEARSAL;
      const { text, values } = noteOf(undoing, percent);
      await job.db.query(text, values);
      job.progress(Math.round(percent), 100);
    }
    throw REHEARSED;
  },
);

/** Notes how far an undo is; answers nothing where it is not this job's any more. */
const noteOf = ({ id, round = 0 }: Undoing, percent: number): Sql => sql`
  update import set percent = ${percent}
  where id = ${id} and round = ${round} and state = ${ImportState.UNDOING} returning id`;

interface Batch {
  readonly undoing: Undoing;
  /** Its key. */
  readonly batch: string;
  /** Of records that others wrote since, or that were taken back in later batches. */
  readonly versions: Versions;
}

/** Takes a batch back; false when that is no longer for this job to do, and then nothing was. */
const undoBatch = write(async (context: WriteContext, { percent, ...batch }: Batch & { percent: number }) => {
  const going = await execute(context.em, noteOf(batch.undoing, percent));
  if (going.length === 0) return false;
  await takeBack(context, batch);
  return true;
});

/** @throws UserError CONFLICT when something has changed since; LostRace when a job that runs twice finds the batch taken back */
async function takeBack(context: BatchContext, { undoing, batch, versions }: Batch): Promise<void> {
  const { em, now } = context;
  const [stored] = await execute<{ records: BatchRecord[] }>(
    em,
    sql`select records from import_batch where id = ${batch} and undone_at is null`,
  );
  if (!stored) throw new LostRace('CONFLICT', [], UNDONE_BY_ANOTHER);
  for (const [type, unsave] of ORDER) {
    const records = stored.records
      .filter((record) => record.type === type)
      .map((record) => ({ ...record, version: versions.get(record.id) ?? record.version }));
    if (records.length === 0) continue;
    const { changedSince: ids } = await unsave(context, records as never);
    const changed = records
      .filter(({ id }) => ids.includes(id))
      .map(({ id, version }) => ({ type, id, first: version }));
    if (changed.length > 0) throw await changedSince(em, undoing.id, changed);
  }
  const [undone] = await execute<{ records: BatchRecord[] }>(
    em,
    sql`
      update import_batch set undone_at = ${now}, records = (
        select coalesce(jsonb_agg(record || jsonb_build_object('restored', version) order by place), '[]')
        from jsonb_array_elements(records) with ordinality done (record, place)
        cross join lateral (select ${versionOf(sql`record ->> 'type'`, sql`(record ->> 'id')::uuid`)} as version) now
      ) where id = ${batch} returning records`,
  );
  for (const { id, restored } of undone!.records) if (versions.has(id) && restored) versions.set(id, restored);
}

const UNDONE_BY_ANOTHER: Text = {
  vi: 'Một tiến trình khác đã hoàn tác các dòng này.',
  en: 'Another job has taken these rows back.',
};
