import type { EntityManager } from '@mikro-orm/postgresql';
import type sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import { execute } from '../../platform/database/execute.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import { columnLetters } from '../../platform/tables/spreadsheet-text.ts';
import { type QuestionChoice, QuestionKind } from '../columns/question.ts';
import type { RowQuestion, RowReader } from '../columns/row-reader.ts';
import { type Counts, NO_ROWS, withRows } from './counts.ts';
import { ChangeAction } from './findings.entity.ts';
import type { DoneRow } from './read-rows.ts';

/** Most different questions of one file that are listed while they are open, and as many that are answered. */
const MAX_QUESTIONS = 2_000;

/** Most corrections of one column that are asked for; what is refused beyond is listed as a problem only. */
const MAX_CORRECTIONS = 200;

/** Most new records that are listed; changed ones all are. */
const SHOWN_CREATED = 1_000;

/** Most problems of one row that are listed. */
const SHOWN_PROBLEMS = 10;

interface Asked {
  readonly key: string;
  readonly kind: QuestionKind;
  readonly column: string | null;
  readonly value: string | null;
  readonly firstRow: number;
  /** Of the first row that leaves it open, if any does. */
  choices: readonly QuestionChoice[];
  isOpen: boolean;
  rows: number;
}

/** What is found while the rows of a file are gone through: it is stored batch by batch, and counted. */
export class Findings {
  #counts: Counts;
  readonly #questions = new Map<string, Asked>();
  readonly #listed = new Map<string, number>();
  #hasMore = false;
  readonly #facilities = new Set<string>();
  /** Rows that the sheet hides. */
  hiddenRows = 0;

  constructor(
    /** Key of the import. */
    readonly id: string,
    /** Of rows before, which are not gone through. */
    readonly before: Counts = NO_ROWS,
  ) {
    this.#counts = before;
  }

  get counts(): Counts {
    return { ...this.#counts, facilitiesCreated: this.before.facilitiesCreated + this.#facilities.size };
  }

  /** Says that more is open than is listed; null where it is not. */
  get leftOver(): Text | null {
    return this.#hasMore ? MORE_QUESTIONS : null;
  }

  addFacilities(names: readonly string[]): void {
    for (const name of names) this.#facilities.add(name);
  }

  /** Takes the rows of a batch, and what those that may go on would do.*/
  async add(em: EntityManager, readers: readonly RowReader[], checked: readonly DoneRow[]): Promise<void> {
    this.#counts = withRows(this.#counts, readers, checked);
    for (const reader of readers) this.#ask(reader);
    await saveProblems(em, this.id, readers);
    await this.#saveChanges(em, checked);
  }

  /** Stores what must be asked, and what was answered of it. */
  async saveQuestions(em: EntityManager, answers: Readonly<Record<string, string>>): Promise<void> {
    const rows = [...this.#questions.values()].map(({ firstRow, isOpen, key, ...asked }) => ({
      ...asked,
      key,
      id: uuid(),
      import_id: this.id,
      first_row: firstRow,
      answer: isOpen ? null : (answers[key] ?? null),
    }));
    await insertRows(em, 'import_question', rows);
  }

  #ask({ row, questions, answered, isLeftOut }: RowReader): void {
    const open = isLeftOut ? [] : questions;
    for (const question of open) this.#note(question, row, true);
    for (const question of answered) {
      if (open.every(({ key }) => key !== question.key)) this.#note(question, row, false);
    }
  }

  /** Notes what a row asks, or was told. Where an answer does not fit all rows, the question is open for those. */
  #note({ key, kind, column, value, choices }: RowQuestion, row: number, isOpen: boolean): void {
    const known = this.#questions.get(key);
    if (known) {
      if (isOpen && !known.isOpen) Object.assign(known, { choices, isOpen });
      known.rows += 1;
      return;
    }
    const letters = column ? columnLetters(column.index) : null;
    const isCorrection = kind === QuestionKind.CORRECTION;
    const list = isCorrection ? `${kind} ${letters}` : isOpen ? 'open' : 'answered';
    const listed = this.#listed.get(list) ?? 0;
    if (listed >= (isCorrection ? MAX_CORRECTIONS : MAX_QUESTIONS)) {
      this.#hasMore ||= isOpen && !isCorrection;
      return;
    }
    this.#listed.set(list, listed + 1);
    this.#questions.set(key, { key, kind, column: letters, value, choices, isOpen, firstRow: row, rows: 1 });
  }

  async #saveChanges(em: EntityManager, checked: readonly DoneRow[]): Promise<void> {
    let room = Math.max(0, SHOWN_CREATED - (this.#counts.created - checked.filter(isCreated).length));
    const shown = checked.filter((row) => row.outcome === 'CHANGED' || (isCreated(row) && room-- > 0));
    const rows = shown.map(({ reader, outcome, name, changes }) => ({
      id: uuid(),
      import_id: this.id,
      row: reader.row,
      action: outcome === 'CREATED' ? ChangeAction.CREATE : ChangeAction.CHANGE,
      name,
      fields: changes,
    }));
    await insertRows(em, 'import_change', rows);
  }
}

const isCreated = ({ outcome }: DoneRow): boolean => outcome === 'CREATED';

/** Stores what is wrong with rows. */
export async function saveProblems(em: EntityManager, id: string, readers: readonly RowReader[]): Promise<void> {
  const rows = readers.flatMap(({ row, problems, isLeftOut }) =>
    isLeftOut
      ? []
      : problems.slice(0, SHOWN_PROBLEMS).map(({ column, value, code, text, suggestion }) => ({
          id: uuid(),
          import_id: id,
          row,
          column: column ? columnLetters(column.index) : null,
          header: column?.header ?? null,
          value,
          code,
          text,
          suggestion,
        })),
  );
  await insertRows(em, 'import_problem', rows);
}

/** Inserts rows of one table; their keys are its columns. */
export async function insertRows(em: EntityManager, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!)
    .map((name) => `"${name}"`)
    .join(', ');
  await execute(em, {
    text: `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
    values: [JSON.stringify(rows)],
  } as ReturnType<typeof sql>);
}

const MORE_QUESTIONS: Text = {
  vi: `Tệp để ngỏ hơn ${MAX_QUESTIONS} câu hỏi khác nhau; ${MAX_QUESTIONS} câu đầu được liệt kê, các câu sau sẽ hiện khi những câu này được trả lời. Có thể một cột bị hiểu nhầm: hãy xem lại cột nào là trường nào.`,
  en: `The file leaves more than ${MAX_QUESTIONS} different questions open; the first ${MAX_QUESTIONS} are listed, and others follow once these are answered. Perhaps a column is taken for another: look at which column is which field.`,
};
