import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ConnectionArgs, connectionType } from '../platform/graphql/connection.ts';
import { type ChoiceFilter, type Combined, enumFilter, NameFilter } from '../platform/graphql/filters.ts';
import { UserErrorType } from '../platform/graphql/user-error.type.ts';
import { Synonym } from './synonym.entity.ts';
import { MAX_LENGTH, MAX_WORDS, SynonymDirection, SynonymKind } from './synonym-pair.ts';

export const SynonymConnection = connectionType(Synonym);

const SynonymDirectionFilter = enumFilter<SynonymDirection>(SynonymDirection, 'SynonymDirectionFilter');
const SynonymKindFilter = enumFilter<SynonymKind>(SynonymKind, 'SynonymKindFilter');

const SIZE = `1 to ${MAX_WORDS} words, at most ${MAX_LENGTH} characters`;

@InputType({ description: 'Which pairs of names; all conditions that are given must hold.' })
export class SynonymFilter implements Combined<SynonymFilter> {
  @Field(() => NameFilter, { nullable: true, description: 'Either of the two names.' })
  name?: NameFilter | null;

  @Field(() => SynonymKindFilter, { nullable: true, description: 'Why they mean one thing.' })
  kind?: ChoiceFilter<SynonymKind> | null;

  @Field(() => SynonymDirectionFilter, { nullable: true, description: 'Whether they work both ways.' })
  direction?: ChoiceFilter<SynonymDirection> | null;

  @Field(() => [SynonymFilter], { nullable: true, description: 'All of these hold too.' })
  and?: SynonymFilter[] | null;

  @Field(() => [SynonymFilter], {
    nullable: true,
    description: 'One of these holds; an empty list matches nothing.',
  })
  or?: SynonymFilter[] | null;

  @Field(() => SynonymFilter, { nullable: true, description: 'This does not hold.' })
  not?: SynonymFilter | null;
}

@ArgsType()
export class SynonymsArgs extends ConnectionArgs {
  @Field(() => SynonymFilter, { nullable: true, description: 'Which pairs; all unless given.' })
  filter?: SynonymFilter | null;
}

@InputType({ description: 'Two names of one thing.' })
export class CreateSynonymInput {
  @Field(() => String, { description: `What people search for; ${SIZE}.` })
  term!: string;

  @Field(() => String, { description: `What they shall find by it, too; ${SIZE}.` })
  synonym!: string;

  @Field(() => SynonymDirection, {
    nullable: true,
    description: 'Whether it works the other way round, too; BOTH unless given.',
  })
  direction?: SynonymDirection | null;

  @Field(() => SynonymKind, { nullable: true, description: 'Why they mean one thing; OTHER unless given.' })
  kind?: SynonymKind | null;

  @Field(() => String, { nullable: true, description: 'Where it comes from or what to mind; at most 500 characters.' })
  note?: string | null;
}

@InputType({ description: 'A change of a pair of names. What is left out stays; null empties a field.' })
export class UpdateSynonymInput {
  @Field(() => ID, { description: 'Id of the pair.' })
  id!: string;

  @Field(() => Int, { description: 'Version that the change was made from.' })
  version!: number;

  @Field(() => String, { nullable: true, description: `What people search for; ${SIZE}; not null.` })
  term?: string | null;

  @Field(() => String, { nullable: true, description: `What they shall find by it, too; ${SIZE}; not null.` })
  synonym?: string | null;

  @Field(() => SynonymDirection, {
    nullable: true,
    description: 'Whether it works the other way round, too; not null.',
  })
  direction?: SynonymDirection | null;

  @Field(() => SynonymKind, { nullable: true, description: 'Why they mean one thing; not null.' })
  kind?: SynonymKind | null;

  @Field(() => String, { nullable: true, description: 'Where it comes from or what to mind; at most 500 characters.' })
  note?: string | null;
}

@InputType({ description: 'A pair of names to delete.' })
export class DeleteSynonymInput {
  @Field(() => ID, { description: 'Id of the pair.' })
  id!: string;

  @Field(() => Int, { description: 'Version that it was read in.' })
  version!: number;
}

@ObjectType({ description: 'What became of a pair of names.' })
export class SynonymPayload {
  @Field(() => Synonym, { nullable: true, description: 'The pair after the change; null when there are errors.' })
  synonym!: Synonym | null;

  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when the change is made.' })
  errors!: UserErrorType[];
}

@ObjectType({ description: 'What became of deleting a pair of names.' })
export class DeleteSynonymPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the pair that is gone; null when there are errors.' })
  id!: string | null;

  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when it is deleted.' })
  errors!: UserErrorType[];
}
