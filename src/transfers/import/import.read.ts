import sql, { raw, type Sql } from 'sql-template-tag';
import { Field, Int, ObjectType } from 'type-graphql';
import { ConnectionArgs } from '../../platform/graphql/connection.ts';
import { readField } from '../../platform/graphql/read-field.ts';
import { ErrorCodeEnum } from '../../platform/graphql/user-error.type.ts';
import { connection, sqlField, valueList } from '../../platform/read/fields.ts';
import type { ReadViewer } from '../../platform/read/policy.ts';
import { readType } from '../../platform/read/read-type.ts';
import { LanguageArgs } from '../../products/field-args.ts';
import { localisedJson } from '../localised-json.ts';
import { ImportBatch, ImportChange, ImportProblem, ImportQuestion } from './findings.entity.ts';
import { Import, ImportSource } from './import.entity.ts';
import {
  ImportBatchConnection,
  ImportChangeConnection,
  ImportProblemConnection,
  ImportQuestionConnection,
  QuestionArgs,
} from './import.inputs.ts';

export const IMPORT_PREFIX = 'imp';
export const SOURCE_PREFIX = 'src';

@ObjectType({ description: 'A column of a file, and which field it is.' })
class ImportColumnType {
  @Field(() => Int, { description: 'Place of the column, from 0.' })
  column!: number;

  @Field(() => String, { nullable: true, description: 'Its header.' })
  header!: string | null;

  @Field(() => String, { nullable: true, description: 'The field that it is; null where it is left out.' })
  field!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'EXACT by its header, LIKELY by a similar header or its cells, CHOSEN by people; null where it is left out.',
  })
  confidence!: string | null;

  @Field(() => [String], { description: 'The first few values in it.' })
  samples!: string[];

  @Field(() => Boolean, { description: 'Whether the sheet hides it; it is read as the others are.' })
  isHidden!: boolean;
}

@ObjectType({ description: 'A possible answer to a question of an import.' })
class ImportChoiceType {
  @Field(() => String, { description: 'What to answer.' })
  choice!: string;

  @Field(() => String, { description: 'What it means, in Vietnamese.' })
  labelVi!: string;

  @Field(() => String, { description: 'What it means, in English.' })
  labelEn!: string;
}

@ObjectType({ description: 'A column that people chose the field of, for all files of a source.' })
class KeptImportColumn {
  @Field(() => String, { description: 'Its header.' })
  header!: string;

  @Field(() => String, { nullable: true, description: 'The field that it is; null where it is left out.' })
  field!: string | null;
}

@ObjectType({ description: 'An answer that holds for all files of a source.' })
class KeptImportAnswer {
  @Field(() => String, { description: 'Key of the question: its kind, and what it is about.' })
  key!: string;

  @Field(() => String, { description: 'What was answered.' })
  choice!: string;
}

@ObjectType({ description: 'A field of a record as it is and as it would be.' })
class ImportFieldChange {
  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'What it is, as JSON; null while it is empty.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'What it would be, as JSON; null where it would be empty.' })
  to!: string | null;
}

@ObjectType({ description: 'Why new products of an import stay drafts that were to be published.' })
class ImportHeldBack {
  @Field(() => Int, { description: 'For how many rows that is so.' })
  rows!: number;

  @Field(() => Int, { description: 'The first of them, as a spreadsheet counts.' })
  firstRow!: number;
}

readField(ImportSource, 'columns', () => [KeptImportColumn], {
  description: 'What was once said of its columns, by header; the first 1,000.',
});
readField(ImportSource, 'answers', () => [KeptImportAnswer], {
  description:
    'What was once answered, by key; the first 1,000. It holds for its next files until `forgetImportAnswers` or another answer.',
});
readField(ImportHeldBack, 'reason', () => String, { description: 'What is missing, for people.', args: LanguageArgs });
readField(Import, 'heldBack', () => [ImportHeldBack], {
  description:
    'Why new products stay drafts that `publish` would have had published, the reason of the most rows first. A row may have several; it is in, not refused.',
});
readField(Import, 'columns', () => [ImportColumnType], { description: 'The columns of the file; at most 500.' });
readField(Import, 'failure', () => String, {
  nullable: true,
  description:
    'Why it has failed, and why it could not be undone when that was tried last; of one that is checked, that more questions are open than are listed. Else null.',
  args: LanguageArgs,
});
readField(Import, 'problems', () => ImportProblemConnection, {
  description: 'What is wrong, by row and cell, in the order of the rows.',
  args: ConnectionArgs,
});
readField(Import, 'questions', () => ImportQuestionConnection, {
  description:
    'What it must be told, those that are about the most rows first; at most 2,000 that are open, as many answered, and 200 corrections of each column.',
  args: QuestionArgs,
});
readField(Import, 'changes', () => ImportChangeConnection, {
  description: 'What rows would change, in their order; of new records the first 1,000 only.',
  args: ConnectionArgs,
});
readField(Import, 'batches', () => ImportBatchConnection, {
  description: 'The batches that were written, in the order of the rows.',
  args: ConnectionArgs,
});
readField(ImportProblem, 'code', () => ErrorCodeEnum, { description: 'What kind of problem it is.' });
readField(ImportProblem, 'message', () => String, { description: 'What is wrong, for people.', args: LanguageArgs });
readField(ImportQuestion, 'choices', () => [ImportChoiceType], {
  description: 'Possible answers, the likeliest first; at most 100.',
});
readField(ImportQuestion, 'suggestion', () => String, {
  nullable: true,
  description:
    'The choice that is likely enough for `acceptImportSuggestions` to take it; null where none is, and people must choose.',
});
readField(ImportChange, 'fields', () => [ImportFieldChange], {
  description:
    'The fields that change; of a new record those that it gets, from null. Categories, places and facilities are told by their names.',
});

const forOperators = (_: Sql, { role }: ReadViewer): Sql => raw(String(role === 'operator'));

/** Most of what is kept that is listed. */
const SHOWN_KEPT = 1_000;

/** What a source keeps under keys, as a list. */
const keptOf = (column: string, key: string, value: string) =>
  valueList(
    (row) => sql`(select key, value from jsonb_each_text(${row}.${raw(column)}))`,
    { [key]: sqlField((entry) => sql`${entry}.key`), [value]: sqlField((entry) => sql`${entry}.value`) },
    (entry) => ({ orderBy: sql`${entry}.key collate "C"`, limit: SHOWN_KEPT }),
  );

const byRow = (target: Sql) => ({ expr: sql`${target}.row`, type: 'int' }) as const;

export const importReads = [
  readType(ImportSource, {
    prefix: SOURCE_PREFIX,
    visible: forOperators,
    fields: { columns: keptOf('columns', 'header', 'field'), answers: keptOf('answers', 'key', 'choice') },
  }),
  readType(Import, {
    prefix: IMPORT_PREFIX,
    visible: forOperators,
    fields: {
      columns: valueList(
        (row) => sql`(select value, ordinality from jsonb_array_elements(${row}.columns) with ordinality)`,
        {
          column: sqlField((value) => sql`(${value}.value ->> 'index')::int`),
          header: sqlField((value) => sql`${value}.value ->> 'header'`),
          field: sqlField((value) => sql`${value}.value ->> 'field'`),
          confidence: sqlField((value) => sql`${value}.value ->> 'confidence'`),
          samples: sqlField((value) => sql`array(select jsonb_array_elements_text(${value}.value -> 'samples'))`),
          isHidden: sqlField((value) => sql`coalesce((${value}.value ->> 'isHidden')::boolean, false)`),
        },
        (value) => ({ orderBy: sql`${value}.ordinality` }),
      ),
      heldBack: valueList(
        (row) => sql`(select value from jsonb_array_elements(${row}.held_back))`,
        {
          rows: sqlField((value) => sql`(${value}.value ->> 'rows')::int`),
          firstRow: sqlField((value) => sql`(${value}.value ->> 'firstRow')::int`),
          reason: sqlField<LanguageArgs>((value, { language }) => sql`${value}.value -> 'text' ->> ${language}::text`),
        },
        (value) => ({ orderBy: sql`(${value}.value ->> 'rows')::int desc, (${value}.value ->> 'firstRow')::int` }),
      ),
      failure: sqlField<LanguageArgs>((row, { language }) => {
        const [failure, ofUndo] = ['failure_text', 'undo_failure_text'].map(
          (column) => sql`${row}.${raw(column)} ->> ${language}::text`,
        );
        return sql`nullif(concat_ws(' ', ${failure}, ${ofUndo}), '')`;
      }),
      problems: connection(ImportProblem, (target, row) => ({
        where: sql`${target}.import_id = ${row}.id`,
        orderBy: [{ expr: (problem) => byRow(problem).expr, type: 'int' }],
      })),
      questions: connection<QuestionArgs>(ImportQuestion, (target, row, { open }) => ({
        where: open
          ? sql`${target}.import_id = ${row}.id and ${target}.answer is null`
          : sql`${target}.import_id = ${row}.id`,
        orderBy: [{ expr: (question) => sql`${question}.rows`, type: 'int', direction: 'DESC' }],
      })),
      changes: connection(ImportChange, (target, row) => ({
        where: sql`${target}.import_id = ${row}.id`,
        orderBy: [{ expr: (change) => byRow(change).expr, type: 'int' }],
      })),
      batches: connection(ImportBatch, (target, row) => ({
        where: sql`${target}.import_id = ${row}.id`,
        orderBy: [{ expr: (batch) => sql`${batch}.first_row`, type: 'int' }],
      })),
    },
  }),
  readType(ImportProblem, {
    visible: forOperators,
    fields: { code: sqlField((row) => sql`${row}.code`), message: localisedJson('text') },
  }),
  readType(ImportQuestion, {
    visible: forOperators,
    fields: {
      choices: valueList(
        (row) => sql`(select value, ordinality from jsonb_array_elements(${row}.choices) with ordinality)`,
        {
          choice: sqlField((value) => sql`${value}.value ->> 'choice'`),
          labelVi: sqlField((value) => sql`${value}.value -> 'label' ->> 'vi'`),
          labelEn: sqlField((value) => sql`${value}.value -> 'label' ->> 'en'`),
        },
        (value) => ({ orderBy: sql`${value}.ordinality` }),
      ),
      suggestion: sqlField(
        (row) =>
          sql`(select value ->> 'choice' from jsonb_array_elements(${row}.choices) where (value -> 'isSuggested')::boolean limit 1)`,
      ),
    },
  }),
  readType(ImportChange, {
    visible: forOperators,
    fields: {
      fields: valueList(
        (row) => sql`(select value, ordinality from jsonb_array_elements(${row}.fields) with ordinality)`,
        {
          field: sqlField((value) => sql`${value}.value ->> 'field'`),
          from: sqlField((value) => sql`nullif(${value}.value -> 'from', 'null')::text`),
          to: sqlField((value) => sql`nullif(${value}.value -> 'to', 'null')::text`),
        },
        (value) => ({ orderBy: sql`${value}.ordinality` }),
      ),
    },
  }),
  readType(ImportBatch, { visible: forOperators }),
];
