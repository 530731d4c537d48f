import sql, { type Sql } from 'sql-template-tag';
import { CertificateKind } from '../certificates/certificate.entity.ts';
import { badgesOf } from '../platform/search/postgres/encodings.ts';

/** Fewest and most stars of an OCOP certificate. */
export const OCOP_STARS = { min: 3, max: 5 } as const;

/** The badge of having this many OCOP stars or more. */
export const ocopBadge = (stars: number): string => `OCOP_${stars}_STARS`;

/** What can be filtered by as certificates. The order is in the search rows: new ones go to the end of the list. */
export const BADGES: readonly string[] = [
  CertificateKind.ATTP,
  CertificateKind.HACCP,
  CertificateKind.ISO_22000,
  CertificateKind.ISO_9001,
  CertificateKind.GMP,
  CertificateKind.VIETGAP,
  CertificateKind.GLOBALGAP,
  CertificateKind.ORGANIC,
  CertificateKind.HALAL,
  CertificateKind.FDA,
  CertificateKind.GEOGRAPHICAL_INDICATION,
  CertificateKind.OCOP,
  CertificateKind.OTHER,
  ocopBadge(3),
  ocopBadge(4),
  ocopBadge(5),
];

/** The badges of the certificates that are verified, not withdrawn and `held` by somebody: a condition on `certificate`. */
export const certificateBadges = (held: Sql): Sql =>
  badgesOf(
    sql`
      select badge.value, certificate.valid_from as since, certificate.valid_until as until
      from certificate cross join lateral (
        select certificate.kind as value
        union all
        select 'OCOP_' || stars || '_STARS' from generate_series(${OCOP_STARS.min}::int, certificate.stars::int) stars
      ) badge
      where ${held} and certificate.verified_at is not null and certificate.withdrawn_at is null
        and certificate.valid_from is not null and certificate.valid_until is not null`,
    BADGES,
  );
