import { Entity, Enum, Index, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { VersionedRecord } from '../../platform/database/record.ts';
import { type Text, UserError } from '../../platform/errors/user-error.ts';
import { Node } from '../../platform/graphql/node.ts';
import { InstantScalar, UrlScalar } from '../../platform/graphql/scalars.ts';
import type { ImportColumn } from '../columns/import-column.ts';
import { TransferKind } from '../transfer-kind.ts';
import type { HeldBack } from './counts.ts';
import type { ImportOptions } from './settings.ts';

export enum ImportState {
  WAITING = 'WAITING',
  CHECKING = 'CHECKING',
  CHECKED = 'CHECKED',
  QUEUED = 'QUEUED',
  IMPORTING = 'IMPORTING',
  DONE = 'DONE',
  CANCELLED = 'CANCELLED',
  FAILED = 'FAILED',
  UNDOING = 'UNDOING',
  UNDONE = 'UNDONE',
}
registerEnumType(ImportState, {
  name: 'ImportState',
  description: 'How far an import is.',
  valuesConfig: {
    WAITING: { description: 'To be checked.' },
    CHECKING: { description: 'The file is read and compared with what is there; nothing is written.' },
    CHECKED: { description: 'It says what it would do and what it must be told; start it, or change its settings.' },
    QUEUED: { description: 'To be written.' },
    IMPORTING: { description: 'It is being written, batch by batch.' },
    DONE: {
      description: 'All rows are in, or say why they are not. Where `failure` says something, it could not be undone.',
    },
    CANCELLED: {
      description:
        'Given up; the batches that were finished by then are in. Where `failure` says something, they could not be undone, or not all of them.',
    },
    FAILED: {
      description:
        'The file could not be read or written; `failure` says why, and why it could not be undone where that was tried. Finished batches are in.',
    },
    UNDOING: {
      description:
        'What it did is being taken back, the last batch first. Where that cannot be, it becomes again what it was; `failure` says what is in the way of an undo that is tried again.',
    },
    UNDONE: { description: 'All that it did was taken back.' },
  },
});

/** The steps of an import: from which states each may be taken, and to which it leads. */
const STEPS = {
  reconsider: { from: ['WAITING', 'CHECKED', 'FAILED'], to: 'WAITING' },
  check: { from: ['WAITING', 'CHECKING'], to: 'CHECKING' },
  say: { from: ['CHECKING'], to: 'CHECKED' },
  start: { from: ['CHECKED'], to: 'QUEUED' },
  write: { from: ['QUEUED', 'IMPORTING'], to: 'IMPORTING' },
  finish: { from: ['IMPORTING'], to: 'DONE' },
  cancel: { from: ['WAITING', 'CHECKING', 'CHECKED', 'QUEUED', 'IMPORTING', 'FAILED'], to: 'CANCELLED' },
  fail: { from: ['WAITING', 'CHECKING', 'QUEUED', 'IMPORTING'], to: 'FAILED' },
  undo: { from: ['DONE', 'CANCELLED', 'FAILED'], to: 'UNDOING' },
  undone: { from: ['UNDOING'], to: 'UNDONE' },
} satisfies Record<string, { from: (keyof typeof ImportState)[]; to: keyof typeof ImportState }>;

export type ImportStep = keyof typeof STEPS;

/** What an import is before it is to be undone. JSON. */
interface BeforeUndo extends Pick<Import, 'state' | 'percent' | 'failureText'> {
  readonly endedAt: string | null;
}

/** Where files come from, such as the spreadsheet of a market: what was once said about its columns and words is kept for the next one. */
@ObjectType({
  implements: Node,
  description:
    'Where files come from, such as the price list of a market. What was once said of its columns and words is kept for its next file.',
})
@Entity()
@Unique({ properties: ['kind', 'name'] })
export class ImportSource extends VersionedRecord {
  @Field(() => String, { description: 'Name; unique for its kind.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => TransferKind, { description: 'What its files hold.' })
  @Enum({ items: () => TransferKind })
  kind!: TransferKind;

  /** The field of a column, by the column's folded header; null for one that is left out. */
  @Property({ type: 'json', columnType: 'jsonb' })
  columns: Record<string, string | null> = {};

  /** What was answered, by the key of the question. */
  @Property({ type: 'json', columnType: 'jsonb' })
  answers: Record<string, string> = {};
}

/** A file on its way into the catalogue. */
@ObjectType({
  implements: Node,
  description:
    'A file on its way into the catalogue: first checked, which writes nothing, then written in batches, and undone as a whole where need be. For operators.',
})
@Entity()
@Index({ name: 'import_newest', properties: ['createdAt', 'id'] })
export class Import extends VersionedRecord {
  @Field(() => TransferKind, { description: 'What its rows are.' })
  @Enum({ items: () => TransferKind })
  kind!: TransferKind;

  @Field(() => ImportState, { description: 'How far it is.' })
  @Enum({ items: () => ImportState, default: ImportState.WAITING })
  state: ImportState = ImportState.WAITING;

  /** Key of the stored file; null until it was fetched. */
  @Property({ type: 'uuid', nullable: true })
  file!: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Where the file is fetched from; null for one that was uploaded.',
  })
  @Property({ type: 'text', nullable: true })
  url!: string | null;

  @Field(() => String, { description: 'Name of the file.' })
  @Property({ type: 'text' })
  fileName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the file, in hexadecimal digits; null until it was fetched.',
  })
  @Property({ type: 'text', nullable: true })
  fileHash!: string | null;

  @Field(() => String, { description: 'Who brought it.' })
  @Property({ type: 'text' })
  createdBy!: string;

  @Field(() => ImportSource, { nullable: true, description: 'Where such files come from; null where nobody said.' })
  @ManyToOne(() => ImportSource, { nullable: true })
  source!: ImportSource | null;

  /** How often work on it was begun: to check, write or undo it. */
  @Property({ type: 'integer', default: 0 })
  round: number = 0;

  /** How often a job has begun to check it: of two that do so at once, the later one goes on. */
  @Property({ type: 'integer', default: 0 })
  attempt: number = 0;

  /** A start that is sent again with the same key is the same start. */
  @Property({ type: 'text', nullable: true })
  @Unique()
  idempotencyKey!: string | null;

  @Property({ type: 'json', columnType: 'jsonb' })
  options: ImportOptions = {};

  /** The columns of the file as they were read, or as people said. */
  @Property({ type: 'json', columnType: 'jsonb' })
  columns: ImportColumn[] = [];

  /** What was answered, by the key of the question. */
  @Property({ type: 'json', columnType: 'jsonb' })
  answers: Record<string, string> = {};

  @Field(() => String, { nullable: true, description: 'CSV or XLSX; null until the file was read.' })
  @Property({ type: 'text', nullable: true })
  format!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Encoding of a text file, such as UTF-8 or WINDOWS-1258; TCVN3 or VNI where a workbook was typed for such fonts.',
  })
  @Property({ type: 'text', nullable: true })
  encoding!: string | null;

  @Field(() => String, { nullable: true, description: 'What separates the cells of a text file.' })
  @Property({ type: 'text', nullable: true })
  delimiter!: string | null;

  @Field(() => [String], { description: 'Names of the sheets of a workbook; empty for a text file.' })
  @Property({ type: 'text[]', columnType: 'text[]', default: [] })
  sheets: string[] = [];

  @Field(() => String, { nullable: true, description: 'Name of the sheet that is read; null for a text file.' })
  @Property({ type: 'text', nullable: true })
  sheet!: string | null;

  @Field(() => Int, {
    description:
      'Rows that the sheet hides, by a filter or by hand, below its header. They count as the others do; `leaveOut` leaves rows out.',
  })
  @Property({ type: 'integer', default: 0 })
  hiddenRows: number = 0;

  @Field(() => Int, {
    nullable: true,
    description: 'Row of the header, as a spreadsheet counts; null where there is none.',
  })
  @Property({ type: 'integer', nullable: true })
  headerRow!: number | null;

  @Field(() => Float, { description: 'How much of the work of its state is done, 0 to 100.' })
  @Property({ type: 'double', default: 0 })
  percent: number = 0;

  @Field(() => Int, { description: 'Rows read so far, the header and what stands before it left aside.' })
  @Property({ type: 'integer', default: 0 })
  rows: number = 0;

  @Field(() => Int, { description: 'Rows that would make, or have made, a new record.' })
  @Property({ type: 'integer', default: 0 })
  created: number = 0;

  @Field(() => Int, { description: 'Rows that would change, or have changed, a record.' })
  @Property({ type: 'integer', default: 0 })
  changed: number = 0;

  @Field(() => Int, { description: 'Rows that say what is there already.' })
  @Property({ type: 'integer', default: 0 })
  same: number = 0;

  @Field(() => Int, { description: 'Rows that are refused: `problems` says why.' })
  @Property({ type: 'integer', default: 0 })
  refused: number = 0;

  @Field(() => Int, {
    description: 'Rows that wait for an answer to a question; they are refused while there is none.',
  })
  @Property({ type: 'integer', default: 0 })
  undecided: number = 0;

  @Field(() => Int, { description: 'Rows that were said to be left out.' })
  @Property({ type: 'integer', default: 0 })
  leftOut: number = 0;

  @Field(() => Int, { description: 'Facilities that product rows would make, or have made, as drafts.' })
  @Property({ type: 'integer', default: 0 })
  facilitiesCreated: number = 0;

  @Property({ type: 'json', columnType: 'jsonb', default: '[]' })
  heldBack: readonly HeldBack[] = [];

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  failureText!: Text | null;

  /** Null unless it is being undone. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  beforeUndo: BeforeUndo | null = null;

  /** Why it could not be undone when that was tried last. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  undoFailureText: Text | null = null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was done, given up, had failed or was undone.' })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt!: Date | null;

  /** Whether a step starts from the present state. */
  may(step: ImportStep): boolean {
    return (STEPS[step].from as readonly string[]).includes(this.state);
  }

  /** Takes a step to another state. @throws UserError INVALID_STATE when the step does not start from the present state */
  take(step: ImportStep): void {
    const { from, to }: { from: readonly string[]; to: string } = STEPS[step];
    if (!this.may(step)) {
      throw new UserError('INVALID_STATE', ['id'], {
        vi: `Lượt nhập "${this.fileName}" đang ở trạng thái ${this.state}; bước này chỉ thực hiện được từ ${from.join(', ')}.`,
        en: `The import of "${this.fileName}" is ${this.state}; this can be done from ${from.join(', ')} only.`,
      });
    }
    this.state = to as ImportState;
  }

  /** Begins to undo it. @throws UserError INVALID_STATE */
  beginUndo(): void {
    const { state, percent, endedAt, failureText } = this;
    this.take('undo');
    this.beforeUndo = { state, percent, endedAt: endedAt?.toISOString() ?? null, failureText };
    Object.assign(this, { percent: 0, endedAt: null, failureText: null, undoFailureText: null });
  }

  /** Ends its undo, having taken back all. */
  endUndo(at: Date): void {
    this.take('undone');
    Object.assign(this, { percent: 100, endedAt: at, beforeUndo: null });
  }

  /** Leaves it as it was before it was to be undone. */
  keep(reason: Text): void {
    const { endedAt, ...before } = this.beforeUndo!;
    Object.assign(this, before, { endedAt: endedAt === null ? null : new Date(endedAt) });
    Object.assign(this, { beforeUndo: null, undoFailureText: reason });
  }

  /** Leaves what is in of it when the rest was undone: as given up, for no row of it is written any more. */
  keepRest(reason: Text): void {
    this.keep(reason);
    this.state = ImportState.CANCELLED;
  }
}
