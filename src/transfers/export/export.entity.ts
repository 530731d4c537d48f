import { Entity, Enum, Index, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { VersionedRecord } from '../../platform/database/record.ts';
import { type Language, type Text, UserError } from '../../platform/errors/user-error.ts';
import { LanguageEnum } from '../../platform/graphql/language.ts';
import { Node } from '../../platform/graphql/node.ts';
import { InstantScalar } from '../../platform/graphql/scalars.ts';
import { TransferKind } from '../transfer-kind.ts';
import type { ExportSettings } from './settings.ts';

export enum ExportContent {
  RECORDS = 'RECORDS',
  SEARCH = 'SEARCH',
  CHANGES = 'CHANGES',
  REFUSED_ROWS = 'REFUSED_ROWS',
  TEMPLATE = 'TEMPLATE',
}
registerEnumType(ExportContent, {
  name: 'ExportContent',
  description: 'What a file that goes out holds.',
  valuesConfig: {
    RECORDS: {
      description:
        'All records of a kind. Products that are no sets come before sets, so that an import finds their parts.',
    },
    SEARCH: { description: 'The products that a search finds, in its order; the first 100,000 of them.' },
    CHANGES: { description: 'What has changed since a cursor, with the records as they are now. JSONL only.' },
    REFUSED_ROWS: {
      description: 'The refused rows of an import, with a column of reasons: mended, they are imported. CSV or XLSX.',
    },
    TEMPLATE: { description: 'An empty table to fill in. CSV, or XLSX with drop-downs and hints.' },
  },
});

export enum ExportFormat {
  CSV = 'CSV',
  XLSX = 'XLSX',
  JSONL = 'JSONL',
  JSONLD = 'JSONLD',
}
registerEnumType(ExportFormat, {
  name: 'ExportFormat',
  description: 'The form of a file that goes out.',
  valuesConfig: {
    CSV: {
      description:
        'UTF-8 with a byte-order mark, commas. A text that a spreadsheet would run as a formula has an apostrophe before it, which imports take away.',
    },
    XLSX: { description: 'A workbook; its texts are typed as text.' },
    JSONL: { description: 'JSON Lines: one nested record a line, UTF-8.' },
    JSONLD: {
      description:
        'A schema.org DataFeed of Product and Offer: products only, and for PUBLIC only, since it has no words for what is not offered today.',
    },
  },
});

export enum ExportAudience {
  PUBLIC = 'PUBLIC',
  OPERATOR = 'OPERATOR',
}
registerEnumType(ExportAudience, {
  name: 'ExportAudience',
  description: 'With whose eyes the catalogue is looked at.',
  valuesConfig: {
    PUBLIC: { description: 'What the public sees, and the prices of today.' },
    OPERATOR: { description: 'All records whatever their state, with past and future prices.' },
  },
});

export enum ExportState {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(ExportState, {
  name: 'ExportState',
  description: 'How far an export is.',
  valuesConfig: {
    QUEUED: { description: 'To be written.' },
    RUNNING: { description: 'It is being written.' },
    DONE: { description: 'The file is there until the link expires.' },
    FAILED: { description: 'It could not be written; `failure` says why.' },
    CANCELLED: { description: 'Given up.' },
  },
});

/** The steps of an export: from which states each may be taken, and to which it leads. */
const STEPS = {
  run: { from: ['QUEUED', 'RUNNING'], to: 'RUNNING' },
  finish: { from: ['RUNNING'], to: 'DONE' },
  cancel: { from: ['QUEUED', 'RUNNING'], to: 'CANCELLED' },
  fail: { from: ['QUEUED', 'RUNNING'], to: 'FAILED' },
} satisfies Record<string, { from: (keyof typeof ExportState)[]; to: keyof typeof ExportState }>;

/** A file on its way out of the catalogue; it goes when its link expires. */
@ObjectType({
  implements: Node,
  description:
    'A file on its way out of the catalogue. It is deleted when its link expires, seven days after its start. For operators.',
})
@Entity()
@Index({ name: 'export_newest', properties: ['createdAt', 'id'] })
export class Export extends VersionedRecord {
  @Field(() => ExportContent, { description: 'What it holds.' })
  @Enum({ items: () => ExportContent })
  what!: ExportContent;

  @Field(() => TransferKind, { nullable: true, description: 'What its rows are; null for changes of all kinds.' })
  @Enum({ items: () => TransferKind, nullable: true })
  kind!: TransferKind | null;

  @Field(() => ExportFormat, { description: 'Its form.' })
  @Enum({ items: () => ExportFormat })
  format!: ExportFormat;

  @Field(() => ExportAudience, { description: 'With whose eyes the catalogue is looked at.' })
  @Enum({ items: () => ExportAudience })
  audience!: ExportAudience;

  @Field(() => LanguageEnum, { description: 'Language of the headers.' })
  @Property({ type: 'text' })
  language!: Language;

  /** What was asked for besides: a search, a cursor, an import. */
  @Property({ type: 'json', columnType: 'jsonb' })
  settings: ExportSettings = {};

  @Field(() => ExportState, { description: 'How far it is.' })
  @Enum({ items: () => ExportState, default: ExportState.QUEUED })
  state: ExportState = ExportState.QUEUED;

  @Field(() => Float, { description: 'How much is written, 0 to 100; 0 while that cannot be told.' })
  @Property({ type: 'double', default: 0 })
  percent: number = 0;

  @Field(() => Int, { description: 'Records written so far.' })
  @Property({ type: 'integer', default: 0 })
  rows: number = 0;

  @Field(() => Boolean, { description: 'Whether the search found more than the 100,000 that are in the file.' })
  @Property({ type: 'boolean', default: false })
  cut: boolean = false;

  @Field(() => String, { nullable: true, description: 'Of changes: where the next ones begin; null until it is done.' })
  @Property({ type: 'text', nullable: true })
  cursor!: string | null;

  /** Key that the stored file gets once the export is done: the link promises it from the start. */
  @Property({ type: 'uuid' })
  file!: string;

  @Field(() => String, { description: 'Name of the file.' })
  @Property({ type: 'text' })
  fileName!: string;

  /** A path on this server; it is signed by whoever started the export, since workers need not know the secret. */
  @Property({ type: 'text' })
  linkPath!: string;

  @Field(() => InstantScalar, { description: 'From when on the link is worth nothing and the file is gone.' })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  @Index()
  linkExpiresAt!: Date;

  @Field(() => String, { description: 'Who started it.' })
  @Property({ type: 'text' })
  createdBy!: string;

  /** A start that is sent again with the same key is the same start. */
  @Property({ type: 'text', nullable: true })
  @Unique()
  idempotencyKey!: string | null;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  failureText!: Text | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was done, given up or had failed.' })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt!: Date | null;

  /** Whether a step starts from the present state. */
  may(step: keyof typeof STEPS): boolean {
    return (STEPS[step].from as readonly string[]).includes(this.state);
  }

  /** Takes a step to another state. @throws UserError INVALID_STATE when the step does not start from the present state */
  take(step: keyof typeof STEPS): void {
    const { from, to }: { from: readonly string[]; to: string } = STEPS[step];
    if (!this.may(step)) {
      throw new UserError('INVALID_STATE', ['id'], {
        vi: `Lượt xuất "${this.fileName}" đang ở trạng thái ${this.state}; bước này chỉ thực hiện được từ ${from.join(', ')}.`,
        en: `The export of "${this.fileName}" is ${this.state}; this can be done from ${from.join(', ')} only.`,
      });
    }
    this.state = to as ExportState;
  }
}
