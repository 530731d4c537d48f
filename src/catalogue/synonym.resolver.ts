import sql, { type Sql } from 'sql-template-tag';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { choiceSql, filterSql, type NameFilter, nameSql } from '../platform/graphql/filters.ts';
import { decodeIdOf } from '../platform/graphql/ids.ts';
import { connection, one, type Read, ref } from '../platform/read/reads.ts';
import { nameKey } from '../platform/text/vietnamese.ts';
import { Synonym } from './synonym.entity.ts';
import {
  CreateSynonymInput,
  DeleteSynonymInput,
  DeleteSynonymPayload,
  SynonymConnection,
  type SynonymFilter,
  SynonymPayload,
  SynonymsArgs,
  UpdateSynonymInput,
} from './synonym.inputs.ts';
import { SYNONYM_PREFIX } from './synonym.read.ts';
import { createSynonym, deleteSynonym, updateSynonym } from './synonym.service.ts';

@Resolver()
export class SynonymResolver {
  @Query(() => Synonym, { nullable: true, description: 'A pair of names by its id; null when there is none.' })
  synonym(@Arg('id', () => ID, { description: 'Id of the pair.' }) id: string): Read {
    return one(Synonym, decodeIdOf(SYNONYM_PREFIX, id, ['id']));
  }

  @Query(() => SynonymConnection, {
    description: 'The names that the search takes for one thing, as a Vietnamese dictionary orders their terms.',
  })
  synonyms(@Args(() => SynonymsArgs) { filter, ...page }: SynonymsArgs): Read {
    return connection(Synonym, page, {
      where: (row) => synonymSql(row, filter),
      orderBy: [
        { expr: (row) => sql`${row}.term collate "vi-x-icu"`, type: 'text' },
        { expr: (row) => sql`${row}.synonym collate "vi-x-icu"`, type: 'text' },
      ],
    });
  }

  @Mutation(() => SynonymPayload, {
    description: 'Adds two names of one thing; every search from now on knows them. For operators.',
  })
  async createSynonym(
    @Arg('input', () => CreateSynonymInput, { description: 'The pair.' }) input: CreateSynonymInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return { synonym: ref(Synonym, await createSynonym(context, input)) };
  }

  @Mutation(() => SynonymPayload, {
    description: 'Changes a pair of names; every search from now on goes by it. For operators.',
  })
  async updateSynonym(
    @Arg('input', () => UpdateSynonymInput, { description: 'The change.' }) input: UpdateSynonymInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = decodeIdOf(SYNONYM_PREFIX, input.id, ['id']);
    return { synonym: ref(Synonym, await updateSynonym(context, { ...input, id })) };
  }

  @Mutation(() => DeleteSynonymPayload, {
    description: 'Deletes a pair of names for good; no search from now on knows it. For operators.',
  })
  async deleteSynonym(
    @Arg('input', () => DeleteSynonymInput, { description: 'The pair.' }) input: DeleteSynonymInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    await deleteSynonym(context, { ...input, id: decodeIdOf(SYNONYM_PREFIX, input.id, ['id']) });
    return { id: input.id };
  }
}

function synonymSql(row: Sql, filter: SynonymFilter | null | undefined): Sql {
  return filterSql(filter, ({ name, kind, direction }) => [
    eitherSql(row, name),
    choiceSql(sql`${row}.kind`, kind),
    choiceSql(sql`${row}.direction`, direction),
  ]);
}

function eitherSql(row: Sql, filter: NameFilter | null | undefined): Sql | null {
  if (!filter) return null;
  const keysOf = (text: string) => [nameKey(text)];
  const [term, synonym] = [sql`${row}.term_key`, sql`${row}.synonym_key`].map((key) => nameSql(key, filter, keysOf));
  return sql`(${term} or ${synonym})`;
}
