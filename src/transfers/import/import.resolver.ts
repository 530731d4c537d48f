import sql, { type Sql } from 'sql-template-tag';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { FACILITY_PREFIX } from '../../facilities/facility.read.ts';
import { FILE_PREFIX } from '../../platform/files/stored-files.ts';
import { ConnectionArgs } from '../../platform/graphql/connection.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import { choiceSql, filterSql } from '../../platform/graphql/filters.ts';
import { decodeIdIfGiven, decodeIdOf } from '../../platform/graphql/ids.ts';
import { connection, one, type Read, ref } from '../../platform/read/reads.ts';
import { CATEGORY_PREFIX } from '../../products/prefixes.ts';
import { acceptSuggestions, answerImport } from './answer-import.ts';
import { configureImport } from './configure-import.ts';
import { createImport } from './create-import.ts';
import { forgetAnswers } from './forget-answers.ts';
import { Import, ImportSource } from './import.entity.ts';
import {
  AcceptSuggestionsInput,
  AnswerImportInput,
  ConfigureImportInput,
  CreateImportInput,
  ForgetImportAnswersInput,
  ImportConnection,
  type ImportFilter,
  ImportIdInput,
  type ImportOptionsInput,
  ImportPayload,
  ImportSourceConnection,
  ImportSourcePayload,
  ImportsArgs,
  StartImportInput,
} from './import.inputs.ts';
import { IMPORT_PREFIX, SOURCE_PREFIX } from './import.read.ts';
import { cancelImport, startImport, undoImport } from './import.service.ts';
import type { ImportOptionsChange } from './settings.ts';

const idOf = (id: string): string => decodeIdOf(IMPORT_PREFIX, id, ['id']);

const payload = (id: string): object => ({ import: ref(Import, id) });

@Resolver()
export class ImportResolver {
  @Query(() => Import, { nullable: true, description: 'An import by its id; null for all but operators.' })
  import(@Arg('id', () => ID, { description: 'Id of the import.' }) id: string): Read {
    return one(Import, idOf(id));
  }

  @Query(() => ImportConnection, {
    description:
      'The history of imports, the newest first: who brought which file, and what became of it. Empty for all but operators.',
  })
  imports(@Args(() => ImportsArgs) { filter, ...page }: ImportsArgs): Read {
    return connection(Import, page, {
      where: (row) => importSql(row, filter),
      orderBy: [{ expr: (row) => sql`${row}.created_at`, type: 'timestamptz', direction: 'DESC' }],
    });
  }

  @Query(() => ImportSourceConnection, {
    description: 'Where files come from, by name. Empty for all but operators.',
  })
  importSources(@Args(() => ConnectionArgs) page: ConnectionArgs): Read {
    return connection(ImportSource, page, {
      orderBy: [{ expr: (row) => sql`${row}.name collate "vi-x-icu"`, type: 'text' }],
    });
  }

  @Mutation(() => ImportPayload, {
    description: 'Takes a file that was uploaded, and checks it: nothing of it is written yet. For operators.',
  })
  async createImport(
    @Arg('input', () => CreateImportInput, { description: 'The file.' }) { options, ...input }: CreateImportInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const file = decodeIdIfGiven(FILE_PREFIX, input.file, ['file']);
    return payload(await createImport(context, { ...input, file, options: optionsOf(options) }));
  }

  @Mutation(() => ImportPayload, {
    description:
      'Changes how the file of an import is read or what holds for its rows, and checks it anew. For operators.',
  })
  async configureImport(
    @Arg('input', () => ConfigureImportInput, { description: 'The change.' }) input: ConfigureImportInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const columns = input.columns?.map(({ column, field = null }) => ({ index: column, field }));
    const options = optionsOf(input.options);
    return payload(await configureImport(context, { id: idOf(input.id), version: input.version, options, columns }));
  }

  @Mutation(() => ImportPayload, { description: 'Answers questions of an import, and checks it anew. For operators.' })
  async answerImport(
    @Arg('input', () => AnswerImportInput, { description: 'The answers.' }) { id, answers }: AnswerImportInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await answerImport(context, { id: idOf(id), answers: answers.map(keyed) }));
  }

  @Mutation(() => ImportPayload, {
    description:
      'Takes what is suggested for all open questions, or for those of some kinds, and checks anew; those without a suggestion stay open. For operators.',
  })
  async acceptImportSuggestions(
    @Arg('input', () => AcceptSuggestionsInput, { description: 'Which questions.' }) input: AcceptSuggestionsInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await acceptSuggestions(context, { id: idOf(input.id), kinds: input.kinds ?? null }));
  }

  @Mutation(() => ImportSourcePayload, {
    description:
      'Forgets what was once said of columns and questions of a source, so that its next files are asked anew. For operators.',
  })
  async forgetImportAnswers(
    @Arg('input', () => ForgetImportAnswersInput, { description: 'What to forget.' }) input: ForgetImportAnswersInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = decodeIdOf(SOURCE_PREFIX, input.id, ['id']);
    return { source: ref(ImportSource, await forgetAnswers(context, { ...input, id })) };
  }

  @Mutation(() => ImportPayload, {
    description: 'Has a checked import written. Sent twice, it starts once. For operators.',
  })
  async startImport(
    @Arg('input', () => StartImportInput, { description: 'Which import.' }) input: StartImportInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await startImport(context, { ...input, id: idOf(input.id) }));
  }

  @Mutation(() => ImportPayload, {
    description: 'Gives an import up. The batches that are finished stay, and can be undone. For operators.',
  })
  async cancelImport(
    @Arg('input', () => ImportIdInput, { description: 'Which import.' }) { id }: ImportIdInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await cancelImport(context, { id: idOf(id) }));
  }

  @Mutation(() => ImportPayload, {
    description:
      'Takes back all that an import did, batch by batch, the last first. When something of it has changed since, nothing is taken back and `failure` says so; what later imports changed counts until they are undone. What changes only meanwhile ends it: `failure` and `batches` say what is taken back by then. For operators.',
  })
  async undoImport(
    @Arg('input', () => ImportIdInput, { description: 'Which import.' }) { id }: ImportIdInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await undoImport(context, { id: idOf(id) }));
  }
}

function importSql(row: Sql, filter: ImportFilter | null | undefined): Sql {
  return filterSql(filter, ({ kind, state }) => [
    choiceSql(sql`${row}.kind`, kind),
    choiceSql(sql`${row}.state`, state),
  ]);
}

/** An answer with the key of what its id names. */
const keyed = ({ key, choice }: { key: string; choice: string }) => ({
  key,
  choice: choice.replace(/^[a-z]{3}_(?=[0-9a-f-]{36}$)/, ''),
});

/** The options with the keys of what their ids name; what is absent stays so. */
function optionsOf(given: ImportOptionsInput | null | undefined): ImportOptionsChange | undefined {
  if (!given) return undefined;
  const { facility, category, ...others } = given;
  return {
    ...others,
    ...(facility !== undefined && {
      facility: decodeIdIfGiven(FACILITY_PREFIX, facility, ['options', 'facility']),
    }),
    ...(category !== undefined && {
      category: decodeIdIfGiven(CATEGORY_PREFIX, category, ['options', 'category']),
    }),
  };
}
