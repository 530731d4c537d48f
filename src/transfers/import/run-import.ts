import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import { execute } from '../../platform/database/execute.ts';
import { lockNumber, takeTurn } from '../../platform/database/locks.ts';
import { LostRace, type WriteContext, write } from '../../platform/database/write.ts';
import { type Language, type Text, userErrorsOf } from '../../platform/errors/user-error.ts';
import type { JobContext } from '../../platform/jobs/job.ts';
import { lastingReason } from '../../platform/jobs/lasting-reason.ts';
import type { QuestionChoice } from '../columns/question.ts';
import type { RowReader } from '../columns/row-reader.ts';
import { type Counts, withRows } from './counts.ts';
import type { BatchRecord } from './findings.entity.ts';
import { insertRows, saveProblems } from './findings.ts';
import { type Import, ImportState } from './import.entity.ts';
import { type ImportFile, openImportFile } from './import-file.ts';
import type { Importer, ReadRow } from './importers/importer.ts';
import { openImporter } from './importers/kinds.ts';
import { brokenBy, failRound, nextRound, type Round, step } from './load-import.ts';
import { type DoneRow, doneRows, isClear, type ReadBatch, readBatches } from './read-rows.ts';
import { writtenPart } from './written-part.ts';

/** Writes what was checked, batch by batch, each in one transaction with the note that it is done: after a crash the next one follows. */
export async function runImport(context: JobContext, round: Round): Promise<void> {
  const found = await step(context, round, (current) => {
    if (!current.may('write')) return false;
    current.take('write');
    return true;
  });
  if (!found) return;
  try {
    const file = await openImportFile(context.db, found);
    try {
      await runRows(context, found, file);
    } finally {
      await file.close();
    }
  } catch (error) {
    await failRound(context, round, lastingReason(context, error));
  }
}

/** A round in which an import is written. */
export interface Writing extends Round {
  /** The last row that was in before it. */
  readonly after?: number;
}

/**
 * What becomes of an import that was not written to its end however often that was tried: where the attempts got beyond the row that
 * they began `after`, it goes on by a job of its own; else it ends.
 */
export async function goOnOrGiveUp(
  context: JobContext,
  { after = 0, ...round }: Writing,
  goOn: (em: EntityManager, writing: Writing) => Promise<void>,
): Promise<void> {
  const goesOn = await step(context, round, async (current, em) => {
    const { row: done } = await writtenPart(em, round.id);
    if (!current.may('write') || done <= after) return false;
    await goOn(em, { ...nextRound(current), after: done });
    return true;
  });
  if (!goesOn) await failRound(context, round, brokenBy(context));
}

async function runRows(context: JobContext, found: Import, file: ImportFile): Promise<void> {
  const writing = contextOf(context, found);
  const importer = await openImporter(found.kind, { id: found.id, context: writing, options: found.options });
  const em = context.orm.em.fork();
  const refused = await refusedRows(em, found.id);
  const { row: below } = await writtenPart(em, found.id);
  for await (const batch of readBatches(file, importer, { signal: context.signal, below })) {
    context.signal.throwIfAborted();
    if (!(await writeBatch(writing, { found, importer, refused, ...batch }))) return;
    context.progress(Math.round(batch.fraction * 100), 100);
  }
  await step(context, found, (current) => {
    if (current.state !== ImportState.IMPORTING) return false;
    current.take('finish');
    Object.assign(current, { percent: 100, endedAt: context.now });
    return true;
  });
}

/** The job writes in the name of who brought the file. */
export const contextOf = (context: JobContext, { createdBy }: Pick<Import, 'createdBy'>): JobContext => ({
  ...context,
  viewer: { role: 'operator', name: createdBy },
});

interface Batch extends ReadBatch<unknown> {
  readonly found: Import;
  readonly importer: Importer<unknown, unknown>;
  /** Rows that the check refused. */
  readonly refused: ReadonlySet<number>;
}

/** Batches of different imports are written one after the other: each finds what the others have made. */
const WRITING = lockNumber('batches of imports');

/**
 * Writes a batch; false when that is no longer for this job to do, and then nothing was.
 * @throws LostRace when a job that runs twice finds the batch written: it is tried again, since the other may end before its time
 */
const writeBatch = write(async (context: WriteContext, batch: Batch): Promise<boolean> => {
  const { em } = context;
  const { found, importer, refused, rows } = batch;
  await takeTurn(em, WRITING);
  const [current] = await execute<Pick<Import, 'round' | 'state'>>(
    em,
    sql`select round, state from import where id = ${found.id} for update`,
  );
  if (current?.state !== ImportState.IMPORTING || current.round !== found.round) return false;
  const before = await writtenPart(em, found.id);
  if (before.row >= rows[0]!.reader.row) throw new LostRace('CONFLICT', [], WRITTEN_BY_ANOTHER);
  const going = rows.filter(({ reader }) => !reader.isLeftOut && !refused.has(reader.row));
  // Rows that refer to others of the batch find them once these are written.
  const [first, later] = [
    going.filter((row) => !importer.isLater?.(row.given)),
    going.filter((row) => importer.isLater?.(row.given)),
  ];
  const written = [await writeRows(context, importer, first), await writeRows(context, importer, later)];
  for (const { reader } of going) refuseUndecided(reader);
  // What the check refused is in its report; what was refused only now joins it.
  await saveProblems(
    em,
    found.id,
    going.map(({ reader }) => reader),
  );
  await noteBatch(em, batch, written, before.counts);
  return true;
});

const WRITTEN_BY_ANOTHER = {
  vi: 'Một tiến trình khác đã ghi các dòng này.',
  en: 'Another job has written these rows.',
};

/** What was written of some rows. */
interface Written {
  readonly done: readonly DoneRow[];
  readonly records: readonly BatchRecord[];
  readonly facilities: number;
}

/** A row that still leaves something open is not written, and its report says what: the check may not have asked it. */
function refuseUndecided(reader: RowReader): void {
  if (reader.isLeftOut || reader.problems.length > 0) return;
  for (const { column, value, choices } of reader.questions) {
    const about = column ? reader.at(column, value) : reader.about(null, value);
    about.refuse(unanswered(choices), { code: 'INVALID_STATE' });
  }
}

const unanswered = (choices: readonly QuestionChoice[]): Text => {
  const listed = (language: Language) => choices.map(({ label }) => `"${label[language]}"`).join(', ');
  return {
    vi: `Chưa ai trả lời điều này nghĩa là gì: ${listed('vi')}. Hãy nhập lại dòng này và trả lời khi được hỏi.`,
    en: `Nobody has answered what is meant: ${listed('en')}. Import the row again and answer when that is asked.`,
  };
};

/**
 * Looks rows up and writes them together. Where another write took a code meanwhile they are written in halves: only those stay out that
 * are to blame.
 * @throws LostRace where another write holds what they need: the batch is to be tried again
 */
async function writeRows(
  context: WriteContext,
  importer: Importer<unknown, unknown>,
  rows: readonly ReadRow<unknown>[],
): Promise<Written> {
  if (rows.length === 0) return { done: [], records: [], facilities: 0 };
  const { em } = context;
  const batch = await importer.prepare(em, rows);
  await execute(em, sql`savepoint import_rows`);
  try {
    const { outcomes, records } = await importer.write(context, batch);
    await execute(em, sql`release savepoint import_rows`);
    return { done: doneRows(batch, outcomes), records, facilities: batch.newFacilities.length };
  } catch (error) {
    const reasons = userErrorsOf(error);
    if (!reasons || error instanceof LostRace) throw error;
    await execute(em, sql`rollback to savepoint import_rows`);
    const clear = rows.filter(isClear);
    if (clear.length === 1) {
      for (const { text, code } of reasons) clear[0]!.reader.about(null).refuse(text, { code });
      return { done: [], records: [], facilities: 0 };
    }
    const middle = clear.length >> 1;
    const first = await writeRows(context, importer, clear.slice(0, middle));
    const second = await writeRows(context, importer, clear.slice(middle));
    return {
      done: [...first.done, ...second.done],
      records: [...first.records, ...second.records],
      facilities: first.facilities + second.facilities,
    };
  }
}

async function noteBatch(
  em: EntityManager,
  { found, rows, refused, fraction }: Batch,
  written: readonly Written[],
  before: Counts,
): Promise<void> {
  const done = written.flatMap((part) => part.done);
  const facilities = written.reduce((sum, part) => sum + part.facilities, before.facilitiesCreated);
  const readers = rows.map(({ reader }) => reader);
  const counts = { ...withRows(before, readers, done, refused), facilitiesCreated: facilities };
  await insertRows(em, 'import_batch', [
    {
      id: uuid(),
      import_id: found.id,
      first_row: rows[0]!.reader.row,
      last_row: rows.at(-1)!.reader.row,
      created: counts.created - before.created,
      changed: counts.changed - before.changed,
      counts,
      records: written.flatMap(({ records }) => records),
    },
  ]);
  await execute(
    em,
    sql`update import set
        rows = ${counts.rows}, created = ${counts.created}, changed = ${counts.changed}, same = ${counts.same},
        refused = ${counts.refused}, left_out = ${counts.leftOut}, facilities_created = ${facilities},
        held_back = ${JSON.stringify(counts.heldBack)}::jsonb, percent = ${Math.round(fraction * 1_000) / 10}, version = version + 1
      where id = ${found.id}`,
  );
}

async function refusedRows(em: EntityManager, id: string): Promise<ReadonlySet<number>> {
  const rows = await execute<{ row: number }>(em, sql`select distinct row from import_problem where import_id = ${id}`);
  return new Set(rows.map(({ row }) => row));
}
