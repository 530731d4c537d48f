import { requireOperator } from '../../platform/auth/viewer.ts';
import { expectVersion, write } from '../../platform/database/write.ts';
import { UserError } from '../../platform/errors/user-error.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import { expectUnchanged } from './changed-since.ts';
import { ImportState } from './import.entity.ts';
import { RUN_IMPORT, UNDO_IMPORT } from './import.jobs.ts';
import { lockImport, nextRound } from './load-import.ts';
import { keepAnswers } from './sources.ts';
import { undoneBatches } from './undo-import.ts';
import { writtenPart } from './written-part.ts';

/**
 * Has a checked import written. One that is started already stays as it is: to send it twice is to send it once.
 * @throws UserError INVALID_STATE before it is checked, or while questions are open and rows would wait for them
 */
export const startImport = write(
  async (
    context,
    { id, version, withoutUndecided }: { id: string; version?: number | null; withoutUndecided: boolean },
  ) => {
    requireOperator(context.viewer);
    const { em } = context;
    const found = await lockImport(em, id);
    if (STARTED.includes(found.state)) return found.id;
    if (version != null) expectVersion(found, version);
    found.take('start');
    if (found.undecided > 0 && !withoutUndecided) throw undecided(found.undecided);
    await keepAnswers(em, found);
    const { row, counts } = await writtenPart(em, found.id);
    Object.assign(found, { percent: 0, ...counts, failureText: null });
    await addJob(em, RUN_IMPORT, { ...nextRound(found), after: row });
    return found.id;
  },
);

const STARTED: readonly ImportState[] = [ImportState.QUEUED, ImportState.IMPORTING, ImportState.DONE];

/** Gives an import up; batches that are finished stay, and can be undone. @throws UserError */
export const cancelImport = write(async (context, { id }: { id: string }): Promise<string> => {
  requireOperator(context.viewer);
  const found = await lockImport(context.em, id);
  if (found.state === ImportState.CANCELLED) return found.id;
  found.take('cancel');
  found.endedAt = context.now;
  return found.id;
});

/** Has all that an import did taken back. @throws UserError INVALID_STATE; CONFLICT when something of it has changed since */
export const undoImport = write(async (context, { id }: { id: string }): Promise<string> => {
  requireOperator(context.viewer);
  const { em, by } = context;
  const found = await lockImport(em, id);
  if (found.state === ImportState.UNDOING || found.state === ImportState.UNDONE) return found.id;
  found.beginUndo();
  await expectUnchanged(em, id);
  const { count: undone } = await undoneBatches(em, id);
  await addJob(em, UNDO_IMPORT, { ...nextRound(found), by, undone });
  return found.id;
});

const undecided = (rows: number): UserError =>
  new UserError('INVALID_STATE', ['withoutUndecided'], {
    vi: `Còn ${rows} dòng chờ câu trả lời; hãy trả lời các câu hỏi, hoặc gửi withoutUndecided: true để nhập các dòng còn lại.`,
    en: `${rows} rows wait for answers; answer the questions, or send withoutUndecided: true to import the others.`,
  });
