import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { execute } from '../../platform/database/execute.ts';
import type { Language } from '../../platform/errors/user-error.ts';
import { storeFile, untakenUntil } from '../../platform/files/store-file.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import type { JobServices } from '../../platform/jobs/job-run.ts';
import { startJobs } from '../../platform/jobs/jobs.ts';
import type { ProgressDisplay } from '../../platform/logging/progress.ts';
import { csvOf } from '../../platform/tables/csv-writer.ts';
import { columnLetters } from '../../platform/tables/spreadsheet-text.ts';
import { suggestionOf } from '../columns/question.ts';
import { commandContext } from '../command-context.ts';
import type { TransferKind } from '../transfer-kind.ts';
import { acceptSuggestions, answerImport } from './answer-import.ts';
import { type ChosenColumn, configureImport } from './configure-import.ts';
import { createImport } from './create-import.ts';
import { ImportProblem, ImportQuestion, OTHER_ANSWERS } from './findings.entity.ts';
import { Import, ImportState } from './import.entity.ts';
import { IMPORT_JOBS } from './import.jobs.ts';
import { startImport } from './import.service.ts';
import { openRefusedRows } from './refused-rows.ts';
import type { ImportOptions } from './settings.ts';

/** What the command line says of a file. */
export interface ImportOrder {
  readonly path: string;
  readonly kind: TransferKind;
  readonly source?: string;
  readonly options: ImportOptions;
  /** Which field columns are, where the file does not say it. */
  readonly columns: readonly ChosenColumn[];
  /** Answers, by the key of the question. */
  readonly answers: Readonly<Record<string, string>>;
  readonly acceptSuggestions: boolean;
  /** Whether only to say what would be done. */
  readonly dryRun: boolean;
  readonly withoutUndecided: boolean;
  readonly by: string;
}

interface CommandServices extends JobServices {
  readonly url: string;
}

/** How it went, for people and for the exit status. */
export interface ImportReport {
  readonly found: Import;
  readonly questions: readonly ImportQuestion[];
  readonly problems: readonly ImportProblem[];
}

/** Milliseconds between two looks at how far it is. */
const LOOK = 200;

/** Problems that are told; the file of refused rows has all. */
const TOLD = 20;

/** Bytes of a file: the command line belongs to whoever runs the machine. */
const MAX_BYTES = 4 * 1024 ** 3;

/** Brings a file in from the command line, by the same jobs as the API's; other workers may do them, too. */
export async function importFile(
  services: CommandServices,
  order: ImportOrder,
  display: ProgressDisplay,
): Promise<ImportReport> {
  const jobs = startJobs({ url: services.url, services, concurrency: 1, jobs: IMPORT_JOBS });
  try {
    const context = commandContext(services, order.by);
    const now = services.clock();
    const file = await storeFile({ db: services.db, now }, createReadStream(order.path), {
      name: basename(order.path),
      mediaType: 'application/octet-stream',
      by: order.by,
      expiresAt: untakenUntil(now),
      maxBytes: MAX_BYTES,
    });
    const { kind, source, options } = order;
    const id = await createImport(context, { kind, file: file.id, source, options });
    await until(services, id, DECIDED, display.bar('checking'));
    if (order.columns.length > 0) {
      const { version } = (await reportOf(services, id)).found;
      await configureImport(context, { id, version, columns: order.columns });
      await until(services, id, DECIDED, display.bar('checking again'));
    }
    await answer(services, context, id, order, display);
    const checked = await reportOf(services, id);
    if (order.dryRun || checked.found.state !== ImportState.CHECKED) return checked;
    if (checked.found.undecided > 0 && !order.withoutUndecided) return checked;
    await startImport(context, { id, withoutUndecided: order.withoutUndecided });
    await until(services, id, ENDED, display.bar('importing'));
    return await reportOf(services, id);
  } finally {
    await jobs.stop();
  }
}

/** Writes the refused rows of an import, with the reasons, as CSV. */
export async function* refusedRowsAsCsv(
  services: JobServices,
  id: string,
  language: Language,
): AsyncGenerator<Uint8Array> {
  const refused = await openRefusedRows(services, id, language);
  try {
    yield* csvOf(refused.columns, refused.rows(new AbortController().signal));
  } finally {
    await refused.close();
  }
}

const DECIDED: readonly string[] = [ImportState.CHECKED, ImportState.FAILED, ImportState.CANCELLED];
const ENDED: readonly string[] = [ImportState.DONE, ImportState.FAILED, ImportState.CANCELLED];

/** Gives the answers that the command line has, each once, round by round: an answer may lead to further questions. */
async function answer(
  services: CommandServices,
  context: RequestContext,
  id: string,
  order: ImportOrder,
  display: ProgressDisplay,
): Promise<void> {
  const given = new Set<string>();
  for (;;) {
    const { found, questions } = await reportOf(services, id);
    if (found.state !== ImportState.CHECKED) return;
    const answers = questions.flatMap(({ key }) => {
      const choice = order.answers[key];
      return choice === undefined || given.has(key) ? [] : [{ key, choice }];
    });
    const suggested = order.acceptSuggestions
      ? questions.filter(({ key, choices }) => suggestionOf(choices) !== null && !given.has(key))
      : [];
    for (const { key } of answers.length > 0 ? answers : suggested) given.add(key);
    if (answers.length > 0) await answerImport(context, { id, answers });
    else if (suggested.length > 0) await acceptSuggestions(context, { id, kinds: null });
    else return;
    await until(services, id, DECIDED, display.bar('checking again'));
  }
}

async function until(
  { orm }: CommandServices,
  id: string,
  states: readonly string[],
  progress: (done: number, total: number) => void,
): Promise<void> {
  const em = orm.em.fork();
  for (;;) {
    const [now] = await execute<{ state: string; percent: number }>(
      em,
      sql`select state, percent from import where id = ${id}`,
    );
    const isDone = states.includes(now!.state);
    progress(isDone ? 100 : Math.min(99, Math.round(now!.percent)), 100);
    if (isDone) return;
    await sleep(LOOK);
  }
}

async function reportOf({ orm }: CommandServices, id: string): Promise<ImportReport> {
  const em = orm.em.fork();
  const found = await em.findOneOrFail(Import, id);
  const questions = await em.find(ImportQuestion, { import: id, answer: null }, { orderBy: { rows: 'desc' } });
  const problems = await em.find(ImportProblem, { import: id }, { orderBy: { row: 'asc', id: 'asc' }, limit: TOLD });
  return { found, questions, problems };
}

const HOW_TO_ANSWER =
  'Answer what is open by --answer "<key>=<choice>", --accept takes what is suggested, and --without-undecided leaves out the rows that wait.';

/** What became of an import, in lines. */
export function describeImport({ found, questions, problems }: ImportReport, language: Language): string {
  const { state, rows, created, changed, same, refused, undecided, leftOut, facilitiesCreated } = found;
  const lines = [
    `${found.fileName}: ${state}. ${rows} rows: ${created} new, ${changed} changed, ${same} as they were, ${refused} refused, ` +
      `${undecided} undecided, ${leftOut} left out; ${facilitiesCreated} new facilities.`,
  ];
  for (const text of [found.failureText, found.undoFailureText]) if (text) lines.push(text[language]);
  const columns = found.columns.map(
    ({ index, header, field, isHidden }) =>
      `${columnLetters(index)} "${header ?? ''}"${isHidden ? ' (hidden)' : ''} is ${field ?? 'no field'}`,
  );
  if (columns.length > 0) lines.push(`Columns: ${columns.join(', ')}.`);
  if (found.sheets.length > 1) lines.push(`The sheet "${found.sheet}" was read, of ${found.sheets.join(', ')}.`);
  if (found.hiddenRows > 0) lines.push(`${found.hiddenRows} of the rows are hidden in the sheet: they count, too.`);
  for (const { text, rows: held, firstRow } of found.heldBack.toSorted((a, b) => b.rows - a.rows)) {
    lines.push(`- ${held} stay drafts, the first in row ${firstRow}: ${text[language]}`);
  }
  for (const { key, kind, value, rows: about, choices } of questions) {
    const listed = choices.map(
      ({ choice, label, isSuggested }) => `${choice} (${label[language]})${isSuggested ? ' [suggested]' : ''}`,
    );
    const other = OTHER_ANSWERS[kind];
    lines.push(
      `? ${key} — ${kind} "${value ?? ''}", ${about} rows: ${[...listed, ...(other ? [`or ${other[language]}`] : [])].join(', ')}`,
    );
  }
  if (questions.length > 0) lines.push(HOW_TO_ANSWER);
  for (const { row, column, value, text } of problems) {
    lines.push(`! row ${row}${column ? `, column ${column}` : ''}${value ? ` "${value}"` : ''}: ${text[language]}`);
  }
  return lines.join('\n');
}
