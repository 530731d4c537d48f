import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import type { Text } from '../../platform/errors/user-error.ts';
import { storeFile } from '../../platform/files/store-file.ts';
import { deleteStoredFiles, giveKey } from '../../platform/files/stored-files.ts';
import type { JobContext } from '../../platform/jobs/job.ts';
import { lastingReason } from '../../platform/jobs/lasting-reason.ts';
import { encodeCursor } from '../changes/cursor.ts';
import { cursorOf, standingOf } from '../changes/standing.ts';
import { contentOf, type ExportTally, newTally } from './content.ts';
import { type Export, ExportContent, ExportState } from './export.entity.ts';
import { lockIfThere } from './load-export.ts';
import { MEDIA_TYPES } from './names.ts';

/** Milliseconds between two notes of how far an export is. */
const TELL_EVERY = 500;

/** Bytes of a file at most. */
const MAX_BYTES = 4 * 1024 ** 3;

/** The reason for which a file is left off that nobody wants any more. */
const GIVEN_UP = new Error('The export was given up.');

/**
 * Writes the file of an export; after a crash from its start. One that was given up meanwhile leaves nothing. Where two jobs write it,
 * each has a file of its own, and the first that is whole becomes that of the export.
 */
export async function runExport(context: JobContext, id: string): Promise<void> {
  const found = await step(context, id, (current) => {
    if (!current.may('run')) return false;
    current.take('run');
    Object.assign(current, { percent: 0, rows: 0 });
    return true;
  });
  if (!found) return;
  try {
    await writeFile(context, found);
  } catch (error) {
    if (error === GIVEN_UP) return;
    // What the caller can mend ends it; all else is tried again, a few times.
    await endFailed(context, id, lastingReason(context, error));
  }
}

async function writeFile(context: JobContext, found: Export): Promise<void> {
  const { db, now, signal } = context;
  const tally = newTally();
  // A reader of the file learns from the changes since then what it does not have yet; what they hold as due must be in the file.
  const standing = await standingOf(db, now);
  if (found.what === ExportContent.RECORDS) tally.cursor = encodeCursor(cursorOf(standing));
  const content = contentOf({ ...context, now: standing.now }, found, tally, signal);
  const { id } = await storeFile({ db, now }, told(context, found.id, content, tally), {
    name: found.fileName,
    mediaType: MEDIA_TYPES[found.format],
    by: found.createdBy,
    expiresAt: found.linkExpiresAt,
    maxBytes: MAX_BYTES,
    mayBeEmpty: true,
  });
  const done = await step(context, found.id, async (current, em) => {
    if (current.state !== ExportState.RUNNING) return false;
    current.take('finish');
    await giveKey(em, id, current.file);
    const { rows, cut, cursor } = tally;
    Object.assign(current, { percent: 100, rows, cut, cursor, endedAt: now });
    return true;
  });
  if (!done) await deleteStoredFiles(db, [id]);
}

/** The same bytes; while they go by, the export says how far it is. @throws GIVEN_UP when nobody wants them any more */
async function* told(
  context: JobContext,
  id: string,
  bytes: AsyncIterable<Uint8Array>,
  tally: ExportTally,
): AsyncGenerator<Uint8Array> {
  let last = performance.now();
  for await (const piece of bytes) {
    yield piece;
    if (performance.now() - last < TELL_EVERY) continue;
    last = performance.now();
    context.progress(Math.round(tally.fraction * 100), 100);
    if (!(await note(context, id, tally))) throw GIVEN_UP;
  }
}

/** Notes how far an export is; false when it was given up. */
async function note({ db }: JobContext, id: string, { rows, fraction }: ExportTally): Promise<boolean> {
  const { text, values } = sql`
    update export set percent = ${Math.round(fraction * 1_000) / 10}, rows = ${rows} where id = ${id} and state = 'RUNNING' returning id`;
  return (await db.query(text, values)).length > 0;
}

/** Ends an export that broke, or whose process was ended, each time it was tried; what it wrote is swept. */
export const giveUpExport = (context: JobContext, id: string): Promise<unknown> => endFailed(context, id, BROKEN);

const BROKEN: Text = {
  vi: 'Máy chủ không ghi được tệp này; hãy xuất lại.',
  en: 'The server could not write this file; start it again.',
};

/** Ends an export that cannot be written, and says why. */
function endFailed(context: JobContext, id: string, failureText: Text): Promise<Export | null> {
  return step(context, id, (current) => {
    if (!current.may('fail')) return false;
    current.take('fail');
    Object.assign(current, { failureText, endedAt: context.now });
    return true;
  });
}

/** Changes an export under its lock; null where `change` says that there is nothing to be done, and where it is gone. */
async function step(
  { orm }: JobContext,
  id: string,
  change: (found: Export, em: EntityManager) => boolean | Promise<boolean>,
): Promise<Export | null> {
  return orm.em.fork().transactional(async (em) => {
    const found = await lockIfThere(em, id);
    return found && (await change(found, em)) ? found : null;
  });
}
