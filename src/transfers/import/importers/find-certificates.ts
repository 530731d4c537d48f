import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import type { CertificateKind } from '../../../certificates/certificate.entity.ts';
import type { CertificateFields } from '../../../certificates/certificate-fields.ts';
import { dayIn } from '../../../certificates/certificate-sql.ts';
import { oneLine } from '../../../platform/cells/text-cells.ts';
import { execute } from '../../../platform/database/execute.ts';
import type { Text } from '../../../platform/errors/user-error.ts';
import { fold } from '../../../platform/text/vietnamese.ts';
import type { RowReader } from '../../columns/row-reader.ts';
import type { Holder } from './find-holders.ts';
import type { ImportKeys } from './import-keys.ts';
import { repeated } from './written-records.ts';

/** A certificate that is there. */
interface KnownCertificate {
  readonly id: string;
  readonly holder: string;
  readonly kind: CertificateKind;
  readonly number: string | null;
  readonly issuer: string | null;
  /** YYYY-MM-DD. */
  readonly validFrom: string | null;
  readonly isWithdrawn: boolean;
}

type CertificateContent = {
  readonly [Field in 'kind' | 'number' | 'issuer' | 'validFrom']?: CertificateFields[Field] | null;
};

/** The certificates of holders by their keys, in one statement for all of them. */
export async function findCertificates(
  em: EntityManager,
  holders: readonly Holder[],
): Promise<ReadonlyMap<string, readonly KnownCertificate[]>> {
  if (holders.length === 0) return new Map();
  const products = holders.flatMap(({ product }) => product ?? []);
  const facilities = holders.flatMap(({ facility }) => facility ?? []);
  const rows = await execute<KnownCertificate>(
    em,
    sql`
      select c.id, held.holder, c.kind, c.number, c.issuer, ${dayIn(sql`c.valid_from`)}::text as "validFrom",
        c.withdrawn_at is not null as "isWithdrawn"
      from (
        select id, product_id as holder from certificate where product_id = any(${products}::uuid[])
        union all
        select id, facility_id from certificate where facility_id = any(${facilities}::uuid[])
      ) held join certificate c on c.id = held.id
      order by c.id`,
  );
  return Map.groupBy(rows, ({ holder }) => holder);
}

/**
 * The certificate that a row means, of those that its holder has: null for a new one, undefined where it may not be changed or several may
 * be meant. The same number of a kind is the same; without one, the same issuer and first day are. What earlier rows of the file have made
 * is another one, unless it says just the same.
 */
export function certificateOf(
  held: readonly KnownCertificate[],
  given: CertificateFields,
  reader: RowReader,
  keys: ImportKeys,
): string | null | undefined {
  const earlier = held.find((known) => keys.has(known.id) && certificateKey(known) === certificateKey(given));
  if (earlier) {
    reader.about('number', given.number).refuse(repeated(keys.rowOf(earlier.id)), { code: 'DUPLICATE' });
    return undefined;
  }
  const ofKind = held.filter(({ id, kind }) => kind === given.kind && !keys.has(id));
  const byNumber = ofKind.filter(({ number }) => number !== null && numberKey(number) === numberKey(given.number));
  const found = byNumber.length > 0 ? byNumber : ofKind.filter((known) => saysTheSame(known, given));
  const standing = found.filter(({ isWithdrawn }) => !isWithdrawn);
  if (standing.length === 1) return standing[0]!.id;
  if (found.length === 0) return null;
  if (standing.length > 1) reader.about('number').refuse(SEVERAL);
  else reader.about('number', given.number).refuse(WITHDRAWN, { code: 'INVALID_STATE' });
  return undefined;
}

/** What tells certificates of one holder apart. */
export const certificateKey = ({ kind, number, issuer, validFrom }: CertificateContent): string =>
  [kind, ...(number ? [numberKey(number)] : ['', fold(issuer ?? ''), validFrom ?? ''])].join(' ');

/** Of a certificate whose number only one of the two says, the first day must be known. */
function saysTheSame({ number, issuer, validFrom }: KnownCertificate, given: CertificateFields): boolean {
  if (given.number && (number !== null || !given.validFrom)) return false;
  return isSame(issuer, given.issuer) && (validFrom ?? undefined) === (given.validFrom ?? undefined);
}

/** Key under which two numbers are the same: their blanks, kinds of dashes and case are typed as it comes. */
export const numberKey = (number: string | null | undefined): string => fold(oneLine(number ?? '')).replaceAll(' ', '');

const isSame = (one: string | null | undefined, other: string | null | undefined): boolean =>
  fold(one ?? '') === fold(other ?? '');

const SEVERAL: Text = {
  vi: 'Có nhiều giấy chứng nhận như vậy; cần thêm số để biết là giấy nào.',
  en: 'There are several such certificates; the number is needed to tell which.',
};
const WITHDRAWN: Text = {
  vi: 'Giấy chứng nhận này đã bị thu hồi nên không sửa được.',
  en: 'This certificate was withdrawn, so it cannot be changed.',
};
