import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { holdFacility } from '../facilities/load-facility.ts';
import { requireOperator } from '../platform/auth/viewer.ts';
import { expectVersion, write } from '../platform/database/write.ts';
import { type Text, UserError } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import { line, required } from '../platform/input/value-checks.ts';
import { Product } from '../products/product.entity.ts';
import { Certificate } from './certificate.entity.ts';
import { type CertificateFields, contentOf, putFields } from './certificate-fields.ts';

/** A certificate to add; exactly one of the holders is given. */
export interface NewCertificate extends CertificateFields {
  /** Key of the product that holds it. */
  product?: string | null;
  /** Key of the facility that holds it. */
  facility?: string | null;
}

/** A change of a certificate: only what is given changes. */
export interface CertificateChange extends CertificateFields {
  id: string;
  version: number;
}

/** Most certificates of one product or facility. */
export const MAX_CERTIFICATES = 100;

export const TOO_MANY: Text = {
  vi: `Mỗi sản phẩm hoặc cơ sở có tối đa ${MAX_CERTIFICATES} giấy chứng nhận.`,
  en: `A product or a facility has at most ${MAX_CERTIFICATES} certificates.`,
};

/** Adds a certificate, not verified yet, and answers its id. @throws UserErrors with all that is wrong with it */
export const addCertificate = write(
  async ({ em, viewer }, { product, facility, ...fields }: NewCertificate): Promise<string> => {
    requireOperator(viewer);
    const certificate = Object.assign(new Certificate(), EMPTY);
    const holder = await holderOf(em, product ?? null, facility ?? null);
    Object.assign(certificate, holder, { demo: (holder.product ?? holder.facility)!.demo });
    const problems = new Problems();
    putFields(certificate, fields, problems);
    const { product: heldBy, facility: heldIn } = certificate;
    if ((await em.count(Certificate, { product: heldBy, facility: heldIn })) >= MAX_CERTIFICATES) {
      problems.add([], TOO_MANY, 'LIMIT_EXCEEDED');
    }
    problems.refuseAny();
    em.persist(certificate);
    return certificate.id;
  },
);

/**
 * Changes a certificate, which then has to be verified anew unless it says what it said before, and answers its id.
 * @throws UserError CONFLICT, INVALID_STATE when it was withdrawn; UserErrors with all that is wrong
 */
export const updateCertificate = write(
  async ({ em, viewer }, { id, version, ...fields }: CertificateChange): Promise<string> => {
    requireOperator(viewer);
    const certificate = await lockCertificate(em, id, version);
    certificate.refuseIfWithdrawn();
    const before = contentOf(certificate);
    const problems = new Problems();
    putFields(certificate, fields, problems);
    problems.refuseAny();
    if (contentOf(certificate) !== before) Object.assign(certificate, { verifiedAt: null, verifiedBy: null });
    return certificate.id;
  },
);

/** Records that a certificate was checked, as it stood at a version, and answers its id. @throws UserError(s) INVALID_STATE */
export const verifyCertificate = write(
  async ({ em, viewer, now, by }, { id, version }: { id: string; version: number }): Promise<string> => {
    requireOperator(viewer);
    const certificate = await lockCertificate(em, id, version);
    certificate.verify(now, by);
    return certificate.id;
  },
);

/** Withdraws a certificate for good and answers its id. @throws UserError INVALID_STATE when it was already */
export const withdrawCertificate = write(
  async ({ em, viewer, now }, move: { id: string; version?: number | null; reason: string }): Promise<string> => {
    requireOperator(viewer);
    const problems = new Problems();
    const withdrawnReason = problems.take(['reason'], required(line(1_000))(move.reason));
    problems.refuseAny();
    const certificate = await lockCertificate(em, move.id, move.version);
    certificate.refuseIfWithdrawn();
    Object.assign(certificate, { withdrawnAt: now, withdrawnReason });
    return certificate.id;
  },
);

const EMPTY = {
  product: null,
  facility: null,
  stars: null,
  number: null,
  issuer: null,
  validFrom: null,
  validUntil: null,
  evidenceUrl: null,
  verifiedAt: null,
  verifiedBy: null,
  withdrawnAt: null,
  withdrawnReason: null,
} satisfies Partial<Certificate>;

async function holderOf(
  em: EntityManager,
  product: string | null,
  facility: string | null,
): Promise<Partial<Certificate>> {
  if ((product === null) === (facility === null)) {
    throw new UserError('BAD_INPUT', ['product'], {
      vi: 'Cần đúng một trong hai: product hoặc facility.',
      en: 'Exactly one of product and facility is needed.',
    });
  }
  if (facility !== null) return { facility: await holdFacility(em, facility, ['facility']) };
  const holder = await em.findOne(Product, product!, { lockMode: LockMode.PESSIMISTIC_READ });
  if (holder) return { product: holder };
  throw new UserError('NOT_FOUND', ['product'], {
    vi: 'Không có sản phẩm nào mang mã định danh này.',
    en: 'There is no product with this id.',
  });
}

async function lockCertificate(em: EntityManager, id: string, version?: number | null): Promise<Certificate> {
  const certificate = await em.findOne(Certificate, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!certificate) {
    throw new UserError('NOT_FOUND', ['id'], {
      vi: 'Không có giấy chứng nhận nào mang mã định danh này.',
      en: 'There is no certificate with this id.',
    });
  }
  if (version !== undefined && version !== null) expectVersion(certificate, version);
  return certificate;
}
