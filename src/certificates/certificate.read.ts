import sql, { raw, type Sql } from 'sql-template-tag';
import { Facility } from '../facilities/facility.entity.ts';
import { readField } from '../platform/graphql/read-field.ts';
import { DayScalar } from '../platform/graphql/scalars.ts';
import { sqlField, toMany } from '../platform/read/fields.ts';
import { exists, type ReadViewer } from '../platform/read/policy.ts';
import { extendReadType, readType } from '../platform/read/read-type.ts';
import { and } from '../platform/read/sql-text.ts';
import { Product } from '../products/product.entity.ts';
import { Certificate, CertificateStanding } from './certificate.entity.ts';
import { FacilityCertificatesArgs, ProductCertificatesArgs } from './certificate.inputs.ts';
import { counts, dayIn, standing } from './certificate-sql.ts';

export const CERTIFICATE_PREFIX = 'crt';

readField(Certificate, 'standing', () => CertificateStanding, {
  description: 'What it is worth by the clock of the request.',
});
readField(Certificate, 'counts', () => Boolean, {
  description: 'Whether it counts — as a badge, in filters, anywhere — by the clock of the request: standing is VALID.',
});
readField(Certificate, 'firstDay', () => DayScalar, {
  nullable: true,
  description: 'First day on which it holds, in Viet Nam; null while unknown.',
});
readField(Certificate, 'lastDay', () => DayScalar, {
  nullable: true,
  description: 'Last day on which it holds, in Viet Nam, as printed on it; null while unknown.',
});

/** A certificate is seen by whoever sees its holder. */
function visible(row: Sql, viewer: ReadViewer): Sql {
  if (viewer.role === 'operator') return raw('true');
  const ofProduct = exists(Product, viewer, (product) => sql`${product}.id = ${row}.product_id`);
  const ofFacility = exists(Facility, viewer, (facility) => sql`${facility}.id = ${row}.facility_id`);
  return sql`case when ${row}.product_id is null then ${ofFacility} else ${ofProduct} end`;
}

export const certificateRead = readType(Certificate, {
  prefix: CERTIFICATE_PREFIX,
  visible,
  fields: {
    standing: sqlField(standing),
    counts: sqlField(counts),
    firstDay: sqlField((row) => dayIn(sql`${row}.valid_from`)),
    // The last instant before the end: a period that ends at midnight does not reach into the next day.
    lastDay: sqlField((row) => dayIn(sql`${row}.valid_until - interval '1 millisecond'`)),
  },
});

/** By kind; of one kind the one that holds longest first. */
const order = (target: Sql): Sql => sql`${target}.kind, ${target}.valid_until desc nulls last, ${target}.id`;

const held = (by: Sql, target: Sql, onlyValid: boolean): Sql => and(by, onlyValid ? counts(target) : null);

readField(Product, 'certificates', () => [Certificate], {
  description:
    'Its certificates, whatever their standing unless onlyValid, by kind, the one that holds longest first; at most 100, and as many of its facility.',
  args: ProductCertificatesArgs,
});

export const productCertificates = extendReadType(Product, {
  certificates: toMany<ProductCertificatesArgs>(Certificate, (target, row, { onlyValid, includeFacility }) => {
    const own = sql`${target}.product_id = ${row}.id`;
    const either = sql`(${own} or ${target}.facility_id = ${row}.facility_id)`;
    return {
      where: held(includeFacility ? either : own, target, onlyValid),
      orderBy: order(target),
      // The policy of products asks for a facility that is seen.
      seenWithRow: true,
    };
  }),
});

readField(Facility, 'certificates', () => [Certificate], {
  description:
    'Its own certificates, whatever their standing unless onlyValid, by kind, the one that holds longest first; at most 100. Those of its products are with the products.',
  args: FacilityCertificatesArgs,
});

export const facilityCertificates = extendReadType(Facility, {
  certificates: toMany<FacilityCertificatesArgs>(Certificate, (target, row, { onlyValid }) => ({
    where: held(sql`${target}.facility_id = ${row}.id`, target, onlyValid),
    orderBy: order(target),
    seenWithRow: true,
  })),
});
