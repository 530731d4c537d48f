import { ArgsType, Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { ConnectionArgs, connectionType } from '../platform/graphql/connection.ts';
import { CodeFilter, type Combined, enumFilter, NameFilter } from '../platform/graphql/filters.ts';
import { UrlScalar } from '../platform/graphql/scalars.ts';
import { Facility, FacilityNeed, FacilityStatus, LegalForm, VsicVersion } from './facility.entity.ts';
import { DocumentKind } from './facility-document.entity.ts';
import { GeoPoint } from './geo-point.ts';

export const FacilityConnection = connectionType(Facility);

@InputType()
abstract class FacilityContentInput {
  @Field(() => String, { nullable: true, description: 'Name in English; at most 200 characters.' })
  nameEn?: string | null;

  @Field(() => LegalForm, { nullable: true, description: 'Legal form.' })
  legalForm?: LegalForm | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Tax code of 10 digits, 13 with the branch, or 12 for a household business; its check digit is checked.',
  })
  taxCode?: string | null;

  @Field(() => String, { nullable: true, description: 'VSIC code at level 4; needs vsicVersion.' })
  vsicCode?: string | null;

  @Field(() => VsicVersion, { nullable: true, description: 'Edition of vsicCode.' })
  vsicVersion?: VsicVersion | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The smallest known administrative unit it lies in; one that no longer holds stays as recorded.',
  })
  place?: string | null;

  @Field(() => String, { nullable: true, description: 'Address below the unit, in words; at most 300 characters.' })
  address?: string | null;

  @Field(() => GeoPoint, { nullable: true, description: 'Where it is on the map; inside Viet Nam.' })
  location?: GeoPoint | null;

  @Field(() => String, { nullable: true, description: 'Person to talk to; at most 100 characters.' })
  contactName?: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone; Vietnamese unless it begins with + or 00.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Email address.' })
  email?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Website; https only.' })
  website?: URL | null;

  @Field(() => String, { nullable: true, description: 'Recognised craft village it belongs to.' })
  craftVillage?: string | null;

  @Field(() => Int, { nullable: true, description: 'Year founded, from 1800 to this year.' })
  foundedYear?: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of regular workers, 0 to 100,000.' })
  workers?: number | null;

  @Field(() => Float, { nullable: true, description: 'What it can make a month; needs monthlyCapacityUnit.' })
  monthlyCapacity?: number | null;

  @Field(() => String, { nullable: true, description: 'UN/CEFACT Recommendation 20 code of monthlyCapacity.' })
  monthlyCapacityUnit?: string | null;

  @Field(() => [FacilityNeed], { nullable: true, description: 'What it needs help with.' })
  needs?: FacilityNeed[] | null;
}

@InputType({ description: 'A facility to create as a draft.' })
export class CreateFacilityInput extends FacilityContentInput {
  @Field(() => String, { description: 'Name in Vietnamese, as registered; at most 200 characters.' })
  name!: string;
}

@InputType({ description: 'A change of a facility: what is left out stays, what is null becomes empty.' })
export class UpdateFacilityInput extends FacilityContentInput {
  @Field(() => ID, { description: 'Id of the facility.' })
  id!: string;

  @Field(() => Int, { description: 'Version that the change was made from.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Name in Vietnamese, as registered; at most 200 characters.' })
  name?: string | null;
}

@InputType({ description: 'A step of a facility to another state.' })
export class MoveFacilityInput {
  @Field(() => ID, { description: 'Id of the facility.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'When given, refused if the facility has changed since this version.',
  })
  version?: number | null;

  @Field(() => String, { nullable: true, description: 'Why; at most 1,000 characters.' })
  reason?: string | null;
}

@InputType({ description: 'A step of a facility to another state that has to be explained.' })
export class ExplainedMoveFacilityInput {
  @Field(() => ID, { description: 'Id of the facility.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'When given, refused if the facility has changed since this version.',
  })
  version?: number | null;

  @Field(() => String, { description: 'Why; at most 1,000 characters.' })
  reason!: string;
}

@InputType({ description: 'A document that a facility handed in.' })
export class AddFacilityDocumentInput {
  @Field(() => ID, { description: 'Id of the facility.' })
  facility!: string;

  @Field(() => DocumentKind, { description: 'What it is.' })
  kind!: DocumentKind;

  @Field(() => String, { description: 'Its title; at most 200 characters.' })
  title!: string;

  @Field(() => UrlScalar, { description: 'Where it lies.' })
  url!: URL;
}

@InputType({ description: 'A document to remove.' })
export class RemoveFacilityDocumentInput {
  @Field(() => ID, { description: 'Id of the document.' })
  id!: string;
}

@InputType({ description: 'Two records of one facility.' })
export class MergeFacilitiesInput {
  @Field(() => ID, { description: 'Id of the record that stays.' })
  keep!: string;

  @Field(() => ID, { description: 'Id of the record that goes; it leads to the other one from then on.' })
  merge!: string;

  @Field(() => Int, { description: 'Version of the record that stays.' })
  keepVersion!: number;

  @Field(() => Int, { description: 'Version of the record that goes.' })
  mergeVersion!: number;
}

const FacilityStatusFilter = enumFilter<FacilityStatus>(FacilityStatus, 'FacilityStatusFilter');
const LegalFormFilter = enumFilter<LegalForm>(LegalForm, 'LegalFormFilter');

@InputType({ description: 'Which facilities; all conditions that are given must hold.' })
export class FacilityFilter implements Combined<FacilityFilter> {
  @Field(() => FacilityStatusFilter, { nullable: true, description: 'State.' })
  status?: InstanceType<typeof FacilityStatusFilter> | null;

  @Field(() => LegalFormFilter, { nullable: true, description: 'Legal form.' })
  legalForm?: InstanceType<typeof LegalFormFilter> | null;

  @Field(() => NameFilter, {
    nullable: true,
    description: 'Name in Vietnamese, without regard to legal-form words (HTX).',
  })
  name?: NameFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Tax code in its normal form.' })
  taxCode?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'VSIC code.' })
  vsicCode?: CodeFilter | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Recorded in this administrative unit, old or new, or in what lies in it or went into it.',
  })
  place?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it belongs to a recognised craft village.' })
  inCraftVillage?: boolean | null;

  @Field(() => [FacilityNeed], {
    nullable: true,
    description: 'It has one of these needs; an empty list matches nothing. For operators.',
  })
  needs?: FacilityNeed[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is invented demonstration data.' })
  demo?: boolean | null;

  @Field(() => [FacilityFilter], { nullable: true, description: 'All of these hold too.' })
  and?: FacilityFilter[] | null;

  @Field(() => [FacilityFilter], { nullable: true, description: 'One of these holds; an empty list matches nothing.' })
  or?: FacilityFilter[] | null;

  @Field(() => FacilityFilter, { nullable: true, description: 'This does not hold.' })
  not?: FacilityFilter | null;
}

export enum FacilityOrder {
  NAME = 'NAME',
  NEWEST = 'NEWEST',
  LAST_CHANGED = 'LAST_CHANGED',
}
registerEnumType(FacilityOrder, {
  name: 'FacilityOrder',
  description: 'Order of facilities.',
  valuesConfig: {
    NAME: { description: 'By name, from A to Z, without regard to diacritics and legal form.' },
    NEWEST: { description: 'By creation, the newest first.' },
    LAST_CHANGED: { description: 'By last change, the latest first.' },
  },
});

@ArgsType()
export class FacilitiesArgs extends ConnectionArgs {
  @Field(() => FacilityFilter, { nullable: true, description: 'Which facilities; all unless given.' })
  filter?: FacilityFilter | null;

  @Field(() => FacilityOrder, { defaultValue: FacilityOrder.NAME, description: 'In which order.' })
  orderBy!: FacilityOrder;
}
