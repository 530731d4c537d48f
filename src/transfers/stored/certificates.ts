import sql, { raw, type Sql } from 'sql-template-tag';
import { Certificate, type CertificateStanding } from '../../certificates/certificate.entity.ts';
import { counts, dayIn, standing } from '../../certificates/certificate-sql.ts';
import { taxCodeSql } from '../../facilities/facility.read.ts';
import type { StoredCertificate } from '../columns/certificate-columns.ts';
import { placePath, placeWords, type StoredUnit } from './places.ts';
import { type ExportReads, isVisible, query, viewerOf } from './policy.ts';

/** What a certificate says; days are YYYY-MM-DD, in Viet Nam. */
export type HeldCertificate = Omit<StoredCertificate, 'product' | 'facility' | 'demo'>;

/** A certificate with all that partners are told of it. */
export interface PublishedCertificate extends StoredCertificate {
  readonly standing: CertificateStanding;
  readonly verifiedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly updatedAt: Date;
}

type Row = Omit<PublishedCertificate, 'facility'> & {
  readonly facility: Omit<StoredCertificate['facility'], 'place'> & {
    readonly placePath: readonly StoredUnit[] | null;
  };
};

const certificate = raw('certificate');

const firstDay = dayIn(sql`certificate.valid_from`);

/** The last instant before the end: a period that ends at midnight does not reach into the next day. */
const lastDay = dayIn(sql`certificate.valid_until - interval '1 millisecond'`);

/** JSON of the certificates that fulfil a condition on `certificate` and count at the moment: who sees the holder sees them. */
export const heldCertificates = (condition: Sql): Sql => sql`(
  select coalesce(json_agg(json_build_object('id', certificate.id, 'kind', certificate.kind, 'stars', certificate.stars,
    'number', certificate.number, 'issuer', certificate.issuer, 'validFrom', ${firstDay}, 'validTo', ${lastDay},
    'evidenceUrl', certificate.evidence_url) order by certificate.kind, certificate.valid_until desc, certificate.id), '[]')
  from certificate where ${condition} and ${counts(certificate)})`;

/** Certificates by their keys, in that order; those that the role does not see are left out. */
export async function storedCertificates(reads: ExportReads, ids: readonly string[]): Promise<PublishedCertificate[]> {
  const rows = await query<Row>(reads, certificatesSql(reads, ids), `stored_certificates_${reads.role}`);
  return rows.map(({ facility: { placePath, ...facility }, ...row }) => ({
    ...row,
    facility: { ...facility, place: placeWords(placePath) },
  }));
}

function certificatesSql({ role }: ExportReads, ids: readonly string[]): Sql {
  return sql`
    select certificate.id, certificate.kind, certificate.stars, certificate.number, certificate.issuer,
      ${firstDay}::text as "validFrom", ${lastDay}::text as "validTo", certificate.evidence_url as "evidenceUrl",
      case when product.id is not null then json_build_object(
        'id', product.id, 'externalId', product.external_id, 'gtin', product.gtin, 'name', product.name_vi) end as product,
      json_build_object('id', facility.id, 'name', facility.name, 'taxCode', ${taxCodeSql(raw('facility'), viewerOf(role))},
        'placePath', ${placePath(raw('facility.place_id'))}) as facility,
      ${standing(certificate)} as standing, certificate.verified_at as "verifiedAt", certificate.withdrawn_at as "withdrawnAt",
      certificate.demo, certificate.updated_at as "updatedAt"
    from unnest(${ids}::uuid[]) with ordinality given (id, place)
    join certificate on certificate.id = given.id
    left join product on product.id = certificate.product_id
    join facility on facility.id = coalesce(certificate.facility_id, product.facility_id)
    where ${isVisible(Certificate, certificate, role)}
    order by given.place`;
}
