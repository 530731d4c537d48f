import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum SearchEngineName {
  POSTGRESQL = 'POSTGRESQL',
  MEILISEARCH = 'MEILISEARCH',
}
registerEnumType(SearchEngineName, {
  name: 'SearchEngineName',
  description: 'What is set up to answer searches.',
  valuesConfig: {
    POSTGRESQL: { description: 'The database itself; every change can be found at once.' },
    MEILISEARCH: { description: 'Meilisearch; a change can be found a moment later.' },
  },
});

export enum SearchCondition {
  READY = 'READY',
  LAGGING = 'LAGGING',
  BUILDING = 'BUILDING',
  UNAVAILABLE = 'UNAVAILABLE',
}
registerEnumType(SearchCondition, {
  name: 'SearchCondition',
  description: 'Whether the search engine answers; in all states but READY, PostgreSQL does instead.',
  valuesConfig: {
    READY: { description: 'It answers.' },
    LAGGING: { description: 'It is too far behind the changes.' },
    BUILDING: { description: 'Its index is not there yet.' },
    UNAVAILABLE: { description: 'It cannot be reached.' },
  },
});

@ObjectType({ description: 'How the search stands.' })
export class SearchState {
  @Field(() => SearchEngineName, { description: 'What is set up to answer searches.' })
  engine!: SearchEngineName;

  @Field(() => SearchCondition, { description: 'Whether it answers.' })
  state!: SearchCondition;

  @Field(() => Boolean, { description: 'Whether PostgreSQL answers instead: true in all states but READY.' })
  degraded!: boolean;

  @Field(() => Int, { description: 'Changes of documents that wait to be delivered; counted up to 100,000.' })
  queueLength!: number;

  @Field(() => Float, { description: 'Seconds for which the oldest of them has waited; 0 when none does.' })
  lagSeconds!: number;

  @Field(() => Int, { description: 'Documents that the engine does not take; they are tried again now and then.' })
  refused!: number;

  @Field(() => Int, {
    description: 'Documents in the index; with PostgreSQL, those that come due later are counted too.',
  })
  documents!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How much is done of an index that is being built, 0 to 100; null when none is.',
  })
  buildingPercent!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What went wrong last, until it goes well again; null for all but operators.',
  })
  lastError!: string | null;
}
