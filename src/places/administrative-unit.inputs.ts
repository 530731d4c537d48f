import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { ConnectionArgs, connectionType } from '../platform/graphql/connection.ts';
import { CodeFilter, type Combined, enumFilter, NameFilter } from '../platform/graphql/filters.ts';
import { DayScalar } from '../platform/graphql/scalars.ts';
import { UserErrorType } from '../platform/graphql/user-error.type.ts';
import { AdministrativeUnit, UnitLevel, UnitType } from './administrative-unit.entity.ts';

export const AdministrativeUnitConnection = connectionType(AdministrativeUnit);

const UnitLevelFilter = enumFilter<UnitLevel>(UnitLevel, 'UnitLevelFilter');
const UnitTypeFilter = enumFilter<UnitType>(UnitType, 'UnitTypeFilter');

@InputType({ description: 'Which administrative units; all conditions that are given must hold.' })
export class AdministrativeUnitFilter implements Combined<AdministrativeUnitFilter> {
  @Field(() => UnitLevelFilter, { nullable: true, description: 'Level.' })
  level?: InstanceType<typeof UnitLevelFilter> | null;

  @Field(() => UnitTypeFilter, { nullable: true, description: 'Type.' })
  type?: InstanceType<typeof UnitTypeFilter> | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Code of the General Statistics Office.' })
  code?: CodeFilter | null;

  @Field(() => NameFilter, {
    nullable: true,
    description: 'Name in Vietnamese, with or without the word for the type (Huyện Cầu Kè, cau ke).',
  })
  name?: NameFilter | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The units that lie in this one on the day, at any depth; it does not lie in itself.',
  })
  under?: string | null;

  @Field(() => [AdministrativeUnitFilter], { nullable: true, description: 'All of these hold too.' })
  and?: AdministrativeUnitFilter[] | null;

  @Field(() => [AdministrativeUnitFilter], {
    nullable: true,
    description: 'One of these holds; an empty list matches nothing.',
  })
  or?: AdministrativeUnitFilter[] | null;

  @Field(() => AdministrativeUnitFilter, { nullable: true, description: 'This does not hold.' })
  not?: AdministrativeUnitFilter | null;
}

@ArgsType()
export class UnitsArgs extends ConnectionArgs {
  @Field(() => AdministrativeUnitFilter, { nullable: true, description: 'Which units; all unless given.' })
  filter?: AdministrativeUnitFilter | null;

  @Field(() => DayScalar, { nullable: true, description: 'The units as of this day; today unless given.' })
  asOf?: string | null;
}

@ArgsType()
export class AsOfArgs {
  @Field(() => DayScalar, { nullable: true, description: 'The day asked about; today unless given.' })
  asOf?: string | null;
}

@ArgsType()
export class OwnDayArgs {
  @Field(() => DayScalar, {
    nullable: true,
    description: 'The day asked about; unless given, today or the nearest day on which the unit holds.',
  })
  asOf?: string | null;
}

@ArgsType()
export class ChildrenArgs extends ConnectionArgs {
  @Field(() => DayScalar, {
    nullable: true,
    description: 'The day asked about; unless given, today or the nearest day on which the unit holds.',
  })
  asOf?: string | null;
}

@InputType({ description: 'A unit that comes out of a change. What is left out stays as in the first unit of `from`.' })
export class UnitResultInput {
  @Field(() => [ID], {
    description:
      'Units that it is made of. One that stands in several results is divided: what was recorded in it is then known to lie in none of them.',
  })
  from!: string[];

  @Field(() => String, { nullable: true, description: 'Code: 2 digits (province), 3 (district) or 5 (commune).' })
  code?: string | null;

  @Field(() => UnitType, { nullable: true, description: 'Type, of the level of `from`.' })
  type?: UnitType | null;

  @Field(() => String, { nullable: true, description: 'Name in Vietnamese without the word for the type.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name in English; without it a renamed unit has none until one is published.',
  })
  nameEn?: string | null;

  @Field(() => ID, { nullable: true, description: 'Unit of a higher level that it lies in from that day on.' })
  parent?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Units that lie in it from that day on: needed for a unit that is divided, and only then.',
  })
  children?: string[] | null;
}

@InputType({
  description:
    'A change of units: a rename, another type or code (one result from one unit), a merger (one from several), a division (several from one), a moved border (several from the same several).',
})
export class RecordUnitChangeInput {
  @Field(() => DayScalar, { description: 'First day of the new state; the units of `from` hold until the day before.' })
  on!: string;

  @Field(() => [UnitResultInput], { description: 'The units that come out of it; at most 100.' })
  results!: UnitResultInput[];
}

@ObjectType({ description: 'What became of recordUnitChange.' })
export class RecordUnitChangePayload {
  @Field(() => [AdministrativeUnit], { nullable: true, description: 'The new units, in the order of `results`.' })
  units!: AdministrativeUnit[] | null;

  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when the change is recorded.' })
  errors!: UserErrorType[];
}
