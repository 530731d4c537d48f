import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ProductSearch } from '../../catalogue/search.inputs.ts';
import type { Language } from '../../platform/errors/user-error.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { LanguageEnum } from '../../platform/graphql/language.ts';
import { UserErrorType } from '../../platform/graphql/user-error.type.ts';
import { TransferKind } from '../transfer-kind.ts';
import { Export, ExportAudience, ExportContent, ExportFormat } from './export.entity.ts';

export const ExportConnection = connectionType(Export);

@InputType({ description: 'A search for products, as `searchProducts` takes it.' })
export class ExportSearchInput extends ProductSearch {}

@InputType({ description: 'A file to be written.' })
export class StartExportInput {
  @Field(() => ExportContent, { defaultValue: ExportContent.RECORDS, description: 'What it holds.' })
  what!: ExportContent;

  @Field(() => TransferKind, {
    nullable: true,
    description: 'What its rows are: PRODUCTS unless given; of CHANGES those of all kinds unless given.',
  })
  kind?: TransferKind | null;

  @Field(() => ExportFormat, { description: 'Its form.' })
  format!: ExportFormat;

  @Field(() => ExportAudience, {
    defaultValue: ExportAudience.PUBLIC,
    description: 'With whose eyes the catalogue is looked at.',
  })
  audience!: ExportAudience;

  @Field(() => LanguageEnum, { defaultValue: LanguageEnum.VI, description: 'Language of the headers.' })
  language!: Language;

  @Field(() => ExportSearchInput, { nullable: true, description: 'The search; needed for SEARCH, and only there.' })
  search?: ExportSearchInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For CHANGES: the cursor from which on, of an export or of `catalogueChanges`; from the beginning unless given.',
  })
  since?: string | null;

  @Field(() => ID, { nullable: true, description: 'The import; needed for REFUSED_ROWS, and only there.' })
  import?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Sent again, the same key answers the export that there is, and CONFLICT where it is for another file; at most 200 characters.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'An export to give up.' })
export class CancelExportInput {
  @Field(() => ID, { description: 'Id of the export.' })
  id!: string;
}

@ObjectType({ description: 'What became of the start or the end of an export.' })
export class ExportPayload {
  @Field(() => Export, { nullable: true, description: 'The export as it is now.' })
  export!: Export | null;

  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when it is done.' })
  errors!: UserErrorType[];
}
