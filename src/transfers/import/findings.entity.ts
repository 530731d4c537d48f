import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import type { ErrorCode, Text } from '../../platform/errors/user-error.ts';
import { InstantScalar } from '../../platform/graphql/scalars.ts';
import { type QuestionChoice, QuestionKind } from '../columns/question.ts';
import type { Counts } from './counts.ts';
import { Import } from './import.entity.ts';

/** A row that belongs to one import and goes with it. */
abstract class ImportPart {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();
}

@ObjectType({ description: 'What is wrong with a row of a file, and in which cell.' })
@Entity()
@Index({ name: 'import_problem_in_order', properties: ['import', 'row', 'id'] })
export class ImportProblem extends ImportPart {
  @ManyToOne(() => Import, { deleteRule: 'cascade' })
  import!: Import;

  @Field(() => Int, { description: 'Number of the row, as a spreadsheet shows it.' })
  @Property({ type: 'integer' })
  row!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Letters of the column, such as C; null where the whole row is meant.',
  })
  @Property({ type: 'text', nullable: true })
  column!: string | null;

  @Field(() => String, { nullable: true, description: 'Header of the column.' })
  @Property({ type: 'text', nullable: true })
  header!: string | null;

  @Field(() => String, { nullable: true, description: 'What stands in the cell.' })
  @Property({ type: 'text', nullable: true })
  value!: string | null;

  @Property({ type: 'text' })
  code!: ErrorCode;

  @Property({ type: 'json', columnType: 'jsonb' })
  text!: Text;

  @Field(() => String, {
    nullable: true,
    description:
      'What could stand there instead, which a question of kind CORRECTION has accepted for all that say the same; null where that is not known.',
  })
  @Property({ type: 'text', nullable: true })
  suggestion!: string | null;
}

@ObjectType({ description: 'Something that a file leaves open, for all rows that say the same.' })
@Entity()
@Unique({ properties: ['import', 'key'] })
export class ImportQuestion extends ImportPart {
  @ManyToOne(() => Import, { deleteRule: 'cascade' })
  import!: Import;

  @Field(() => String, { description: 'Names it when it is answered.' })
  @Property({ type: 'text' })
  key!: string;

  @Field(() => QuestionKind, { description: 'What it is about.' })
  @Enum({ items: () => QuestionKind })
  kind!: QuestionKind;

  @Field(() => String, { nullable: true, description: 'Letters of the column it is about; null for the whole file.' })
  @Property({ type: 'text', nullable: true })
  column!: string | null;

  @Field(() => String, { nullable: true, description: 'What stands in the cells.' })
  @Property({ type: 'text', nullable: true })
  value!: string | null;

  @Field(() => Int, { description: 'How many rows it is about.' })
  @Property({ type: 'integer' })
  rows!: number;

  @Field(() => Int, { description: 'The first of them.' })
  @Property({ type: 'integer' })
  firstRow!: number;

  /** The likeliest first. */
  @Property({ type: 'json', columnType: 'jsonb' })
  choices!: QuestionChoice[];

  @Field(() => String, { nullable: true, description: 'The answer; null while it is open.' })
  @Property({ type: 'text', nullable: true })
  answer!: string | null;

  /** Whether something can be the answer: one of its choices, or the key of what the catalogue has. */
  isAnsweredBy(answer: string): boolean {
    return this.choices.some(({ choice }) => choice === answer) || this.kind in OTHER_ANSWERS;
  }
}

/** What else may be the answer to questions whose choices are only the nearest. */
export const OTHER_ANSWERS: Readonly<Partial<Record<QuestionKind, Text>>> = {
  [QuestionKind.UNIT]: { vi: 'mã của một đơn vị khác', en: 'the code of another unit' },
  [QuestionKind.CATEGORY]: { vi: 'mã định danh của một nhóm hàng khác', en: 'the id of another category' },
  [QuestionKind.PLACE]: {
    vi: 'mã định danh của một đơn vị hành chính khác',
    en: 'the id of another administrative unit',
  },
  [QuestionKind.FACILITY]: { vi: 'mã định danh của một cơ sở khác', en: 'the id of another facility' },
  [QuestionKind.CORRECTION]: { vi: 'văn bản cần đọc thay vào đó', en: 'the text that is to be read instead' },
};

export enum ChangeAction {
  CREATE = 'CREATE',
  CHANGE = 'CHANGE',
}
registerEnumType(ChangeAction, {
  name: 'ImportAction',
  description: 'What a row does.',
  valuesConfig: {
    CREATE: { description: 'It makes a new record.' },
    CHANGE: { description: 'It changes a record.' },
  },
});

/** A field as it was and as it would be. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

@ObjectType({ description: 'What a row would do, field by field.' })
@Entity()
@Index({ name: 'import_change_in_order', properties: ['import', 'row', 'id'] })
export class ImportChange extends ImportPart {
  @ManyToOne(() => Import, { deleteRule: 'cascade' })
  import!: Import;

  @Field(() => Int, { description: 'Number of the row, as a spreadsheet shows it.' })
  @Property({ type: 'integer' })
  row!: number;

  @Field(() => ChangeAction, { description: 'What it does.' })
  @Enum({ items: () => ChangeAction })
  action!: ChangeAction;

  @Field(() => String, { description: 'Name of the record.' })
  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  fields!: FieldChange[];
}

/** A record that a batch made or changed; enough to take it back. */
export interface BatchRecord {
  readonly type: 'facility' | 'product' | 'certificate';
  readonly id: string;
  readonly outcome: 'CREATED' | 'CHANGED';
  readonly version: number;
  readonly before: unknown;
  /** The version that it has since it was taken back; null for one that is gone with that. */
  readonly restored?: number | null;
}

@ObjectType({ description: 'Rows that were written together, in one transaction.' })
@Entity()
@Unique({ properties: ['import', 'firstRow'] })
export class ImportBatch extends ImportPart {
  @ManyToOne(() => Import, { deleteRule: 'cascade' })
  import!: Import;

  @Field(() => Int, { description: 'Number of its first row, as a spreadsheet shows it.' })
  @Property({ type: 'integer' })
  firstRow!: number;

  @Field(() => Int, { description: 'Number of its last row.' })
  @Property({ type: 'integer' })
  lastRow!: number;

  @Field(() => Int, { description: 'Records that it made.' })
  @Property({ type: 'integer' })
  created!: number;

  @Field(() => Int, { description: 'Records that it changed.' })
  @Property({ type: 'integer' })
  changed!: number;

  @Property({ type: 'json', columnType: 'jsonb' })
  records!: BatchRecord[];

  /** What had become of the rows of the file by its end, of those before it too; those that are not named are 0. */
  @Property({ type: 'json', columnType: 'jsonb', default: '{}' })
  counts: Partial<Counts> = {};

  @Field(() => InstantScalar, { nullable: true, description: 'When it was taken back; null while it is in.' })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  undoneAt!: Date | null;
}
