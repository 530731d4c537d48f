import type { Text } from '../platform/errors/user-error.ts';
import type { Problems } from '../platform/input/problems.ts';
import { type Check, httpUrl, line, nullable, wholeWithin } from '../platform/input/value-checks.ts';
import { endOfDay, startOfDay } from '../platform/time/vietnam-day.ts';
import { type Certificate, CertificateKind } from './certificate.entity.ts';

/** What a certificate says, as given: undefined is not given, null is empty. */
export interface CertificateFields {
  kind?: CertificateKind | null;
  stars?: number | null;
  number?: string | null;
  issuer?: string | null;
  /** First day on which it holds, in Viet Nam. */
  validFrom?: string | null;
  /** Last day on which it holds, in Viet Nam, as printed. */
  validTo?: string | null;
  evidenceUrl?: string | URL | null;
}

const NO_KIND: Text = { vi: 'Giấy chứng nhận phải có loại.', en: 'A certificate has a kind: it cannot be emptied.' };

const CHECKS: {
  [Name in 'stars' | 'number' | 'issuer' | 'evidenceUrl']: Check<CertificateFields[Name] & {}, unknown>;
} = {
  stars: wholeWithin(3, 5),
  number: line(100),
  issuer: line(200),
  evidenceUrl: httpUrl,
};

/**
 * Checks what is given and puts it into a certificate; what is not given stays as it is. A period given in days
 * becomes two instants: it holds until its last day is over in Viet Nam.
 */
export function putFields(certificate: Certificate, given: CertificateFields, problems: Problems): void {
  for (const [name, check] of Object.entries(CHECKS)) {
    const value = given[name as keyof typeof CHECKS];
    if (value === undefined) continue;
    const taken = problems.take([name], nullable(check as Check<unknown>)(value));
    if (taken !== undefined) Object.assign(certificate, { [name]: taken });
  }
  if (given.kind) certificate.kind = given.kind;
  else if (given.kind === null) problems.add(['kind'], NO_KIND);
  const { validFrom, validTo } = given;
  if (validFrom !== undefined) certificate.validFrom = validFrom === null ? null : startOfDay(validFrom);
  if (validTo !== undefined) certificate.validUntil = validTo === null ? null : endOfDay(validTo);
  checkStars(certificate, problems);
  checkPeriod(certificate, validTo !== undefined ? 'validTo' : 'validFrom', problems);
}

/** All that a certificate says, as one text to compare. */
export const contentOf = ({ kind, stars, number, issuer, validFrom, validUntil, evidenceUrl }: Certificate): string =>
  JSON.stringify([kind, stars, number, issuer, validFrom, validUntil, evidenceUrl]);

function checkStars({ kind, stars }: Certificate, problems: Problems): void {
  if (problems.has(['stars'])) return;
  if (kind === CertificateKind.OCOP && stars === null) {
    problems.add(['stars'], {
      vi: 'Giấy chứng nhận OCOP cần số sao, từ 3 đến 5.',
      en: 'An OCOP certificate needs its stars, 3 to 5.',
    });
  } else if (kind !== CertificateKind.OCOP && stars !== null) {
    problems.add(['stars'], { vi: 'Chỉ giấy chứng nhận OCOP có sao.', en: 'Only an OCOP certificate has stars.' });
  }
}

function checkPeriod({ validFrom, validUntil }: Certificate, path: string, problems: Problems): void {
  if (validFrom === null || validUntil === null || validFrom < validUntil) return;
  problems.add([path], {
    vi: 'Ngày hết hiệu lực không được trước ngày bắt đầu hiệu lực.',
    en: 'The last day must not be before the first.',
  });
}
