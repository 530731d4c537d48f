import { createHash } from 'node:crypto';
import { type DayOfMonth, type DayOrder, readDay } from '../../platform/cells/days.ts';
import { type RangeEnd, readDays, type Span } from '../../platform/cells/durations.ts';
import { readList } from '../../platform/cells/lists.ts';
import { type Money, type MoneyScale, readMoney } from '../../platform/cells/money.ts';
import { type NumberStyle, readNumber } from '../../platform/cells/numbers.ts';
import { type Quantity, readQuantity } from '../../platform/cells/quantities.ts';
import { mapReading, type Reading, type RefusedCell, readAs } from '../../platform/cells/reading.ts';
import { textOf, writtenIn } from '../../platform/cells/text-cells.ts';
import { readTruth } from '../../platform/cells/truth.ts';
import { readUnit } from '../../platform/cells/units.ts';
import type { ErrorCode, Text } from '../../platform/errors/user-error.ts';
import type { Problems } from '../../platform/input/problems.ts';
import { unitOf } from '../../platform/standards/units.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import { firstCharacters } from '../../platform/text/first-characters.ts';
import { canonical } from '../../platform/text/vietnamese.ts';
import { conventionChoices } from './conventions.ts';
import { type HeaderNote, noteOf } from './header-note.ts';
import type { ImportColumn } from './import-column.ts';
import { isForWork, likeliestUnit } from './likely-unit.ts';
import { likelyValues, valueNamed, type Words } from './likely-words.ts';
import { type QuestionChoice, QuestionKind, suggesting } from './question.ts';

/** What is wrong with a row, and in which of its columns. */
export interface RowProblem {
  readonly column: ImportColumn | null;
  readonly value: string | null;
  readonly code: ErrorCode;
  readonly text: Text;
  readonly suggestion: string | null;
}

/** What a row leaves open. */
export interface RowQuestion {
  readonly key: string;
  readonly kind: QuestionKind;
  readonly column: ImportColumn | null;
  readonly value: string | null;
  readonly choices: readonly QuestionChoice[];
}

/** How the cells of a file are to be understood. */
export interface Conventions {
  /** What was answered for the file, or for an earlier one where this does not say it by itself; by the key of the question. */
  readonly answers: Readonly<Record<string, string>>;
  /** How the clear cells of a column write numbers, by its field. */
  readonly numberStyles: ReadonlyMap<string, NumberStyle>;
  /** What the plain numbers of a column of prices count, by its field; none where nothing says it. */
  readonly moneyScales: ReadonlyMap<string, MoneyScale>;
  /** The order of day and month in the clear cells of a column, by its field. */
  readonly dayOrders: ReadonlyMap<string, DayOrder>;
}

/** What is asked of a reading. */
interface AskedOfReading<T> {
  /** Of one that is ambiguous. */
  readonly kind?: QuestionKind;
  /** Choices beside its own. */
  readonly also?: readonly QuestionChoice[];
  /** What part of a column it is, where that has parts: the same text of another is another question. */
  readonly of?: readonly string[];
  /** Reads what is answered or suggested instead, where that is written in another way than the column. */
  readonly readAnswer?: (answer: string) => Reading<T>;
}

/** The answer that leaves out all rows that a question is about. */
export const LEAVE_OUT = 'LEAVE_OUT';

export const LEAVE_OUT_CHOICE: QuestionChoice = {
  choice: LEAVE_OUT,
  label: { vi: 'Bỏ qua các dòng này', en: 'Leave these rows out' },
};

/** Longest value that is shown of a cell. */
const SHOWN = 200;

/** Names a question: the same words in the same column are asked for once, in whatever case. */
export const questionKey = (kind: QuestionKind, ...about: readonly string[]): string =>
  [kind, ...about.map((part) => shortened(canonical(part).toLowerCase()))].join(':');

/** Long texts by their beginning and a hash: a key has its place in an index. */
const shortened = (text: string): string =>
  text.length <= SHOWN ? text : `${firstCharacters(text, SHOWN)}#${createHash('sha256').update(text).digest('hex')}`;

/** Whether a key names a question of a kind. */
export const isAbout = (kind: QuestionKind, key: string): boolean => key.startsWith(`${kind}:`);

/** Reads the cells of one row, and gathers what is wrong with them and what they leave open. */
export class RowReader {
  readonly problems: RowProblem[] = [];
  readonly questions: RowQuestion[] = [];
  /** Questions that were answered, with the answers that were used. */
  readonly answered: RowQuestion[] = [];
  isLeftOut = false;
  #column: ImportColumn | null = null;
  #cell: CellValue = null;

  constructor(
    /** Number of the row, as a spreadsheet shows it. */
    readonly row: number,
    readonly conventions: Conventions,
    readonly columns: readonly ImportColumn[],
    readonly cells: readonly CellValue[] = [],
  ) {}

  /** Says which cell the next calls are about. */
  at(column: ImportColumn, cell: CellValue): this {
    this.#column = column;
    this.#cell = cell;
    return this;
  }

  /** Says that the next calls are about a field, wherever it stands, or about the whole row. */
  about(field: string | null, cell?: CellValue): this {
    // Columns that are no field have none either.
    this.#column = (field !== null && this.columns.find((column) => column.field === field)) || null;
    this.#cell = cell ?? this.cells[this.#column?.index ?? -1] ?? null;
    return this;
  }

  refuse(
    text: Text,
    { code = 'BAD_INPUT', suggestion = null }: { code?: ErrorCode; suggestion?: string | null } = {},
  ): void {
    this.problems.push({ column: this.#column, value: this.#shown(), code, text, suggestion });
  }

  /** Notes what the checks of a feature found; the fields of their paths are those of the columns. */
  takeProblems(
    problems: Problems,
    fieldOf: (path: readonly string[]) => string | null = ([first]) => first ?? null,
  ): void {
    for (const { path, text, code } of problems.list) this.about(fieldOf(path)).refuse(text, { code });
  }

  /**
   * What people answered to a question; undefined while it is open, and where the row is to be left out. `isAnswer`: what else is one,
   * beside the choices.
   */
  ask(
    kind: QuestionKind,
    about: readonly string[],
    choices: readonly QuestionChoice[],
    isAnswer: (answer: string) => boolean = () => false,
  ): string | undefined {
    return this.#ask(kind, about, this.#shown(), choices, isAnswer);
  }

  #ask(
    kind: QuestionKind,
    about: readonly string[],
    value: string | null,
    choices: readonly QuestionChoice[],
    isAnswer: (answer: string) => boolean,
  ): string | undefined {
    const key = questionKey(kind, ...about);
    const answer = this.conventions.answers[key];
    const fits = answer !== undefined && (isAnswer(answer) || choices.some(({ choice }) => choice === answer));
    const isLeftOut = answer === LEAVE_OUT;
    // The question stands with its answer, so that it can be changed. A row that asks it in several places asks it once.
    const noted = fits || isLeftOut ? this.answered : this.questions;
    if (noted.every((question) => question.key !== key)) {
      noted.push({ key, kind, column: this.#column, value, choices });
    }
    if (isLeftOut) this.isLeftOut = true;
    return fits && !isLeftOut ? answer : undefined;
  }

  /** The text of a cell as people see it; undefined where it is empty. */
  text(cell: CellValue): string | undefined {
    return textOf(cell) ?? undefined;
  }

  /** The text of a cell that is a value, such as a code in digits: what says that there is none is empty. */
  valueText(cell: CellValue): string | undefined {
    return this.read(cell, (said) => {
      const text = typeof said === 'number' ? textOf(said)! : writtenIn(said);
      return typeof text === 'string' ? readAs(text) : text;
    });
  }

  number(cell: CellValue): number | undefined {
    return this.read(cell, (said) => readNumber(said, this.#clearStyle), { kind: QuestionKind.NUMBER_STYLE });
  }

  /** A quantity; one without a unit is in that of the header. */
  quantity(cell: CellValue): Quantity | undefined {
    const { unit } = this.note;
    const read = (said: CellValue) =>
      mapReading(readQuantity(said, this.#clearStyle), (quantity) => inUnit(quantity, unit));
    return this.read(cell, read, { kind: QuestionKind.NUMBER_STYLE });
  }

  /** A price in đồng, or that it is given on request. */
  money(cell: CellValue): Money | undefined {
    const style = this.#clearStyle ?? (this.#answer(QuestionKind.NUMBER_STYLE) as NumberStyle | undefined) ?? null;
    const scale = this.conventions.moneyScales.get(this.field) ?? null;
    return this.read(cell, (said) => readMoney(said, style, scale), {
      kind: QuestionKind.MONEY_THOUSANDS,
      also: [LEAVE_OUT_CHOICE],
    });
  }

  /** YYYY-MM-DD; `ofMonth`: which day of a month that stands alone is suggested. */
  day(cell: CellValue, ofMonth?: DayOfMonth): string | undefined {
    return this.read(cell, (said) => readDay(said, this.conventions.dayOrders.get(this.field) ?? null, ofMonth), {
      kind: QuestionKind.DAY_ORDER,
      // Days are suggested as they are written in Viet Nam, whatever the order of the column.
      readAnswer: (answer) => readDay(answer, 'DAY_FIRST'),
    });
  }

  /** A length of time in days; a plain number is of the header's unit of time, if not of another one. */
  days(cell: CellValue, plain: Span = this.note.span ?? 'days', suggested?: RangeEnd): number | undefined {
    return this.read(cell, (said) => readDays(said, plain, suggested));
  }

  truth(cell: CellValue): boolean | undefined {
    return this.read(cell, readTruth);
  }

  list(cell: CellValue): string[] {
    return readList(cell);
  }

  /** The code of a unit by its name or code. */
  unit(text: string): string | undefined {
    const reading = readUnit(text);
    if (reading.is === 'unit') return reading.code;
    const choices = reading.suggestions.map(({ code, name }) => ({ choice: code, label: name }));
    const asked = suggesting(
      [...choices, LEAVE_OUT_CHOICE],
      likeliestUnit(text, reading) ?? (isForWork(reading) ? LEAVE_OUT : null),
    );
    return this.ask(QuestionKind.UNIT, [text], asked, (code) => unitOf(code) !== null);
  }

  /** One of few values, by its code or one of the words for it; else it is asked, and what is likely suggested unless the caller knows better. */
  choice<Value extends string>(
    text: string,
    words: Words<Value>,
    kind: QuestionKind = QuestionKind.VALUE,
    suggested?: Value | null,
  ): Value | undefined {
    const found = valueNamed(text, words);
    if (found !== undefined) return found;
    const { values, suggestion } = likelyValues(text, words);
    const choices = values.map((choice) => ({ choice, label: { vi: words[choice][0] ?? choice, en: choice } }));
    const asked = suggesting([...choices, LEAVE_OUT_CHOICE], suggested === undefined ? suggestion : suggested);
    return this.ask(kind, [this.field, text], asked) as Value | undefined;
  }

  get field(): string {
    return this.#column?.field ?? '';
  }

  get header(): string {
    return this.#column?.header ?? '';
  }

  /** How it is known which field the column is. */
  get confidence(): ImportColumn['confidence'] {
    return this.#column?.confidence ?? null;
  }

  /** What the header says of the cells below it. */
  get note(): HeaderNote {
    return noteOf(this.header);
  }

  /** The style that clear cells of the column show: they say more than an answer of another file. */
  get #clearStyle(): NumberStyle | null {
    return this.conventions.numberStyles.get(this.field) ?? null;
  }

  #answer(kind: QuestionKind): string | undefined {
    return this.conventions.answers[questionKey(kind, this.field)];
  }

  /**
   * What a cell, or a part of one, says; what is ambiguous is asked for the whole column. What is refused is noted, and what is to be
   * read instead is asked, too, once for all that say the same.
   */
  read<T>(
    said: CellValue,
    read: (said: CellValue) => Reading<T>,
    { kind, also, of = [], readAnswer = read }: AskedOfReading<T> = {},
  ): T | undefined {
    const reading = read(said);
    const corrected = reading.is === 'refused' ? this.#corrected(said, readAnswer, reading, of) : undefined;
    return this.#take(corrected === undefined ? reading : readAnswer(corrected), kind, also);
  }

  /** The text that people gave instead of one that is refused; undefined while there is none. */
  #corrected<T>(
    said: CellValue,
    read: (answer: string) => Reading<T>,
    { suggestion }: RefusedCell,
    of: readonly string[],
  ): string | undefined {
    const text = textOf(said);
    if (text === null || text.length > SHOWN) return undefined;
    const suggested =
      suggestion === undefined ? [] : [{ choice: suggestion, label: { vi: suggestion, en: suggestion } }];
    const choices = suggesting([...suggested, LEAVE_OUT_CHOICE], suggestion ?? null);
    const isReadable = (answer: string) => read(answer).is !== 'refused';
    return this.#ask(QuestionKind.CORRECTION, [this.field, ...of, text], text, choices, isReadable);
  }

  /** The value of a reading. */
  #take<T>(reading: Reading<T>, kind?: QuestionKind, also: readonly QuestionChoice[] = []): T | undefined {
    switch (reading.is) {
      case 'value':
        return reading.value;
      case 'empty':
        return undefined;
      case 'refused':
        this.refuse(reading.reason, { suggestion: reading.suggestion ?? null });
        return undefined;
      default: {
        const about = [this.field, ...(reading.group ? [reading.group] : [])];
        const answer = this.ask(kind!, about, conventionChoices(reading.choices, also));
        return reading.choices.find(({ convention }) => convention === answer)?.value;
      }
    }
  }

  #shown(): string | null {
    const text = textOf(this.#cell);
    return text === null ? null : firstCharacters(text, SHOWN);
  }
}

/** A quantity whose innermost part has the unit, where it has none. */
function inUnit(quantity: Quantity, unit: string | null): Quantity {
  if (quantity.contains) return { ...quantity, contains: inUnit(quantity.contains, unit) };
  return { ...quantity, unit: quantity.unit ?? unit };
}
