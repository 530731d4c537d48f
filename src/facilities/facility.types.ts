import { Field, Int, ObjectType } from 'type-graphql';
import { UserErrorType } from '../platform/graphql/user-error.type.ts';
import { Facility } from './facility.entity.ts';
import { FacilityGap } from './facility-completeness.ts';
import { FacilityDocument } from './facility-document.entity.ts';

@ObjectType({ description: 'How complete the record of a facility is.' })
export class FacilityCompleteness {
  @Field(() => Int, { description: 'Share of what a complete record has, 0 to 100.' })
  percent!: number;

  @Field(() => [FacilityGap], { description: 'All that is missing.' })
  missing!: FacilityGap[];

  @Field(() => [FacilityGap], { description: 'What of it keeps the facility from being submitted.' })
  blocking!: FacilityGap[];
}

@ObjectType()
abstract class Payload {
  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when it is done.' })
  errors!: UserErrorType[];
}

@ObjectType({ description: 'What became of a change of a facility.' })
export class FacilityPayload extends Payload {
  @Field(() => Facility, { nullable: true, description: 'The facility as it is now.' })
  facility!: Facility | null;
}

@ObjectType({ description: 'What became of a new or changed description of a facility.' })
export class DescribeFacilityPayload extends Payload {
  @Field(() => Facility, { nullable: true, description: 'The facility as it is now.' })
  facility!: Facility | null;

  @Field(() => [Facility], {
    nullable: true,
    description: 'Other records that are likely of the same facility; at most 20. A warning, not an error.',
  })
  possibleDuplicates!: Facility[] | null;
}

@ObjectType({ description: 'What became of a document.' })
export class FacilityDocumentPayload extends Payload {
  @Field(() => Facility, { nullable: true, description: 'The facility as it is now.' })
  facility!: Facility | null;

  @Field(() => FacilityDocument, { nullable: true, description: 'The document.' })
  document!: FacilityDocument | null;
}
