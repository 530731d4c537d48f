import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ConnectionArgs, connectionType } from '../platform/graphql/connection.ts';
import { DayScalar, InstantScalar } from '../platform/graphql/scalars.ts';
import { SearchKind } from './unanswered-tally.ts';

registerEnumType(SearchKind, {
  name: 'SearchKind',
  description: 'Which search it was.',
  valuesConfig: {
    PRODUCTS: { description: 'For products: searchProducts.' },
    CATALOGUE: { description: 'For products and facilities together: search.' },
  },
});

@ObjectType({
  description:
    'Something that was searched for and is not there. Queries with a telephone number or an e-mail address are not kept.',
})
export class UnansweredSearch {
  @Field(() => String, { description: 'What was searched for, as it was understood, in small letters.' })
  text!: string;

  @Field(() => Int, { description: 'How often nothing was found for it.' })
  count!: number;

  @Field(() => Int, {
    description: 'How often of these without any filter: then it was not in the whole catalogue.',
  })
  withoutFilters!: number;

  @Field(() => Int, { description: 'On how many days.' })
  days!: number;

  @Field(() => DayScalar, { description: 'First of these days, in Viet Nam.' })
  firstDay!: string;

  @Field(() => DayScalar, { description: 'Last of these days, in Viet Nam.' })
  lastDay!: string;

  @Field(() => InstantScalar, { description: 'When it was searched for last.' })
  lastAt!: Date;
}

export const UnansweredSearchConnection = connectionType(UnansweredSearch);

@ArgsType()
export class UnansweredSearchesArgs extends ConnectionArgs {
  @Field(() => DayScalar, { nullable: true, description: 'First day, in Viet Nam; the 30th before `to` unless given.' })
  from?: string | null;

  @Field(() => DayScalar, { nullable: true, description: 'Last day, in Viet Nam; today unless given.' })
  to?: string | null;

  @Field(() => SearchKind, { nullable: true, description: 'Only of this search; of both unless given.' })
  kind?: SearchKind | null;
}
