import { OptionalProps } from '@mikro-orm/core';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { InstantScalar } from '../graphql/scalars.ts';

/** What every versioned row carries: its key, its version and when it came and changed. */
@ObjectType()
export abstract class VersionedRecord {
  [OptionalProps]?: 'version' | 'createdAt' | 'updatedAt';

  @Field(() => ID, { description: 'Globally unique, opaque id; it carries the type.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @Field(() => Int, {
    description: 'Grows with each change; send it back with an update so that no change of another is overwritten.',
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  @Field(() => InstantScalar, { description: 'When the record was created.' })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Field(() => InstantScalar, { description: 'When the record was last changed.' })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  updatedAt!: Date;
}
