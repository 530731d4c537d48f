import { Field, ID, InputType, Int } from 'type-graphql';
import { InstantScalar } from '../platform/graphql/scalars.ts';

@InputType({ description: 'A change of the state of a product.' })
export class ProductMoveInput {
  @Field(() => ID, { description: 'Id of the product.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Refused with CONFLICT when the product has changed since this version; left out, any version will do.',
  })
  version?: number | null;

  @Field(() => String, { nullable: true, description: 'Why; at most 1,000 characters.' })
  reason?: string | null;
}

@InputType({ description: 'A change of the state of a product that must be explained.' })
export class ExplainedProductMoveInput {
  @Field(() => ID, { description: 'Id of the product.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Refused with CONFLICT when the product has changed since this version; left out, any version will do.',
  })
  version?: number | null;

  @Field(() => String, { description: 'Why; 1 to 1,000 characters.' })
  reason!: string;
}

@InputType({ description: 'Publication of a product.' })
export class PublishProductInput extends ProductMoveInput {
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When it becomes public, an instant to come; at once unless given.',
  })
  at?: Date | null;
}

@InputType({ description: 'The same change of the state of several products.' })
export class ProductMovesInput {
  @Field(() => [ID], { description: 'The products; 1 to 1,000, each once.' })
  ids!: string[];

  @Field(() => String, { nullable: true, description: 'Why; at most 1,000 characters.' })
  reason?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether what still lacks something may be submitted or published all the same: the reason of the step then names what, and it stays among what is missing. Of no account for suspending.',
  })
  evenIncomplete!: boolean;
}

@InputType({ description: 'Publication of several products.' })
export class PublishProductsInput extends ProductMovesInput {
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When they become public, an instant to come; at once unless given.',
  })
  at?: Date | null;
}
