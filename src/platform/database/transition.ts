import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { InstantScalar } from '../graphql/scalars.ts';

/** One change of state: when, by whom and why. The states themselves are the feature's. */
@ObjectType()
export abstract class Transition {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @Field(() => InstantScalar, { description: 'When it happened.' })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  at!: Date;

  @Field(() => String, { description: 'Who did it.' })
  @Property({ type: 'text' })
  by!: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did it.' })
  @Property({ type: 'text', nullable: true })
  reason!: string | null;
}
