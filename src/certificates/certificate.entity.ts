import { Check, Entity, Enum, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Facility } from '../facilities/facility.entity.ts';
import { VersionedRecord } from '../platform/database/record.ts';
import { UserError, UserErrors } from '../platform/errors/user-error.ts';
import { Node } from '../platform/graphql/node.ts';
import { InstantScalar, UrlScalar } from '../platform/graphql/scalars.ts';
import { Product } from '../products/product.entity.ts';

export enum CertificateKind {
  ATTP = 'ATTP',
  HACCP = 'HACCP',
  ISO_22000 = 'ISO_22000',
  ISO_9001 = 'ISO_9001',
  GMP = 'GMP',
  VIETGAP = 'VIETGAP',
  GLOBALGAP = 'GLOBALGAP',
  ORGANIC = 'ORGANIC',
  HALAL = 'HALAL',
  FDA = 'FDA',
  GEOGRAPHICAL_INDICATION = 'GEOGRAPHICAL_INDICATION',
  OCOP = 'OCOP',
  OTHER = 'OTHER',
}
registerEnumType(CertificateKind, {
  name: 'CertificateKind',
  description: 'Kind of a certificate.',
  valuesConfig: {
    ATTP: { description: 'Food-safety certificate (giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm).' },
    HACCP: { description: 'Hazard analysis and critical control points.' },
    ISO_22000: { description: 'ISO 22000, food safety management.' },
    ISO_9001: { description: 'ISO 9001, quality management.' },
    GMP: { description: 'Good manufacturing practice.' },
    VIETGAP: { description: 'Vietnamese good agricultural practices (VietGAP).' },
    GLOBALGAP: { description: 'GLOBALG.A.P.' },
    ORGANIC: { description: 'Organic, by whatever standard the issuer names.' },
    HALAL: { description: 'Halal.' },
    FDA: { description: 'Registration with the Food and Drug Administration of the United States.' },
    GEOGRAPHICAL_INDICATION: { description: 'Right to use a protected geographical indication.' },
    OCOP: { description: 'One commune one product, with stars (decision 148/QĐ-TTg 2023).' },
    OTHER: { description: 'Anything else; its number and issuer say what.' },
  },
});

export enum CertificateStanding {
  VALID = 'VALID',
  NOT_YET_VALID = 'NOT_YET_VALID',
  LAPSED = 'LAPSED',
  NOT_VERIFIED = 'NOT_VERIFIED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(CertificateStanding, {
  name: 'CertificateStanding',
  description: 'What a certificate is worth by the clock of the request.',
  valuesConfig: {
    VALID: { description: 'Verified and inside its period: it counts.' },
    NOT_YET_VALID: { description: 'Verified; its period is still to come.' },
    LAPSED: { description: 'Verified; its period is over.' },
    NOT_VERIFIED: { description: 'Nobody has checked it, or its period is not known.' },
    WITHDRAWN: { description: 'Withdrawn.' },
  },
});

/** An index that yields the certificates of a holder as they are listed: see certificate.read.ts. */
function inOrder(name: string, holder: string): string {
  return `create index "${name}" on "certificate" (${holder}, kind, valid_until desc nulls last, id) where ${holder} is not null`;
}

/** A certificate of a product or of a facility. It counts only while verified and inside its period. */
@ObjectType({
  implements: Node,
  description:
    'A certificate of a product or of a facility. It counts — as a badge, in filters, anywhere — only while standing is VALID, by the clock of the request.',
})
@Entity()
@Index({ name: 'certificate_of_product', expression: inOrder('certificate_of_product', 'product_id') })
@Index({ name: 'certificate_of_facility', expression: inOrder('certificate_of_facility', 'facility_id') })
@Check({ name: 'certificate_one_holder', expression: 'num_nonnulls(product_id, facility_id) = 1' })
@Check({ name: 'certificate_period', expression: 'valid_from < valid_until' })
@Check({ name: 'certificate_stars', expression: "stars is null or (kind = 'OCOP' and stars between 3 and 5)" })
export class Certificate extends VersionedRecord {
  @Field(() => CertificateKind, { description: 'What it certifies.' })
  @Enum({ items: () => CertificateKind })
  @Index()
  kind!: CertificateKind;

  @Field(() => Product, { nullable: true, description: 'The product that holds it; null where a facility does.' })
  @ManyToOne(() => Product, { nullable: true, deleteRule: 'cascade' })
  product!: Product | null;

  @Field(() => Facility, { nullable: true, description: 'The facility that holds it; null where a product does.' })
  @ManyToOne(() => Facility, { nullable: true })
  facility!: Facility | null;

  @Field(() => Int, { nullable: true, description: 'Stars of an OCOP certificate, 3 to 5; null for the other kinds.' })
  @Property({ type: 'smallint', nullable: true })
  stars!: number | null;

  @Field(() => String, { nullable: true, description: 'Number printed on it; null where it was not published.' })
  @Property({ type: 'text', nullable: true })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'Who issued it; null where it was not published.' })
  @Property({ type: 'text', nullable: true })
  issuer!: string | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'First instant at which it holds; null while unknown, and then it does not count.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  validFrom!: Date | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description:
      'First instant at which it no longer holds: the end, in Viet Nam, of the last day printed on it. Null while unknown, and then it does not count.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  @Index()
  validUntil!: Date | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Where a copy of it lies.' })
  @Property({ type: 'text', nullable: true })
  evidenceUrl!: string | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When somebody checked it; null while nobody has, and then it does not count.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  verifiedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who checked it.' })
  @Property({ type: 'text', nullable: true })
  verifiedBy!: string | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When it was withdrawn; null while it was not. It counts no more from then on.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  withdrawnAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn.' })
  @Property({ type: 'text', nullable: true })
  withdrawnReason!: string | null;

  @Field(() => Boolean, { description: 'True for invented demonstration data.' })
  @Property({ type: 'boolean', default: false })
  demo: boolean = false;

  /** Refuses whatever would change a withdrawn certificate. @throws UserError INVALID_STATE */
  refuseIfWithdrawn(): void {
    if (this.withdrawnAt === null) return;
    throw new UserError('INVALID_STATE', ['id'], {
      vi: 'Giấy chứng nhận đã bị thu hồi; hãy thêm giấy chứng nhận mới.',
      en: 'The certificate was withdrawn; add a new one.',
    });
  }

  /**
   * Records that somebody checked it.
   * @throws UserError(s) INVALID_STATE when it was withdrawn or checked already, or lacks what there is to check
   */
  verify(at: Date, by: string): void {
    this.refuseIfWithdrawn();
    if (this.verifiedAt !== null) {
      throw new UserError('INVALID_STATE', ['id'], {
        vi: 'Giấy chứng nhận này đã được xác minh.',
        en: 'The certificate is verified already.',
      });
    }
    const missing = Object.entries(NEEDED).filter(([name]) => this[name as keyof typeof NEEDED] === null);
    if (missing.length > 0) {
      throw new UserErrors(missing.map(([, text]) => new UserError('INVALID_STATE', ['id'], text)));
    }
    this.verifiedAt = at;
    this.verifiedBy = by;
  }
}

/** What a certificate must say before anybody can say that it is true. */
const NEEDED = {
  number: { vi: 'Thiếu số giấy chứng nhận.', en: 'The number is missing.' },
  issuer: { vi: 'Thiếu cơ quan cấp.', en: 'The issuer is missing.' },
  validFrom: { vi: 'Thiếu ngày bắt đầu hiệu lực.', en: 'The first day on which it holds is missing.' },
  validUntil: { vi: 'Thiếu ngày hết hiệu lực.', en: 'The last day on which it holds is missing.' },
};
