import { Entity, Enum, Index, Property, Trigger } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { VersionedRecord } from '../platform/database/record.ts';
import { Node } from '../platform/graphql/node.ts';
import { nameKey } from '../platform/text/vietnamese.ts';
import { pairKey, SynonymDirection, SynonymKind } from './synonym-pair.ts';

registerEnumType(SynonymDirection, {
  name: 'SynonymDirection',
  description: 'Who finds what by a pair of names.',
  valuesConfig: {
    BOTH: { description: 'Who searches for either finds the other: they are names of one thing.' },
    ONE_WAY: { description: 'Who searches for the term finds the synonym, but not the other way round.' },
  },
});

registerEnumType(SynonymKind, {
  name: 'SynonymKind',
  description: 'Why two names mean one thing.',
  valuesConfig: {
    REGIONAL: { description: 'The regions of Viet Nam call it differently (dứa, khóm).' },
    SPELLING: { description: 'Written in several ways, or abbreviated (mì, mỳ).' },
    TRADE: { description: 'A word of the trade, or a brand that was renamed (VinMart, WinMart).' },
    ENGLISH: { description: 'English and Vietnamese (fish sauce, nước mắm).' },
    OTHER: { description: 'Anything else.' },
  },
});

const UNIQUE = 'create unique index "synonym_pair" on "synonym" (pair_key) where deleted_at is null';

/** Two names of one thing, for the search. A deleted one stays as a row, so that the seeds do not bring it back. */
@ObjectType({
  implements: Node,
  description: 'Two names of one thing: the search finds what is called by the one under the other, too, below it.',
})
@Entity()
@Index({ name: 'synonym_pair', expression: UNIQUE })
// However pairs are written, those who keep them in memory learn of it: see synonym-source.ts.
@Trigger({
  name: 'changed',
  timing: 'after',
  events: ['insert', 'update', 'delete'],
  forEach: 'statement',
  body: 'update search_synonym_version set version = version + 1; return null',
})
export class Synonym extends VersionedRecord {
  @Field(() => String, { description: 'What people search for; one to six words.' })
  @Property({ type: 'text' })
  term!: string;

  @Field(() => String, { description: 'What is found by it, too; one to six words.' })
  @Property({ type: 'text' })
  synonym!: string;

  @Field(() => SynonymDirection, { description: 'Whether it works the other way round, too.' })
  @Enum({ items: () => SynonymDirection })
  direction!: SynonymDirection;

  @Field(() => SynonymKind, { description: 'Why they mean one thing.' })
  @Enum({ items: () => SynonymKind })
  kind!: SynonymKind;

  @Field(() => String, { nullable: true, description: 'Where it comes from or what to mind; null where nobody said.' })
  @Property({ type: 'text', nullable: true })
  note!: string | null;

  /** The names as they are filtered by. */
  @Property({ type: 'text' })
  termKey!: string;

  @Property({ type: 'text' })
  synonymKey!: string;

  /** Both names as the search reads them, in one order: a pair is there once. */
  @Property({ type: 'text' })
  pairKey!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  deletedAt!: Date | null;
}

/** A pair of names with the keys that follow from them. */
export const namesOf = (term: string, synonym: string) => ({
  term,
  synonym,
  termKey: nameKey(term),
  synonymKey: nameKey(synonym),
  pairKey: pairKey(term, synonym),
});
