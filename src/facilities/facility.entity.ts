import { Collection } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, OneToMany, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { VersionedRecord } from '../platform/database/record.ts';
import { Transition } from '../platform/database/transition.ts';
import { UserError } from '../platform/errors/user-error.ts';
import { Node } from '../platform/graphql/node.ts';
import { UrlScalar } from '../platform/graphql/scalars.ts';
import { FacilityDocument } from './facility-document.entity.ts';

export enum LegalForm {
  HOUSEHOLD_BUSINESS = 'HOUSEHOLD_BUSINESS',
  COOPERATIVE = 'COOPERATIVE',
  UNION_OF_COOPERATIVES = 'UNION_OF_COOPERATIVES',
  COOPERATIVE_GROUP = 'COOPERATIVE_GROUP',
  PRIVATE_ENTERPRISE = 'PRIVATE_ENTERPRISE',
  COMPANY = 'COMPANY',
}
registerEnumType(LegalForm, {
  name: 'LegalForm',
  description: 'Legal form of a facility.',
  valuesConfig: {
    HOUSEHOLD_BUSINESS: { description: 'Hộ kinh doanh.' },
    COOPERATIVE: { description: 'Hợp tác xã (HTX).' },
    UNION_OF_COOPERATIVES: { description: 'Liên hiệp hợp tác xã.' },
    COOPERATIVE_GROUP: { description: 'Tổ hợp tác.' },
    PRIVATE_ENTERPRISE: { description: 'Doanh nghiệp tư nhân.' },
    COMPANY: { description: 'Công ty.' },
  },
});

export enum FacilityStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  VERIFIED = 'VERIFIED',
  SUSPENDED = 'SUSPENDED',
}
registerEnumType(FacilityStatus, {
  name: 'FacilityStatus',
  description: 'State of a facility. The public sees verified facilities only.',
  valuesConfig: {
    DRAFT: { description: 'Being described.' },
    SUBMITTED: { description: 'Handed in for review.' },
    VERIFIED: { description: 'Checked, and public.' },
    SUSPENDED: { description: 'Hidden from the public with its products, until it is reinstated.' },
  },
});

/** The steps that change the state of a facility: from which state each is taken, and to which it leads. */
const STEPS = {
  submit: { from: FacilityStatus.DRAFT, to: FacilityStatus.SUBMITTED },
  returnToDraft: { from: FacilityStatus.SUBMITTED, to: FacilityStatus.DRAFT },
  verify: { from: FacilityStatus.SUBMITTED, to: FacilityStatus.VERIFIED },
  suspend: { from: FacilityStatus.VERIFIED, to: FacilityStatus.SUSPENDED },
  reinstate: { from: FacilityStatus.SUSPENDED, to: FacilityStatus.VERIFIED },
} satisfies Record<string, { from: FacilityStatus; to: FacilityStatus }>;

export type FacilityStep = keyof typeof STEPS;

export enum FacilityNeed {
  BRANDING = 'BRANDING',
  PACKAGING = 'PACKAGING',
  MACHINERY = 'MACHINERY',
  TRACEABILITY = 'TRACEABILITY',
  TRADEMARK = 'TRADEMARK',
  CERTIFICATION = 'CERTIFICATION',
  MARKET_ACCESS = 'MARKET_ACCESS',
  TRAINING = 'TRAINING',
  CAPITAL = 'CAPITAL',
  DIGITAL_SALES = 'DIGITAL_SALES',
}
registerEnumType(FacilityNeed, {
  name: 'FacilityNeed',
  description: 'What a facility says it needs help with.',
  valuesConfig: {
    BRANDING: { description: 'A name, a logo, a story.' },
    PACKAGING: { description: 'Packaging and labels.' },
    MACHINERY: { description: 'Machines and equipment.' },
    TRACEABILITY: { description: 'Traceability stamps and records.' },
    TRADEMARK: { description: 'Registration of a trademark.' },
    CERTIFICATION: { description: 'Certificates that buyers ask for.' },
    MARKET_ACCESS: { description: 'Buyers, fairs and showrooms.' },
    TRAINING: { description: 'Training of workers or managers.' },
    CAPITAL: { description: 'Money to invest or to work with.' },
    DIGITAL_SALES: { description: 'Selling online.' },
  },
});

export enum VsicVersion {
  VSIC_2018 = 'VSIC_2018',
  VSIC_2025 = 'VSIC_2025',
}
registerEnumType(VsicVersion, {
  name: 'VsicVersion',
  description: 'Edition of the Viet Nam Standard Industrial Classification.',
  valuesConfig: {
    VSIC_2018: { description: 'Decision 27/2018/QĐ-TTg.' },
    VSIC_2025: { description: 'Decision 36/2025/QĐ-TTg.' },
  },
});

/** A rural industrial facility: who makes the products. */
@ObjectType({
  implements: Node,
  description: 'A rural industrial facility (cơ sở công nghiệp nông thôn): who makes the products.',
})
@Entity()
export class Facility extends VersionedRecord {
  @Field(() => String, { description: 'Name in Vietnamese, as registered.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Name in English, where there is one.' })
  @Property({ type: 'text', nullable: true })
  nameEn!: string | null;

  /** Made by facilityNameKey(): folded and without legal form, for finding likely duplicates and for sorting. */
  @Property({ type: 'text' })
  @Index()
  nameKey!: string;

  @Field(() => LegalForm, { nullable: true, description: 'Legal form; null while unknown.' })
  @Enum({ items: () => LegalForm, nullable: true })
  legalForm!: LegalForm | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tax code (MST): 10 digits, 13 with the branch (0123456789-001), or 12 for a household business.',
  })
  @Property({ type: 'text', nullable: true })
  @Index()
  taxCode!: string | null;

  @Field(() => String, { nullable: true, description: 'VSIC code at level 4, of the edition in vsicVersion.' })
  @Property({ type: 'text', nullable: true })
  vsicCode!: string | null;

  @Field(() => VsicVersion, { nullable: true, description: 'Edition of vsicCode.' })
  @Enum({ items: () => VsicVersion, nullable: true })
  vsicVersion!: VsicVersion | null;

  @Field(() => AdministrativeUnit, {
    nullable: true,
    description:
      'The smallest known unit the facility was recorded in, as it was named then; see currentPlace for where that lies today.',
  })
  @ManyToOne(() => AdministrativeUnit, { nullable: true, index: true })
  place!: AdministrativeUnit | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address below the unit in words; former communes stay words here.',
  })
  @Property({ type: 'text', nullable: true })
  address!: string | null;

  @Property({ type: 'double', nullable: true })
  latitude!: number | null;

  @Property({ type: 'double', nullable: true })
  longitude!: number | null;

  @Field(() => String, { nullable: true, description: 'Person to talk to.' })
  @Property({ type: 'text', nullable: true })
  contactName!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone in E.164 form, e.g. +84912345678.' })
  @Property({ type: 'text', nullable: true })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: 'Email address.' })
  @Property({ type: 'text', nullable: true })
  email!: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Website.' })
  @Property({ type: 'text', nullable: true })
  website!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the recognised craft village it belongs to; null when none.',
  })
  @Property({ type: 'text', nullable: true })
  craftVillage!: string | null;

  @Field(() => Int, { nullable: true, description: 'Year founded.' })
  @Property({ type: 'smallint', nullable: true })
  foundedYear!: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of regular workers.' })
  @Property({ type: 'integer', nullable: true })
  workers!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What the facility as a whole can make a month, in monthlyCapacityUnit.',
  })
  @Property({ type: 'double', nullable: true })
  monthlyCapacity!: number | null;

  @Field(() => String, { nullable: true, description: 'UN/CEFACT Recommendation 20 code of monthlyCapacity.' })
  @Property({ type: 'text', nullable: true })
  monthlyCapacityUnit!: string | null;

  @Field(() => [FacilityNeed], {
    nullable: true,
    description: 'What it says it needs help with; null for all but operators.',
  })
  @Enum({ items: () => FacilityNeed, array: true, columnType: 'text[]', default: [] })
  needs: FacilityNeed[] = [];

  @Field(() => FacilityStatus, { description: 'Its state.' })
  @Enum({ items: () => FacilityStatus, default: FacilityStatus.DRAFT })
  status: FacilityStatus = FacilityStatus.DRAFT;

  @Field(() => Boolean, { description: 'True for invented demonstration data: nobody real is behind it.' })
  @Property({ type: 'boolean', default: false })
  demo: boolean = false;

  @Field(() => Boolean, {
    description: 'True where the producer of a published product is not known: the record stands in for it.',
  })
  @Property({ type: 'boolean', default: false })
  producerUnknown: boolean = false;

  /** Set once this record was merged into another; its id then leads there. */
  @ManyToOne(() => Facility, { nullable: true, index: true })
  mergedInto!: Facility | null;

  @Field(() => [FacilityTransition], {
    description: 'How its state changed, the oldest first. Empty for all but operators.',
  })
  @OneToMany(
    () => FacilityTransition,
    (transition) => transition.facility,
    { orderBy: { at: 'asc', id: 'asc' } },
  )
  transitions = new Collection<FacilityTransition>(this);

  @Field(() => [FacilityDocument], {
    description: 'Documents that it handed in, by title; at most 100. Empty for all but operators.',
  })
  @OneToMany(
    () => FacilityDocument,
    (document) => document.facility,
    { orderBy: { title: 'asc', id: 'asc' } },
  )
  documents = new Collection<FacilityDocument>(this);

  /**
   * Takes a step to another state and records who, when and why.
   * @throws UserError INVALID_STATE when the step does not start from the present state
   */
  take(step: FacilityStep, event: { at: Date; by: string; reason: string | null }): void {
    const { from, to } = STEPS[step];
    if (this.status !== from) {
      throw new UserError('INVALID_STATE', ['id'], {
        vi: `Cơ sở "${this.name}" đang ở trạng thái ${this.status}; bước này chỉ thực hiện được từ ${from}.`,
        en: `Facility "${this.name}" is ${this.status}; this can be done from ${from} only.`,
      });
    }
    const transition = new FacilityTransition();
    Object.assign(transition, { facility: this, from, to, ...event });
    this.transitions.add(transition);
    this.status = to;
  }
}

@ObjectType({ description: 'One change of the state of a facility. Visible to operators.' })
@Entity()
export class FacilityTransition extends Transition {
  @ManyToOne(() => Facility, { index: true, deleteRule: 'cascade' })
  facility!: Facility;

  @Field(() => FacilityStatus, { description: 'State before.' })
  @Enum({ items: () => FacilityStatus })
  from!: FacilityStatus;

  @Field(() => FacilityStatus, { description: 'State after.' })
  @Enum({ items: () => FacilityStatus })
  to!: FacilityStatus;
}
