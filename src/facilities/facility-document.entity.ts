import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { Node } from '../platform/graphql/node.ts';
import { UrlScalar } from '../platform/graphql/scalars.ts';
import { Facility } from './facility.entity.ts';

export enum DocumentKind {
  BUSINESS_REGISTRATION = 'BUSINESS_REGISTRATION',
  CERTIFICATE = 'CERTIFICATE',
  TEST_REPORT = 'TEST_REPORT',
  CONTRACT = 'CONTRACT',
  OTHER = 'OTHER',
}
registerEnumType(DocumentKind, {
  name: 'DocumentKind',
  description: 'Kind of a document handed in by a facility.',
  valuesConfig: {
    BUSINESS_REGISTRATION: { description: 'Business or cooperative registration.' },
    CERTIFICATE: { description: 'Copy of a certificate.' },
    TEST_REPORT: { description: 'Report of a laboratory test.' },
    CONTRACT: { description: 'Contract.' },
    OTHER: { description: 'Anything else; its title says what.' },
  },
});

@ObjectType({
  implements: Node,
  description: 'A document that a facility handed in once, to be reused. Visible to operators.',
})
@Entity()
export class FacilityDocument {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @ManyToOne(() => Facility, { index: true, deleteRule: 'cascade' })
  facility!: Facility;

  @Field(() => DocumentKind, { description: 'What it is.' })
  @Enum({ items: () => DocumentKind })
  kind!: DocumentKind;

  @Field(() => String, { description: 'Its title.' })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => UrlScalar, { description: 'Where the document lies.' })
  @Property({ type: 'text' })
  url!: string;
}
