import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CertificateKind } from '../../certificates/certificate.entity.ts';
import { ConnectionArgs, connectionType } from '../../platform/graphql/connection.ts';
import { type Combined, enumFilter } from '../../platform/graphql/filters.ts';
import { UserErrorType } from '../../platform/graphql/user-error.type.ts';
import { QuestionKind } from '../columns/question.ts';
import { TransferKind } from '../transfer-kind.ts';
import { ImportBatch, ImportChange, ImportProblem, ImportQuestion } from './findings.entity.ts';
import { Import, ImportSource, ImportState } from './import.entity.ts';

export const ImportConnection = connectionType(Import);
export const ImportSourceConnection = connectionType(ImportSource);
export const ImportProblemConnection = connectionType(ImportProblem);
export const ImportQuestionConnection = connectionType(ImportQuestion);
export const ImportChangeConnection = connectionType(ImportChange);
export const ImportBatchConnection = connectionType(ImportBatch);

export enum PublishNew {
  NONE = 'NONE',
  COMPLETE = 'COMPLETE',
  ALL = 'ALL',
}
registerEnumType(PublishNew, {
  name: 'PublishNew',
  description: 'Whether new products of an import are published at once; only those of verified facilities can be.',
  valuesConfig: {
    NONE: { description: 'They arrive as drafts.' },
    COMPLETE: { description: 'Those that lack nothing are published; the others arrive as drafts.' },
    ALL: {
      description: 'Also those without a description, an image or what else is asked for; what they lack stays listed.',
    },
  },
});

export enum TextEncoding {
  UTF_8 = 'UTF-8',
  UTF_16LE = 'UTF-16LE',
  UTF_16BE = 'UTF-16BE',
  WINDOWS_1258 = 'WINDOWS-1258',
  TCVN3 = 'TCVN3',
  VNI = 'VNI',
}
registerEnumType(TextEncoding, {
  name: 'TextEncoding',
  description: 'How a text file writes letters, or the fonts for which those of a workbook were typed.',
  valuesConfig: {
    UTF_8: { description: 'UTF-8.' },
    UTF_16LE: { description: 'UTF-16, little end first.' },
    UTF_16BE: { description: 'UTF-16, big end first.' },
    WINDOWS_1258: { description: 'Windows-1258.' },
    TCVN3: { description: 'TCVN3 (ABC), as with fonts named .Vn….' },
    VNI: { description: 'VNI, as with fonts named VNI-….' },
  },
});

@InputType({
  description:
    'How a file is to be read, and what holds for all of its rows. What is left out stays as it was; what is null is as if it had never been given.',
})
export class ImportOptionsInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Sheet of a workbook; unless given, the first in which a header is found, of those that are not hidden.',
  })
  sheet?: string | null;

  @Field(() => TextEncoding, {
    nullable: true,
    description:
      'Encoding of a text file; found out unless given. Of a workbook TCVN3 or VNI, if its texts were typed for such fonts; with any other they are taken as they stand.',
  })
  encoding?: TextEncoding | null;

  @Field(() => String, { nullable: true, description: 'One of , ; | and the tab; found out unless given.' })
  delimiter?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Row of the header, as a spreadsheet counts; 0 where there is none; found out unless given.',
  })
  headerRow?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Facility of rows that name none; none unless given.',
  })
  facility?: string | null;

  @Field(() => ID, { nullable: true, description: 'Category of rows that name none; none unless given.' })
  category?: string | null;

  @Field(() => CertificateKind, {
    nullable: true,
    description: 'Kind of the certificates of rows that name none, as in a list of OCOP products; none unless given.',
  })
  certificateKind?: CertificateKind | null;

  @Field(() => PublishNew, {
    nullable: true,
    description: 'Whether new products are published at once; NONE unless given.',
  })
  publish?: PublishNew | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether prices include VAT where no column says so; unless given, those do whose product had a price with VAT.',
  })
  vatIncluded?: boolean | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'Rows that are no records, by their numbers; at most 10,000; none unless given.',
  })
  leaveOut?: number[] | null;
}

@InputType({ description: 'A file to bring in.' })
export class CreateImportInput {
  @Field(() => TransferKind, { description: 'What its rows are.' })
  kind!: TransferKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'The file, as `POST /files` answered it; it is deleted after seven days unless an import takes it. Exactly one of file and url is needed.',
  })
  file?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the file is fetched from: on a host that the operator of the server allows (IMPORT_HOSTS).',
  })
  url?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where such files come from: what was said of its earlier files is used, and what is said of this one kept.',
  })
  source?: string | null;

  @Field(() => ImportOptionsInput, { nullable: true, description: 'How it is to be read.' })
  options?: ImportOptionsInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Sent again, the same key answers the import that there is, and CONFLICT where it is for another file or kind.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which field a column is.' })
export class ImportColumnInput {
  @Field(() => Int, { description: 'Place of the column, from 0.' })
  column!: number;

  @Field(() => String, { nullable: true, description: 'The field; null leaves the column out.' })
  field?: string | null;
}

@InputType({ description: 'Another way to read a file: it is then checked anew.' })
export class ConfigureImportInput {
  @Field(() => ID, { description: 'Id of the import.' })
  id!: string;

  @Field(() => Int, { description: 'Version that the change was made from.' })
  version!: number;

  @Field(() => ImportOptionsInput, { nullable: true, description: 'What is to be otherwise.' })
  options?: ImportOptionsInput | null;

  @Field(() => [ImportColumnInput], {
    nullable: true,
    description: 'Columns that are other fields than was thought; the others stay.',
  })
  columns?: ImportColumnInput[] | null;
}

@InputType({ description: 'The answer to a question of an import.' })
export class ImportAnswerInput {
  @Field(() => String, { description: 'Key of the question.' })
  key!: string;

  @Field(() => String, {
    description:
      'One of its choices; of a unit also another code, of a category, a place or a facility the id of another, of a correction any text. LEAVE_OUT leaves its rows out.',
  })
  choice!: string;
}

@InputType({ description: 'Answers to questions of an import: it is then checked anew.' })
export class AnswerImportInput {
  @Field(() => ID, { description: 'Id of the import.' })
  id!: string;

  @Field(() => [ImportAnswerInput], { description: 'The answers; at most 1,000.' })
  answers!: ImportAnswerInput[];
}

@InputType({ description: 'Takes what is suggested for open questions: it is then checked anew.' })
export class AcceptSuggestionsInput {
  @Field(() => ID, { description: 'Id of the import.' })
  id!: string;

  @Field(() => [QuestionKind], {
    nullable: true,
    description: 'Only to questions of these kinds; to all unless given.',
  })
  kinds?: QuestionKind[] | null;
}

@InputType({ description: 'The start of a checked import.' })
export class StartImportInput {
  @Field(() => ID, { description: 'Id of the import.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'When given, refused if the import has changed since this version.',
  })
  version?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to leave out rows that wait for answers.' })
  withoutUndecided!: boolean;
}

@InputType({ description: 'What is to be forgotten of the files of a source.' })
export class ForgetImportAnswersInput {
  @Field(() => ID, { description: 'Id of the source.' })
  id!: string;

  @Field(() => [String], { defaultValue: [], description: 'Headers of columns, as the source lists them.' })
  columns!: string[];

  @Field(() => [String], { defaultValue: [], description: 'Keys of answers, as the source lists them.' })
  answers!: string[];
}

@ObjectType({ description: 'What came of a change of a source.' })
export class ImportSourcePayload {
  @Field(() => ImportSource, { nullable: true, description: 'The source; null when it was refused.' })
  source?: ImportSource | null;

  @Field(() => [UserErrorType], { description: 'What is wrong; empty when it went well.' })
  errors!: UserErrorType[];
}

@InputType({ description: 'Which import.' })
export class ImportIdInput {
  @Field(() => ID, { description: 'Id of the import.' })
  id!: string;
}

@ObjectType({ description: 'What came of a change of an import.' })
export class ImportPayload {
  @Field(() => Import, { nullable: true, description: 'The import; null when it was refused.' })
  import?: Import | null;

  @Field(() => [UserErrorType], { description: 'What is wrong; empty when it went well.' })
  errors!: UserErrorType[];
}

const TransferKindFilter = enumFilter<TransferKind>(TransferKind, 'TransferKindFilter');
const ImportStateFilter = enumFilter<ImportState>(ImportState, 'ImportStateFilter');

@InputType({ description: 'Which imports; all conditions that are given must hold.' })
export class ImportFilter implements Combined<ImportFilter> {
  @Field(() => TransferKindFilter, { nullable: true, description: 'What their rows are.' })
  kind?: InstanceType<typeof TransferKindFilter> | null;

  @Field(() => ImportStateFilter, { nullable: true, description: 'How far they are.' })
  state?: InstanceType<typeof ImportStateFilter> | null;

  @Field(() => [ImportFilter], { nullable: true, description: 'All of these hold too.' })
  and?: ImportFilter[] | null;

  @Field(() => [ImportFilter], { nullable: true, description: 'One of these holds; an empty list matches nothing.' })
  or?: ImportFilter[] | null;

  @Field(() => ImportFilter, { nullable: true, description: 'This does not hold.' })
  not?: ImportFilter | null;
}

@ArgsType()
export class ImportsArgs extends ConnectionArgs {
  @Field(() => ImportFilter, { nullable: true, description: 'Which imports; all unless given.' })
  filter?: ImportFilter | null;
}

@ArgsType()
export class QuestionArgs extends ConnectionArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Only those that are open.' })
  open!: boolean;
}
