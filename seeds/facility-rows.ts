import { type FacilityStatus, FacilityTransition } from '../src/facilities/facility.entity.ts';
import { type ProductStatus, ProductTransition } from '../src/products/product.entity.ts';
import { seedId } from './read-data.ts';
import type { SeedRows } from './seed.ts';

/** Since when the seeded records count as recorded: a fixed instant, so that a later seed gives the same rows. */
export const SEEDED_AT = new Date('2025-12-31T17:00:00.000Z');

const BY = 'seeds';

export const stamps = { version: 1, createdAt: SEEDED_AT, updatedAt: SEEDED_AT };

const FACILITY_STEPS: Record<FacilityStatus, readonly FacilityStatus[]> = {
  DRAFT: ['DRAFT'],
  SUBMITTED: ['DRAFT', 'SUBMITTED'],
  VERIFIED: ['DRAFT', 'SUBMITTED', 'VERIFIED'],
  SUSPENDED: ['DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED'],
} as never;

const PRODUCT_STEPS: Record<ProductStatus, readonly ProductStatus[]> = {
  DRAFT: ['DRAFT'],
  SUBMITTED: ['DRAFT', 'SUBMITTED'],
  PUBLISHED: ['DRAFT', 'SUBMITTED', 'PUBLISHED'],
  SUSPENDED: ['DRAFT', 'SUBMITTED', 'PUBLISHED', 'SUSPENDED'],
  ARCHIVED: ['DRAFT', 'SUBMITTED', 'PUBLISHED', 'ARCHIVED'],
} as never;

/** The history that leads a facility from draft to its state. */
export const facilityTransitions = (
  facilities: readonly { id: string; status: FacilityStatus }[],
  reason: string,
): SeedRows => ({
  entity: FacilityTransition,
  partOf: 'facility',
  rows: facilities.flatMap(({ id, status }) =>
    steps(id, FACILITY_STEPS[status], reason).map((step) => ({ ...step, facility: id })),
  ),
});

/** The history that leads a product from draft to its state. */
export const productTransitions = (
  products: readonly { id: string; status: ProductStatus }[],
  reason: string,
): SeedRows => ({
  entity: ProductTransition,
  partOf: 'product',
  rows: products.flatMap(({ id, status }) =>
    steps(id, PRODUCT_STEPS[status], reason).map((step) => ({ ...step, product: id })),
  ),
});

function steps(owner: string, path: readonly string[], reason: string): Record<string, unknown>[] {
  return path.slice(1).map((to, index) => ({
    id: seedId('transition', owner, to),
    at: new Date(SEEDED_AT.getTime() + index * 1_000),
    by: BY,
    reason,
    from: path[index],
    to,
  }));
}
