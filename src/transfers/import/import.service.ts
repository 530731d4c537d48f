import type { EntityManager } from '@mikro-orm/postgresql';
import { requireOperator } from '../../platform/auth/viewer.ts';
import { lockNumber, takeTurn } from '../../platform/database/locks.ts';
import { expectVersion, write } from '../../platform/database/write.ts';
import { UserError } from '../../platform/errors/user-error.ts';
import { takeFile } from '../../platform/files/take-file.ts';
import { Problems } from '../../platform/input/problems.ts';
import { httpUrl, line, nullable, withoutNulls } from '../../platform/input/value-checks.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import { suggestionOf } from '../columns/question.ts';
import type { TransferKind } from '../transfer-kind.ts';
import { usedKey } from '../used-key.ts';
import { expectUnchanged } from './changed-since.ts';
import { ImportQuestion } from './findings.entity.ts';
import { Import, ImportState } from './import.entity.ts';
import { CHECK_IMPORT, RUN_IMPORT, UNDO_IMPORT } from './import.jobs.ts';
import { columnsOf } from './importers/kinds.ts';
import { lockImport, nextRound } from './load-import.ts';
import { cleanOptions } from './options.ts';
import type { ImportOptionsChange } from './settings.ts';
import { findSource, keepAnswers } from './sources.ts';
import { undoneBatches } from './undo-import.ts';
import { writtenPart } from './written-part.ts';

/** A file to bring in. */
export interface NewImport {
  kind: TransferKind;
  /** Key of a stored file; else `url` says where it is fetched from. */
  file?: string | null;
  url?: string | null;
  /** Name of the source; a new one is made of a new name. */
  source?: string | null;
  options?: ImportOptionsChange;
  /** The same key again answers the import that there is; it is refused with another file or kind. */
  idempotencyKey?: string | null;
}

/** What is said about an import before it starts. */
export interface ImportSettingsChange {
  id: string;
  version: number;
  options?: ImportOptionsChange;
  columns?: readonly ChosenColumn[];
}

/** The field of a column, by its place from 0; null leaves it out. */
export interface ChosenColumn {
  readonly index: number;
  readonly field: string | null;
}

export interface ImportAnswer {
  key: string;
  choice: string;
}

/** Most answers of one call. */
const MAX_ANSWERS = 1_000;

/** Locks of the keys by which a start that is sent again is known. */
const IMPORT_KEYS = lockNumber('idempotency keys of imports');

/** Begins an import with a check, and answers its id. @throws UserErrors */
export const createImport = write(async (context, input: NewImport): Promise<string> => {
  requireOperator(context.viewer);
  const { em, by } = context;
  const problems = new Problems();
  const key = problems.take(['idempotencyKey'], nullable(line(200))(input.idempotencyKey ?? null)) ?? null;
  const options = await cleanOptions(em, input.options ?? {}, problems);
  if (key !== null) {
    await takeTurn(em, IMPORT_KEYS, key);
    const known = await em.findOne(Import, { idempotencyKey: key });
    if (known && !isOf(known, input)) throw usedKey();
    if (known) return known.id;
  }
  const file = await findFile(em, input);
  const fresh = Object.assign(new Import(), {
    kind: input.kind,
    ...file,
    createdBy: by,
    source: await findSource(em, input.kind, input.source ?? null),
    idempotencyKey: key,
    options: withoutNulls(options),
    ...NOTHING_READ,
  });
  em.persist(fresh);
  await addJob(em, CHECK_IMPORT, nextRound(fresh));
  return fresh.id;
});

/** Whether an import is of what is given; how it is read may have been changed since. */
function isOf(known: Import, { kind, file, url }: NewImport): boolean {
  const isOfFile = url == null ? known.url === null && known.file === file : known.url === URL.parse(url.trim())?.href;
  return known.kind === kind && isOfFile;
}

/** The file to bring in, which stays as long as the history of imports does; or where it is to be fetched from. */
async function findFile(
  em: EntityManager,
  { file, url }: NewImport,
): Promise<Pick<Import, 'file' | 'url' | 'fileName' | 'fileHash'>> {
  if ((file == null) === (url == null)) {
    throw new UserError('BAD_INPUT', ['file'], {
      vi: 'Cần đúng một trong hai: file hoặc url.',
      en: 'Exactly one of file and url is needed.',
    });
  }
  if (url != null) {
    const problems = new Problems();
    const address = problems.take(['url'], httpUrl(url));
    problems.refuseAny();
    return { file: null, url: address!, fileName: address!, fileHash: null };
  }
  const stored = await takeFile(em, file!);
  if (!stored) throw noSuchFile();
  return { file: stored.id, url: null, fileName: stored.name, fileHash: stored.sha256 };
}

const NOTHING_READ = {
  format: null,
  encoding: null,
  delimiter: null,
  sheet: null,
  headerRow: null,
  failureText: null,
  endedAt: null,
} satisfies Partial<Import>;

/** Changes how a file is read or what holds for its rows, and checks it anew. @throws UserErrors */
export const configureImport = write(async (context, input: ImportSettingsChange): Promise<string> => {
  requireOperator(context.viewer);
  const { em } = context;
  const found = await lockImport(em, input.id);
  expectVersion(found, input.version);
  const options = await cleanOptions(em, input.options ?? {}, new Problems());
  const changes = (names: readonly (keyof ImportOptionsChange)[]) => names.some((name) => options[name] !== undefined);
  const reread = changes(REREAD);
  if ((reread || input.columns || changes(MEANING)) && (await writtenPart(em, found.id)).row > 0) throw partlyIn();
  found.options = withoutNulls({ ...found.options, ...options });
  if (input.columns) placeColumns(found, input.columns);
  else if (reread) found.columns = [];
  // Which sheet has a header is found out anew.
  if (options.sheet !== undefined || options.encoding !== undefined) found.sheet = null;
  await reconsider(em, found);
  return found.id;
});

/** What makes the columns others. */
const REREAD = ['sheet', 'encoding', 'delimiter', 'headerRow'] as const;

/** What makes other records of rows. */
const MEANING = ['facility', 'category', 'certificateKind', 'vatIncluded'] as const;

/** Answers questions of an import and checks it anew. @throws UserErrors for a question or a choice that there is not */
export const answerImport = write(
  async (context, { id, answers }: { id: string; answers: readonly ImportAnswer[] }): Promise<string> => {
    requireOperator(context.viewer);
    const { em } = context;
    const found = await lockImport(em, id);
    const problems = new Problems();
    if (answers.length > MAX_ANSWERS) problems.add(['answers'], TOO_MANY_ANSWERS, 'LIMIT_EXCEEDED');
    const questions = new Map(
      (await em.find(ImportQuestion, { import: id })).map((question) => [question.key, question]),
    );
    for (const [place, { key, choice }] of answers.entries()) {
      const question = questions.get(key);
      if (!question) problems.add(['answers', String(place), 'key'], NO_QUESTION, 'NOT_FOUND');
      else if (!question.isAnsweredBy(choice)) problems.add(['answers', String(place), 'choice'], NO_CHOICE);
    }
    problems.refuseAny();
    found.answers = { ...found.answers, ...Object.fromEntries(answers.map(({ key, choice }) => [key, choice])) };
    await reconsider(em, found);
    return found.id;
  },
);

/** Takes what is suggested for the open questions of some kinds, or of all, and checks anew; the others stay open. @throws UserError */
export const acceptSuggestions = write(
  async (context, { id, kinds }: { id: string; kinds: readonly string[] | null }): Promise<string> => {
    requireOperator(context.viewer);
    const { em } = context;
    const found = await lockImport(em, id);
    const open = await em.find(ImportQuestion, { import: id, answer: null });
    const taken = open.flatMap(({ key, kind, choices }) => {
      const suggestion = kinds === null || kinds.includes(kind) ? suggestionOf(choices) : null;
      return suggestion === null ? [] : [[key, suggestion] as const];
    });
    found.answers = { ...found.answers, ...Object.fromEntries(taken) };
    await reconsider(em, found);
    return found.id;
  },
);

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

/** Has an import checked anew, as far as it is not in. */
async function reconsider(em: EntityManager, found: Import): Promise<void> {
  if (found.state !== ImportState.WAITING) found.take('reconsider');
  Object.assign(found, { percent: 0, failureText: null, undoFailureText: null, endedAt: null });
  await addJob(em, CHECK_IMPORT, nextRound(found));
}

/** @throws UserErrors for a column or a field that there is not, or a field that two columns would be */
function placeColumns(found: Import, chosen: readonly ChosenColumn[]): void {
  const problems = new Problems();
  const fields = new Set(columnsOf(found.kind).map(({ field }) => field));
  for (const [place, { index, field }] of chosen.entries()) {
    const path = ['columns', String(place)];
    if (!found.columns.some((column) => column.index === index)) problems.add([...path, 'column'], NO_COLUMN);
    if (field !== null && !fields.has(field)) problems.add([...path, 'field'], noField(found.kind, field));
  }
  const columns = found.columns.map((column) => {
    const said = chosen.find(({ index }) => index === column.index);
    if (said) return { ...column, field: said.field, confidence: 'CHOSEN' as const };
    // A field that was given to another column is taken from this one.
    const isTaken = column.field !== null && chosen.some(({ field }) => field === column.field);
    return isTaken ? { ...column, field: null, confidence: null } : column;
  });
  const named = columns.flatMap(({ field }) => field ?? []);
  const twice = named.find((field, place) => named.indexOf(field) !== place);
  if (twice) problems.add(['columns'], fieldTwice(twice));
  problems.refuseAny();
  found.columns = columns;
}

const TOO_MANY_ANSWERS = {
  vi: `Mỗi lần trả lời tối đa ${MAX_ANSWERS} câu hỏi.`,
  en: `At most ${MAX_ANSWERS} questions are answered at once.`,
};
const NO_QUESTION = {
  vi: 'Lượt nhập này không có câu hỏi nào như vậy.',
  en: 'This import has no such question.',
};
const NO_CHOICE = {
  vi: 'Câu hỏi này không có lựa chọn như vậy.',
  en: 'This is no answer to the question; its choices are those that it lists.',
};
const NO_COLUMN = { vi: 'Tệp không có cột này.', en: 'The file has no such column.' };

const noField = (kind: TransferKind, field: string) => ({
  vi: `"${field}" không phải là trường của loại ${kind}.`,
  en: `"${field}" is no field of ${kind}.`,
});

const fieldTwice = (field: string) => ({
  vi: `Trường "${field}" được gán cho hai cột.`,
  en: `Two columns would both be "${field}".`,
});

const undecided = (rows: number): UserError =>
  new UserError('INVALID_STATE', ['withoutUndecided'], {
    vi: `Còn ${rows} dòng chờ câu trả lời; hãy trả lời các câu hỏi, hoặc gửi withoutUndecided: true để nhập các dòng còn lại.`,
    en: `${rows} rows wait for answers; answer the questions, or send withoutUndecided: true to import the others.`,
  });

const partlyIn = (): UserError =>
  new UserError('INVALID_STATE', ['id'], {
    vi: 'Một phần tệp đã được nhập, nên không thể đọc tệp theo cách khác; hãy hoàn tác lượt nhập này rồi nhập lại.',
    en: 'A part of the file is in, so it cannot be read in another way; undo this import and bring the file in anew.',
  });

const noSuchFile = (): UserError =>
  new UserError('NOT_FOUND', ['file'], {
    vi: 'Không có tệp nào mang mã này, hoặc tệp chưa tải lên xong.',
    en: 'No file has this id, or it has not arrived whole.',
  });
