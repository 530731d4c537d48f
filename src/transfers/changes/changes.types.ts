import { ArgsType, Extensions, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Certificate } from '../../certificates/certificate.entity.ts';
import { Facility } from '../../facilities/facility.entity.ts';
import { InstantScalar } from '../../platform/graphql/scalars.ts';
import { Product } from '../../products/product.entity.ts';
import { ChangeKind, ChangeType } from './read-changes.ts';

registerEnumType(ChangeKind, {
  name: 'CatalogueChangeKind',
  description: 'What has become of a record, as the viewer sees it.',
  valuesConfig: {
    UPSERTED: { description: 'It is there, new or changed: take it as it is now.' },
    DELETED: {
      description:
        'It is not there for the viewer any more: deleted, suspended, unpublished, or hidden with its facility.',
    },
    MERGED: { description: 'The facility was merged into another: `into`.' },
  },
});

registerEnumType(ChangeType, {
  name: 'CatalogueChangeType',
  description: 'What a record is.',
  valuesConfig: {
    PRODUCT: { description: 'A product.' },
    FACILITY: { description: 'A facility.' },
    CERTIFICATE: { description: 'A certificate.' },
  },
});

@ObjectType({ description: 'What has become of a record.' })
class CatalogueChange {
  @Field(() => ChangeKind, { description: 'What has become of it.' })
  kind!: ChangeKind;

  @Field(() => ChangeType, { description: 'What it is.' })
  type!: ChangeType;

  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'The facility that it was merged into; null unless MERGED.' })
  into!: string | null;

  @Field(() => InstantScalar, {
    description: 'When it last changed, or came due; of a record that was deleted, by the clock of the database.',
  })
  at!: Date;

  @Field(() => Product, { nullable: true, description: 'The product as it is now; null where it is none, or gone.' })
  product!: Product | null;

  @Field(() => Facility, { nullable: true, description: 'The facility as it is now; null where it is none, or gone.' })
  facility!: Facility | null;

  @Field(() => Certificate, {
    nullable: true,
    description: 'The certificate as it is now; null where it is none, or gone.',
  })
  certificate!: Certificate | null;
}

@ObjectType({ description: 'Changes of the catalogue in their order, and where the next ones begin.' })
export class CatalogueChanges {
  @Extensions({ perItem: true })
  @Field(() => [CatalogueChange], {
    description:
      'At most `first`, and one of a record, where it changed last. May be fewer, even none, while more follow: what the viewer may not know of is left out.',
  })
  changes!: CatalogueChange[];

  @Field(() => String, { description: 'Give it to `since` the next time, also when there was no change.' })
  cursor!: string;

  @Field(() => Boolean, { description: 'Whether more follows at once.' })
  hasMore!: boolean;
}

/** Most changes of one page. */
export const MAX_CHANGES = 1_000;

@ArgsType()
export class CatalogueChangesArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only what comes after this cursor, from here or from an export; without it, all that there is comes.',
  })
  since?: string | null;

  @Field(() => Int, { defaultValue: 100, description: `How many, 1 to ${MAX_CHANGES}.` })
  first!: number;
}
