import { Collection } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, OneToMany, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { Node } from '../platform/graphql/node.ts';
import { DayScalar } from '../platform/graphql/scalars.ts';
import { nameKey } from '../platform/text/vietnamese.ts';

export enum UnitLevel {
  PROVINCE = 'PROVINCE',
  DISTRICT = 'DISTRICT',
  COMMUNE = 'COMMUNE',
}
registerEnumType(UnitLevel, {
  name: 'UnitLevel',
  description: 'Level of an administrative unit.',
  valuesConfig: {
    PROVINCE: { description: 'Provinces and centrally-run cities: 63 until 2025-06-30, 34 since.' },
    DISTRICT: { description: 'Districts, towns and cities of provinces, until 2025-06-30 only.' },
    COMMUNE: {
      description: 'Communes, wards and special zones, since 2025-07-01; those before are words in addresses.',
    },
  },
});

export enum UnitType {
  MUNICIPALITY = 'MUNICIPALITY',
  PROVINCE = 'PROVINCE',
  DISTRICT = 'DISTRICT',
  URBAN_DISTRICT = 'URBAN_DISTRICT',
  CITY = 'CITY',
  TOWN = 'TOWN',
  WARD = 'WARD',
  COMMUNE = 'COMMUNE',
  SPECIAL_ZONE = 'SPECIAL_ZONE',
}
registerEnumType(UnitType, {
  name: 'UnitType',
  description: 'Kind of an administrative unit.',
  valuesConfig: {
    MUNICIPALITY: { description: 'Centrally-run city (thành phố trực thuộc trung ương).' },
    PROVINCE: { description: 'Tỉnh.' },
    DISTRICT: { description: 'Rural district (huyện), until 2025-06-30.' },
    URBAN_DISTRICT: { description: 'Urban district (quận), until 2025-06-30.' },
    CITY: { description: 'City of a province (thành phố thuộc tỉnh), until 2025-06-30.' },
    TOWN: { description: 'Town (thị xã), until 2025-06-30.' },
    WARD: { description: 'Phường.' },
    COMMUNE: { description: 'Xã.' },
    SPECIAL_ZONE: { description: 'Đặc khu, since 2025-07-01.' },
  },
});

/**
 * An administrative unit for the period in which its code, name, type and extent hold. A unit that changes any of
 * them is succeeded by another row: codes were handed on to other units, so nothing is keyed by code alone.
 */
@ObjectType({
  implements: Node,
  description:
    'An administrative unit of Viet Nam, for the period in which its code, name, type and extent hold. The same code may belong to different units in different periods.',
})
@Entity()
@Unique({ properties: ['level', 'code', 'validFrom'] })
export class AdministrativeUnit {
  @Field(() => ID, { description: 'Globally unique, opaque id; it carries the type.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @Field(() => String, {
    description: 'Code of the General Statistics Office: 2 digits (province), 3 (district) or 5 (commune).',
  })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => UnitLevel, { description: 'Its level.' })
  @Enum({ items: () => UnitLevel })
  level!: UnitLevel;

  @Field(() => UnitType, { description: 'Its type.' })
  @Enum({ items: () => UnitType })
  type!: UnitType;

  @Field(() => String, { description: 'Name in Vietnamese, as published, without its type.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Name in English, where one was published.' })
  @Property({ type: 'text', nullable: true })
  nameEn!: string | null;

  /** Folded name for comparisons: `Hoà Bình` and `Hòa Bình` are one. */
  @Property({ type: 'text' })
  @Index()
  nameKey!: string;

  @Field(() => DayScalar, {
    nullable: true,
    description: 'First day on which it holds; null where the register does not say since when.',
  })
  @Property({ type: 'date', nullable: true })
  validFrom!: string | null;

  @Field(() => DayScalar, {
    nullable: true,
    description: 'First day on which it no longer holds; null while it holds.',
  })
  @Property({ type: 'date', nullable: true })
  validUntil!: string | null;

  @OneToMany(
    () => UnitParenthood,
    (parenthood) => parenthood.unit,
  )
  parents = new Collection<UnitParenthood>(this);

  /** Makes it hold from a day on. */
  begin(
    level: UnitLevel,
    naming: { code: string; type: UnitType; name: string; nameEn: string | null },
    from: string,
  ): this {
    const key = nameKey(naming.name);
    return Object.assign(this, { ...naming, level, nameKey: key, validFrom: from, validUntil: null });
  }

  /** Whether it holds on a day. */
  holdsOn(day: string): boolean {
    return (this.validFrom === null || this.validFrom <= day) && (this.validUntil === null || day < this.validUntil);
  }
}

/** That a unit lies in a larger one, for a period. */
@Entity()
@Unique({ properties: ['unit', 'parent', 'validFrom'] })
export class UnitParenthood {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @ManyToOne(() => AdministrativeUnit)
  unit!: AdministrativeUnit;

  @ManyToOne(() => AdministrativeUnit, { index: true })
  parent!: AdministrativeUnit;

  /** First day; null where the register does not say since when. */
  @Property({ type: 'date', nullable: true })
  validFrom!: string | null;

  /** First day on which it no longer lies there. */
  @Property({ type: 'date', nullable: true })
  validUntil!: string | null;
}

/** What became of a unit, wholly or in part. */
@Entity()
@Unique({ properties: ['predecessor', 'successor'] })
export class UnitSuccession {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @ManyToOne(() => AdministrativeUnit)
  predecessor!: AdministrativeUnit;

  @ManyToOne(() => AdministrativeUnit, { index: true })
  successor!: AdministrativeUnit;

  /** First day of the successor. */
  @Property({ type: 'date' })
  since!: string;

  /** False where only a part went there: what was recorded in the predecessor may then lie elsewhere. */
  @Property({ type: 'boolean', default: true })
  whole: boolean = true;
}

/**
 * Derived by containment.ts: all of `inner`, and so whatever is recorded in it, lies in `outer` from `since` to
 * `until`. Search by place is one look-up here.
 */
@Entity()
export class UnitContainment {
  @ManyToOne(() => AdministrativeUnit, { primary: true })
  inner!: AdministrativeUnit;

  @ManyToOne(() => AdministrativeUnit, { primary: true, index: true })
  outer!: AdministrativeUnit;

  /** First day; null where it always did, as far as the register goes back. */
  @Property({ type: 'date', nullable: true })
  since!: string | null;

  /** First day on which it no longer does. */
  @Property({ type: 'date', nullable: true })
  until!: string | null;
}

/** What people call a place by beside its name: Sài Gòn, miền Tây, BMT. One alias may stand for several units. */
@Entity()
@Unique({ properties: ['name', 'unit'] })
export class PlaceAlias {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @Property({ type: 'text' })
  name!: string;

  @ManyToOne(() => AdministrativeUnit, { index: true })
  unit!: AdministrativeUnit;
}
