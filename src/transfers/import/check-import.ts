import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { textOf } from '../../platform/cells/text-cells.ts';
import { execute } from '../../platform/database/execute.ts';
import { type Language, UserError } from '../../platform/errors/user-error.ts';
import { fetchFile } from '../../platform/files/fetch-file.ts';
import { deleteStoredFiles } from '../../platform/files/stored-files.ts';
import { takeFile } from '../../platform/files/take-file.ts';
import type { JobContext } from '../../platform/jobs/job.ts';
import { lastingReason } from '../../platform/jobs/lasting-reason.ts';
import { firstCharacters } from '../../platform/text/first-characters.ts';
import { Findings } from './findings.ts';
import { type Import, ImportState } from './import.entity.ts';
import { type ImportFile, openImportFile } from './import-file.ts';
import type { Importer, ReadRow } from './importers/importer.ts';
import { openImporter } from './importers/kinds.ts';
import { failRound, type Round, step } from './load-import.ts';
import { type DoneRow, doneRows, readBatches } from './read-rows.ts';
import { forgetKeys, refuseRepeated } from './repeated-rows.ts';
import { writtenPart } from './written-part.ts';

/** Milliseconds between two notes of how far a check is. */
const TELL_EVERY = 500;

/**
 * Reads the file of an import and says what it would do, writing nothing of it: what would be created and changed, what is wrong in
 * which cell, and what must be asked. Rows that are in already stay as they are, with what was wrong with them. Begun anew after a crash.
 */
export async function checkImport(context: JobContext, round: Round): Promise<void> {
  const { id } = round;
  const found = await step(context, round, async (current, em) => {
    if (!current.may('check')) return false;
    current.take('check');
    Object.assign(current, { percent: 0, hiddenRows: 0, ...(await writtenPart(em, id)).counts });
    await forgetFindings(em, id);
    // Those of a check whose process was killed are there yet.
    await forgetKeys(em, current);
    current.attempt += 1;
    return true;
  });
  if (!found) return;
  try {
    const fetched = found.file ? found : await fetch(context, found);
    if (!fetched) return;
    const file = await openImportFile(context.db, fetched);
    try {
      if (!(await noteFile(context, found, file))) return;
      const findings = await findingsOf(context, found, file);
      if (findings) await say(context, found, findings, file);
    } finally {
      await file.close();
    }
  } catch (error) {
    await failRound(context, found, lastingReason(context, error));
  }
}

/** Fetches the file of an import from where it lies; null where it was given up meanwhile. @throws UserError where it cannot be had */
async function fetch(context: JobContext, found: Import): Promise<Import | null> {
  const { db, now, signal, files } = context;
  const {
    id: file,
    name: fileName,
    sha256: fileHash,
  } = await fetchFile({ db, now, signal, ...files }, found.url!, found.createdBy);
  const fetched = await step(context, found, async (current, em) => {
    if (current.state !== ImportState.CHECKING || !(await takeFile(em, file))) return false;
    Object.assign(current, { file, fileName, fileHash });
    return true;
  });
  if (!fetched) await deleteStoredFiles(db, [file]);
  return fetched;
}

/** Goes through the rows of a file; null where the import was given up, or another attempt has begun. */
async function findingsOf(context: JobContext, found: Import, file: ImportFile): Promise<Findings | null> {
  const em = context.orm.em.fork();
  try {
    return await checkRows(context, em, found, file);
  } finally {
    await forgetKeys(em, found);
  }
}

async function checkRows(
  context: JobContext,
  em: EntityManager,
  found: Import,
  file: ImportFile,
): Promise<Findings | null> {
  const importer = await openImporter(found.kind, { id: found.id, context, options: found.options });
  importer.refuseColumns?.(file.columns);
  refuseWithoutKey(importer, file);
  const { row: below, counts } = await writtenPart(em, found.id);
  const findings = new Findings(found.id, counts);
  let told = 0;
  for await (const { rows, fraction } of readBatches(file, importer, { signal: context.signal })) {
    context.signal.throwIfAborted();
    const kept = rows.filter(({ reader }) => !reader.isLeftOut);
    const isOurs = await store(em, found, (inner) => refuseRepeated(inner, found.id, importer, kept));
    if (!isOurs) return null;
    const fresh = rows.filter(({ reader }) => reader.row > below);
    const done = await checkBatch(em, importer, findings, fresh);
    findings.hiddenRows += rows.filter(({ isHidden }) => isHidden).length;
    const isStored = await store(em, found, async (inner) => {
      await findings.add(
        inner,
        fresh.map(({ reader }) => reader),
        done,
      );
      if (performance.now() - told < TELL_EVERY) return;
      told = performance.now();
      await note(inner, found, findings, fraction);
    });
    if (!isStored) return null;
    context.progress(Math.round(fraction * 100), 100);
  }
  return findings;
}

/** Ends a check. */
const say = (context: JobContext, found: Import, findings: Findings, file: ImportFile): Promise<Import | null> =>
  step(context, found, async (current, em) => {
    if (current.state !== ImportState.CHECKING) return false;
    current.take('say');
    const { counts, hiddenRows, leftOver } = findings;
    Object.assign(current, { ...counts, hiddenRows, failureText: leftOver, percent: 100 });
    await findings.saveQuestions(em, file.conventions.answers);
    return true;
  });

/** Stores what a check has found, in one transaction; false where it was given up, or another attempt has begun: then nothing is. */
function store(
  em: EntityManager,
  { id, round, attempt }: Import,
  work: (em: EntityManager) => Promise<void>,
): Promise<boolean> {
  return em.transactional(async (inner) => {
    const rows = await execute(
      inner,
      sql`select from import
        where id = ${id} and round = ${round} and attempt = ${attempt} and state = 'CHECKING' for update`,
    );
    if (rows.length === 0) return false;
    await work(inner);
    return true;
  });
}

/** Notes how the file is read; null where it was given up meanwhile. */
function noteFile(context: JobContext, found: Import, file: ImportFile): Promise<Import | null> {
  const { table, encoding, sheet = null, columns, headerRow } = file;
  const { format, delimiter } = table;
  const sheets = table.sheets.map(({ name }) => name);
  return step(context, found, (current) => {
    if (current.state !== ImportState.CHECKING) return false;
    Object.assign(current, { format, encoding, delimiter, sheets, sheet, columns, headerRow });
    return true;
  });
}

/** Rows that may be the header where none was found. */
const SHOWN_ROWS = 3;

/** @throws UserError for a file none of whose columns says what its rows are about: each row would be refused for that */
function refuseWithoutKey({ columns, tellingFields }: Importer<unknown, unknown>, file: ImportFile): void {
  if (file.columns.some(({ field }) => field !== null && tellingFields.includes(field))) return;
  const titles = (language: Language) =>
    tellingFields.map((name) => columns.find(({ field }) => field === name)!.title[language]).join(', ');
  const rows = file.beginning.map(({ number, cells }) => ({
    number,
    texts: cells.flatMap((cell) => textOf(cell) ?? []),
  }));
  const shown = rows
    .filter(({ texts }) => texts.length > 1)
    .slice(0, SHOWN_ROWS)
    .map(({ number, texts }) => `${number}: ${firstCharacters(texts.join(' | '), 80)}`)
    .join('; ');
  const { sheets } = file.table;
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  const vi = [
    `Không nhận ra cột nào trong số: ${titles('vi')}. Hãy cho biết dòng tiêu đề (headerRow), trang tính (sheet) hoặc cột nào là trường nào (columns).`,
    ...(sheets.length > 1 ? [`Đã đọc trang tính "${file.sheet}" trong các trang ${names}.`] : []),
    ...(shown ? [`Các dòng đầu: ${shown}.`] : []),
  ];
  const en = [
    `None of these columns was found: ${titles('en')}. Say which row is the header (headerRow), which sheet is meant (sheet), or which column is which field (columns).`,
    ...(sheets.length > 1 ? [`The sheet "${file.sheet}" was read, of ${names}.`] : []),
    ...(shown ? [`The first rows are ${shown}.`] : []),
  ];
  throw new UserError('BAD_INPUT', ['options', 'headerRow'], { vi: vi.join(' '), en: en.join(' ') });
}

async function checkBatch(
  em: EntityManager,
  importer: Importer<unknown, unknown>,
  findings: Findings,
  read: readonly ReadRow<unknown>[],
): Promise<DoneRow[]> {
  if (read.length === 0) return [];
  const batch = await importer.prepare(
    em,
    read.filter(({ reader }) => !reader.isLeftOut),
  );
  const done = doneRows(batch, await importer.compare(em, batch));
  findings.addFacilities(batch.newFacilities);
  return done;
}

/** Notes how far a check is. */
async function note(em: EntityManager, { id }: Import, { counts }: Findings, fraction: number): Promise<void> {
  await execute(
    em,
    sql`update import set percent = ${Math.round(fraction * 1_000) / 10}, rows = ${counts.rows} where id = ${id}`,
  );
}

/** Forgets what an earlier check has found of rows that are not in. */
async function forgetFindings(em: EntityManager, id: string): Promise<void> {
  const { row } = await writtenPart(em, id);
  await execute(em, sql`delete from import_problem where import_id = ${id} and row > ${row}`);
  await execute(em, sql`delete from import_change where import_id = ${id} and row > ${row}`);
  await execute(em, sql`delete from import_question where import_id = ${id}`);
}
