import sql, { type Sql } from 'sql-template-tag';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { FACILITY_PREFIX } from '../facilities/facility.read.ts';
import { UserError } from '../platform/errors/user-error.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { choiceSql, filterSql } from '../platform/graphql/filters.ts';
import { decodeIdIfGiven, decodeIdOf } from '../platform/graphql/ids.ts';
import { connection, one, type Read, ref } from '../platform/read/reads.ts';
import { PRODUCT_PREFIX } from '../products/prefixes.ts';
import { Certificate } from './certificate.entity.ts';
import {
  AddCertificateInput,
  CertificateConnection,
  type CertificateFilter,
  CertificatePayload,
  CertificatesArgs,
  LapsingArgs,
  UpdateCertificateInput,
  VerifyCertificateInput,
  WithdrawCertificateInput,
} from './certificate.inputs.ts';
import { CERTIFICATE_PREFIX } from './certificate.read.ts';
import { addCertificate, updateCertificate, verifyCertificate, withdrawCertificate } from './certificate.service.ts';
import { lapsesWithin, standing } from './certificate-sql.ts';

const MAX_DAYS = 3_650;

@Resolver(() => Certificate)
export class CertificateResolver {
  @Query(() => Certificate, {
    nullable: true,
    description: 'A certificate by its id; null when there is none that the viewer may see.',
  })
  certificate(@Arg('id', () => ID, { description: 'Id of the certificate.' }) id: string): Read {
    return one(Certificate, certificateKey(id));
  }

  @Query(() => CertificateConnection, {
    description: 'Certificates of what the viewer may see, the newest records first.',
  })
  certificates(@Args(() => CertificatesArgs) { filter, ...page }: CertificatesArgs): Read {
    return connection(Certificate, page, {
      where: (row) => certificateSql(row, filter),
      orderBy: [{ expr: (row) => sql`${row}.created_at`, type: 'timestamptz', direction: 'DESC' }],
    });
  }

  @Query(() => CertificateConnection, {
    description:
      'Verified certificates that lapse in the next days, of what the viewer may see; the next to lapse first.',
  })
  certificatesLapsing(@Args(() => LapsingArgs) { withinDays, ...page }: LapsingArgs): Read {
    if (withinDays < 1 || withinDays > MAX_DAYS) {
      throw new UserError('BAD_INPUT', ['withinDays'], {
        vi: `withinDays phải từ 1 đến ${MAX_DAYS}.`,
        en: `withinDays must be from 1 to ${MAX_DAYS}.`,
      });
    }
    return connection(Certificate, page, {
      where: (row) => lapsesWithin(row, withinDays),
      orderBy: [{ expr: (row) => sql`${row}.valid_until`, type: 'timestamptz' }],
    });
  }

  @Mutation(() => CertificatePayload, {
    description: 'Adds a certificate to a product or a facility; it counts once it is verified. For operators.',
  })
  async addCertificate(
    @Arg('input', () => AddCertificateInput, { description: 'The certificate.' }) input: AddCertificateInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const product = decodeIdIfGiven(PRODUCT_PREFIX, input.product, ['product']);
    const facility = decodeIdIfGiven(FACILITY_PREFIX, input.facility, ['facility']);
    return payload(await addCertificate(context, { ...input, product, facility }));
  }

  @Mutation(() => CertificatePayload, {
    description: 'Changes a certificate, which then has to be verified anew. For operators.',
  })
  async updateCertificate(
    @Arg('input', () => UpdateCertificateInput, { description: 'The change.' }) input: UpdateCertificateInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await updateCertificate(context, { ...input, id: certificateKey(input.id) }));
  }

  @Mutation(() => CertificatePayload, {
    description: 'Records that a certificate was checked against its issuer or its paper. For operators.',
  })
  async verifyCertificate(
    @Arg('input', () => VerifyCertificateInput, { description: 'What was checked.' }) input: VerifyCertificateInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await verifyCertificate(context, { ...input, id: certificateKey(input.id) }));
  }

  @Mutation(() => CertificatePayload, {
    description: 'Withdraws a certificate for good: it counts no more. For operators.',
  })
  async withdrawCertificate(
    @Arg('input', () => WithdrawCertificateInput, { description: 'Which, and why.' }) input: WithdrawCertificateInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await withdrawCertificate(context, { ...input, id: certificateKey(input.id) }));
  }
}

const certificateKey = (id: string): string => decodeIdOf(CERTIFICATE_PREFIX, id, ['id']);

const payload = (id: string) => ({ certificate: ref(Certificate, id) });

function certificateSql(row: Sql, filter: CertificateFilter | null | undefined): Sql {
  return filterSql(filter, (part) => [
    choiceSql(sql`${row}.kind`, part.kind),
    choiceSql(standing(row), part.standing),
    part.demo == null ? null : sql`${row}.demo = ${part.demo}`,
  ]);
}
