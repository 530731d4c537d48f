import { FacilityStatus } from '../facilities/facility.entity.ts';
import { requireOperator } from '../platform/auth/viewer.ts';
import { type WriteContext, write } from '../platform/database/write.ts';
import { UserError } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import { type Check, line, nullable, required } from '../platform/input/value-checks.ts';
import { lockProduct } from './load-product.ts';
import type { Product, ProductStep } from './product.entity.ts';
import { PRODUCT_COMPLETENESS } from './product-completeness.ts';

/** A change of the state of a product. */
export interface ProductMove {
  id: string;
  /** When given, the move is refused if the product has changed since this version. */
  version?: number | null;
  reason?: string | null;
}

/** A move that says from when on the product is public. */
export interface Publication extends ProductMove {
  /** An instant to come; at once when it is not given. */
  at?: Date | null;
}

type Also<Move> = (context: WriteContext, product: Product, move: Move) => Promise<void> | void;

/** Why a step is taken, where that need not be said, and where it must be. */
export const OPTIONAL_REASON: Check<string | null> = nullable(line(1_000));
export const REASON: Check<string | null> = required(line(1_000));

/**
 * Makes a verb that takes a step and answers the product's id; `also` checks or does the rest once the step is known
 * to be possible.
 * @throws UserError UNAUTHENTICATED, NOT_FOUND, CONFLICT, INVALID_STATE; BAD_INPUT for a reason that is missing or too long
 */
function verb<Move extends ProductMove>(
  step: ProductStep,
  checkReason: Check<string | null>,
  also: Also<Move> = () => {},
) {
  return write(async (context: WriteContext, move: Move): Promise<string> => {
    requireOperator(context.viewer);
    const problems = new Problems();
    const reason = problems.take(['reason'], checkReason(move.reason ?? null)) ?? null;
    problems.refuseAny();
    const product = await lockProduct(context.em, move.id, move.version);
    product.take(step, { at: context.now, by: context.by, reason });
    await also(context, product, move);
    return product.id;
  });
}

const refuseIncomplete: Also<ProductMove> = async ({ em }, { id }) =>
  PRODUCT_COMPLETENESS.refuse(await PRODUCT_COMPLETENESS.missing(em, id), 'INVALID_STATE', ['id']);

/** Hands a draft in for review. @throws UserErrors INVALID_STATE for each thing that is missing */
export const submitProduct = verb('submit', OPTIONAL_REASON, refuseIncomplete);

/**
 * Publishes what was submitted, at once or later.
 * @throws UserErrors INVALID_STATE when its facility is not verified or something is missing; BAD_INPUT for a past instant
 */
export const publishProduct = verb<Publication>('publish', OPTIONAL_REASON, async (context, product, move) => {
  product.publishAt = publicationInstant(context.now, move);
  await refuseUnverifiedFacility(context, product);
  await refuseIncomplete(context, product, move);
});

/** Moves the publication of what is scheduled and not public yet. @throws UserError INVALID_STATE once it is public */
export const rescheduleProduct = verb<Publication>('reschedule', OPTIONAL_REASON, ({ now }, product, move) => {
  if (!product.publishAt || product.publishAt <= now) throw alreadyPublic(product);
  product.publishAt = publicationInstant(now, move);
});

/** Sends what was submitted back to be mended. */
export const returnProductToDraft = verb('returnToDraft', REASON);

/** Hides a published product from everybody but operators, such as after a safety alert. */
export const suspendProduct = verb('suspend', REASON);

/** Publishes a suspended product again, with the publishAt that it had. */
export const resumeProduct = verb('resume', OPTIONAL_REASON);

/** Takes a product out of the catalogue and keeps its record. */
export const archiveProduct = verb('archive', OPTIONAL_REASON);

/** Makes a draft of an archived product. */
export const restoreProduct = verb('restore', OPTIONAL_REASON, (_, product) => {
  product.publishAt = null;
});

/**
 * From when on something is public that is published now. Publication is never backdated: what was public when is a matter of record.
 * @throws UserError BAD_INPUT for an instant that is past
 */
export function publicationInstant(now: Date, { at }: Pick<Publication, 'at'>): Date {
  if (!at) return now;
  if (at > now) return at;
  throw new UserError('BAD_INPUT', ['at'], {
    vi: 'Thời điểm công bố phải ở tương lai; bỏ trống để công bố ngay.',
    en: 'The instant of publication must lie in the future; leave it out to publish at once.',
  });
}

async function refuseUnverifiedFacility({ em }: WriteContext, product: Product): Promise<void> {
  await em.populate(product, ['facility']);
  const { facility } = product;
  if (facility.status !== FacilityStatus.VERIFIED) throw unverifiedFacility(facility);
}

/** Why a product of a facility that is not verified cannot be published. */
export const unverifiedFacility = ({ name, status }: { name: string; status: string }): UserError =>
  new UserError('INVALID_STATE', ['id'], {
    vi: `Cơ sở "${name}" chưa được xác minh (${status}), nên sản phẩm chưa thể công bố.`,
    en: `Facility "${name}" is not verified (${status}), so its products cannot be published.`,
  });

/** The same of any facility: what is said once for many products. */
export const UNVERIFIED_FACILITY = new UserError('INVALID_STATE', ['id'], {
  vi: 'Cơ sở chưa được xác minh, nên sản phẩm chưa thể công bố.',
  en: 'The facility is not verified, so its products cannot be published.',
});

function alreadyPublic({ nameVi }: Product): UserError {
  return new UserError('INVALID_STATE', ['id'], {
    vi: `Sản phẩm "${nameVi}" đã được công bố, không còn lịch để đổi.`,
    en: `Product "${nameVi}" is public already: there is no schedule left to move.`,
  });
}
