import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ConnectionArgs, connectionType } from '../platform/graphql/connection.ts';
import { type Combined, enumFilter } from '../platform/graphql/filters.ts';
import { DayScalar, UrlScalar } from '../platform/graphql/scalars.ts';
import { UserErrorType } from '../platform/graphql/user-error.type.ts';
import { Certificate, CertificateKind, CertificateStanding } from './certificate.entity.ts';

export const CertificateConnection = connectionType(Certificate);

@InputType()
abstract class CertificateContentInput {
  @Field(() => Int, { nullable: true, description: 'Stars, 3 to 5: of an OCOP certificate, and only of that.' })
  stars?: number | null;

  @Field(() => String, { nullable: true, description: 'Number printed on it; at most 100 characters.' })
  number?: string | null;

  @Field(() => String, { nullable: true, description: 'Who issued it; at most 200 characters.' })
  issuer?: string | null;

  @Field(() => DayScalar, { nullable: true, description: 'First day on which it holds, in Viet Nam.' })
  validFrom?: string | null;

  @Field(() => DayScalar, {
    nullable: true,
    description: 'Last day on which it holds, as printed ("valid to"): it ends when that day is over in Viet Nam.',
  })
  validTo?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Where a copy of it lies.' })
  evidenceUrl?: URL | null;
}

@InputType({ description: 'A certificate of a product or of a facility: exactly one of the two is given.' })
export class AddCertificateInput extends CertificateContentInput {
  @Field(() => ID, { nullable: true, description: 'Id of the product that holds it.' })
  product?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the facility that holds it.' })
  facility?: string | null;

  @Field(() => CertificateKind, { description: 'What it certifies.' })
  kind!: CertificateKind;
}

@InputType({ description: 'A change of a certificate: what is left out stays, what is null becomes empty.' })
export class UpdateCertificateInput extends CertificateContentInput {
  @Field(() => ID, { description: 'Id of the certificate.' })
  id!: string;

  @Field(() => Int, { description: 'Version that the change was made from.' })
  version!: number;

  @Field(() => CertificateKind, { nullable: true, description: 'What it certifies.' })
  kind?: CertificateKind | null;
}

@InputType({ description: 'A certificate that was checked.' })
export class VerifyCertificateInput {
  @Field(() => ID, { description: 'Id of the certificate.' })
  id!: string;

  @Field(() => Int, { description: 'Version that was checked.' })
  version!: number;
}

@InputType({ description: 'A certificate to withdraw.' })
export class WithdrawCertificateInput {
  @Field(() => ID, { description: 'Id of the certificate.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'When given, refused if the certificate has changed since this version.',
  })
  version?: number | null;

  @Field(() => String, {
    description: 'Why; at most 1,000 characters. Everybody who sees the certificate reads it: name nobody.',
  })
  reason!: string;
}

@ObjectType({ description: 'What became of a change of a certificate.' })
export class CertificatePayload {
  @Field(() => Certificate, { nullable: true, description: 'The certificate as it is now.' })
  certificate!: Certificate | null;

  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when it is done.' })
  errors!: UserErrorType[];
}

const CertificateKindFilter = enumFilter<CertificateKind>(CertificateKind, 'CertificateKindFilter');
const CertificateStandingFilter = enumFilter<CertificateStanding>(CertificateStanding, 'CertificateStandingFilter');

@InputType({ description: 'Which certificates; all conditions that are given must hold.' })
export class CertificateFilter implements Combined<CertificateFilter> {
  @Field(() => CertificateKindFilter, { nullable: true, description: 'Kind.' })
  kind?: InstanceType<typeof CertificateKindFilter> | null;

  @Field(() => CertificateStandingFilter, { nullable: true, description: 'Standing by the clock of the request.' })
  standing?: InstanceType<typeof CertificateStandingFilter> | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is invented demonstration data.' })
  demo?: boolean | null;

  @Field(() => [CertificateFilter], { nullable: true, description: 'All of these hold too.' })
  and?: CertificateFilter[] | null;

  @Field(() => [CertificateFilter], {
    nullable: true,
    description: 'One of these holds; an empty list matches nothing.',
  })
  or?: CertificateFilter[] | null;

  @Field(() => CertificateFilter, { nullable: true, description: 'This does not hold.' })
  not?: CertificateFilter | null;
}

@ArgsType()
export class CertificatesArgs extends ConnectionArgs {
  @Field(() => CertificateFilter, { nullable: true, description: 'Which certificates; all unless given.' })
  filter?: CertificateFilter | null;
}

@ArgsType()
export class LapsingArgs extends ConnectionArgs {
  @Field(() => Int, { description: 'In how many times 24 hours from now, 1 to 3,650.' })
  withinDays!: number;
}

@ArgsType()
export class FacilityCertificatesArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Only those that count now (standing VALID).' })
  onlyValid!: boolean;
}

@ArgsType()
export class ProductCertificatesArgs extends FacilityCertificatesArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Also those of the facility that makes the product.' })
  includeFacility!: boolean;
}
