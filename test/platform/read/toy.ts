import { Collection } from '@mikro-orm/core';
import {
  Embeddable,
  Embedded,
  Entity,
  Enum,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryKey,
  Property,
} from '@mikro-orm/decorators/legacy';
import { GraphQLJSON } from 'graphql-scalars';
import {
  ArgsType,
  createUnionType,
  Field,
  Float,
  Int,
  InterfaceType,
  ObjectType,
  registerEnumType,
} from 'type-graphql';
import { ConnectionArgs, connectionType } from '../../../src/platform/graphql/connection.ts';
import { Node } from '../../../src/platform/graphql/node.ts';
import { readField } from '../../../src/platform/graphql/read-field.ts';
import { DayScalar, InstantScalar, VndScalar } from '../../../src/platform/graphql/scalars.ts';

/** Stored in small letters, so that values and names differ. */
export enum MakerKind {
  COOPERATIVE = 'coop',
  COMPANY = 'company',
  HOUSEHOLD = 'household',
}
registerEnumType(MakerKind, { name: 'MakerKind' });

/** Stored as it is named. */
export enum Status {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
}
registerEnumType(Status, { name: 'Status' });

/** Stored as numbers. */
export enum Grade {
  LOW = 1,
  HIGH = 2,
}
registerEnumType(Grade, { name: 'Grade' });

export enum GoodOrder {
  NAME = 'NAME',
  NEWEST = 'NEWEST',
  PRICE_THEN_NEWEST = 'PRICE_THEN_NEWEST',
  UPDATED = 'UPDATED',
  WEIGHT_DOWN = 'WEIGHT_DOWN',
}
registerEnumType(GoodOrder, { name: 'GoodOrder' });

@InterfaceType()
export abstract class Named {
  @Field(() => String)
  name!: string;
}

@Embeddable()
@ObjectType()
export class Address {
  @Property({ type: 'text' })
  @Field(() => String)
  street!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  ward!: string | null;
}

@ObjectType()
class Point {
  @Field(() => Float)
  latitude!: number;

  @Field(() => Float, { nullable: true })
  longitude!: number | null;
}

@ObjectType()
class Letter {
  @Field(() => String)
  letter!: string;

  @Field(() => Int)
  place!: number;
}

@Entity()
@ObjectType({ implements: [Node, Named] })
export class Maker {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { description: 'Non-null here, nullable in the table.' })
  motto!: string | null;

  @Enum({ items: () => MakerKind })
  @Field(() => MakerKind)
  kind!: MakerKind;

  @Property({ type: 'date', nullable: true })
  @Field(() => DayScalar, { nullable: true })
  founded!: string | null;

  @Property({ type: 'boolean' })
  hidden!: boolean;

  @Embedded(() => Address, { nullable: true })
  @Field(() => Address, { nullable: true })
  address!: Address | null;

  @Property({ type: 'double', nullable: true })
  latitude!: number | null;

  @Property({ type: 'double', nullable: true })
  longitude!: number | null;

  @OneToMany(
    () => Good,
    (good) => good.maker,
    { orderBy: { name: 'desc', id: 'asc' } },
  )
  @Field(() => [Good])
  goods = new Collection<Good>(this);

  @OneToOne(
    () => Licence,
    (licence) => licence.maker,
    { nullable: true },
  )
  @Field(() => Licence, { nullable: true })
  licence?: Licence | null;
}

@Entity()
@ObjectType()
export class Licence {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  number!: string;

  @OneToOne(() => Maker)
  @Field(() => Maker)
  maker!: Maker;
}

@Entity()
@ObjectType({ implements: [Node] })
export class Badge {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  label!: string;

  @Property({ type: 'smallint' })
  @Field(() => Int)
  level!: number;

  @Enum({ items: () => Grade, type: 'int', nullable: true })
  @Field(() => Grade, { nullable: true })
  grade!: Grade | null;

  @ManyToMany(
    () => Good,
    (good) => good.badges,
  )
  @Field(() => [Good])
  goods = new Collection<Good>(this);
}

@Entity()
@ObjectType({ implements: [Node, Named] })
export class Good {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'varchar(40)', nullable: true })
  @Field(() => String, { nullable: true })
  note!: string | null;

  @Property({ type: 'bigint' })
  @Field(() => VndScalar)
  price!: number;

  @Property({ type: 'decimal', precision: 12, scale: 3, nullable: true })
  @Field(() => Float, { nullable: true })
  weight!: string | null;

  @Property({ type: 'double' })
  @Field(() => Float)
  ratio!: number;

  @Property({ type: 'boolean', nullable: true })
  @Field(() => Boolean, { nullable: true })
  organic!: boolean | null;

  @Enum({ items: () => Status })
  @Field(() => Status)
  status!: Status;

  @Property({ type: 'text[]' })
  @Field(() => [String])
  keywords!: string[];

  @Enum({ items: () => MakerKind, array: true, nullable: true })
  @Field(() => [MakerKind], { nullable: true })
  madeBy!: MakerKind[] | null;

  @Property({ type: 'array', columnType: 'timestamptz[]', nullable: true })
  @Field(() => [InstantScalar], { nullable: 'itemsAndList' })
  harvests!: (string | null)[] | null;

  @Property({ type: 'timestamptz', length: 6 })
  @Field(() => InstantScalar)
  createdAt!: Date;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  @Field(() => InstantScalar, { nullable: true })
  updatedAt!: Date | null;

  @Property({ type: 'jsonb', nullable: true })
  @Field(() => GraphQLJSON, { nullable: true })
  extra!: unknown;

  @ManyToOne(() => Maker)
  @Field(() => Maker)
  maker!: Maker;

  @ManyToOne(() => Maker, { nullable: true })
  @Field(() => Maker, { nullable: true })
  reseller!: Maker | null;

  @ManyToOne(() => Good, { nullable: true })
  @Field(() => Good, { nullable: true })
  variantOf!: Good | null;

  @OneToMany(
    () => Good,
    (good) => good.variantOf,
  )
  @Field(() => [Good])
  variants = new Collection<Good>(this);

  @ManyToMany(
    () => Badge,
    (badge) => badge.goods,
    { owner: true },
  )
  @Field(() => [Badge])
  badges = new Collection<Badge>(this);
}

export const GoodConnection = connectionType(Good);
const BadgeConnection = connectionType(Badge);

/** Anything that can be found. */
export const Thing = createUnionType({ name: 'Thing', types: () => [Good, Maker, Badge] as const });

@ArgsType()
export class GoodPageArgs extends ConnectionArgs {
  @Field(() => GoodOrder, { defaultValue: GoodOrder.NAME })
  order!: GoodOrder;

  @Field(() => VndScalar, { nullable: true })
  minPrice?: number | null;
}

@ArgsType()
export class ShoutArgs {
  @Field(() => String, { nullable: true })
  suffix?: string | null;
}

@ArgsType()
export class CountArgs {
  @Field(() => Int, { defaultValue: 2 })
  count!: number;
}

@ArgsType()
export class LevelArgs {
  @Field(() => Int, { nullable: true })
  minLevel?: number | null;
}

const description = 'Read by the compiler.';
readField(Maker, 'point', () => Point, { description, nullable: true });
readField(Maker, 'goodPage', () => GoodConnection, { description, args: GoodPageArgs });
readField(Good, 'shout', () => String, { description, args: ShoutArgs });
readField(Good, 'priceFor', () => VndScalar, { description, nullable: true, args: CountArgs });
readField(Good, 'makerKind', () => MakerKind, { description, nullable: true });
readField(Good, 'asked', () => InstantScalar, { description });
readField(Good, 'topBadge', () => Badge, { description, nullable: true, args: LevelArgs });
readField(Good, 'lowBadge', () => Badge, { description: 'Non-null here, and missing for some.' });
readField(Good, 'origin', () => Named, { description, nullable: true });
readField(Good, 'cheaper', () => [Good], { description, args: CountArgs });
readField(Good, 'badgePage', () => BadgeConnection, { description, args: ConnectionArgs });
readField(Good, 'letters', () => [Letter], { description, args: CountArgs });
