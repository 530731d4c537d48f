import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuid } from 'uuid';
import { FacilityStatus } from '../facilities/facility.entity.ts';
import type { BatchContext, Wanted } from '../platform/database/batch.ts';
import type { Row } from '../platform/database/table-rows.ts';
import type { UserError } from '../platform/errors/user-error.ts';
import type { Ground } from './batch-ground.ts';
import { ProductStatus } from './product.entity.ts';
import { PRODUCT_COMPLETENESS, type ProductGap } from './product-completeness.ts';
import { PRODUCTS } from './product-table.ts';
import type { BulkMove } from './product-to-save.ts';
import { publicationInstant, UNVERIFIED_FACILITY } from './product-transitions.ts';

/** What keeps products from being submitted as they are to be, by their keys; nothing of them need be written. */
export function gapsOf(em: EntityManager, products: readonly Wanted[]): Promise<Map<string, ProductGap[]>> {
  const rows = products.map(({ stored, row }) => ({ ...stored?.row, ...row }));
  const parts = Object.entries(PRODUCTS.parts).map(([name, { table, owner }]) => [
    table,
    products.flatMap(({ stored, row, parts }) =>
      (parts[name] ?? stored?.parts[name] ?? []).map((part) => ({ ...part, [owner]: row.id })),
    ),
  ]);
  return PRODUCT_COMPLETENESS.missingOf(em, rows, Object.fromEntries(parts));
}

/** A new product on its way into the catalogue. */
interface Published {
  readonly plan: Wanted;
  /** Why it stays a draft. */
  readonly unpublished: readonly UserError[];
  /** Rows of product_transition. */
  readonly transitions: readonly Row[];
}

/**
 * Publishes new products where that is possible, before they are written; by their places in the batch.
 * @throws UserError BAD_INPUT for a past instant
 */
export async function publishNew(
  { em, now, by }: Pick<BatchContext, 'em' | 'now' | 'by'>,
  batch: readonly Wanted[],
  { facilities }: Ground,
  move: BulkMove,
): Promise<Map<number, Published>> {
  const gaps = await gapsOf(em, batch);
  const makers = new Map([...facilities.values()].map((facility) => [facility.id, facility]));
  const publish_at = publicationInstant(now, move).toISOString();
  const publish = (plan: Wanted): Published => {
    const { row } = plan;
    const missing = gaps.get(row.id as string) ?? [];
    const unpublished = hindrances(makers.get(row.facility_id)!, missing, move);
    if (unpublished.length > 0) return { plan, unpublished, transitions: [] };
    const { DRAFT, SUBMITTED, PUBLISHED } = ProductStatus;
    const event = { at: now.toISOString(), by, reason: reasonOf(move.reason, missing), product_id: row.id };
    const transitions = [
      { id: uuid(), ...event, from: DRAFT, to: SUBMITTED },
      { id: uuid(), ...event, from: SUBMITTED, to: PUBLISHED },
    ];
    return { plan: { ...plan, row: { ...row, status: PUBLISHED, publish_at } }, unpublished, transitions };
  };
  return new Map(batch.map((plan) => [plan.index, publish(plan)]));
}

function hindrances(facility: Row, missing: readonly ProductGap[], { incomplete }: BulkMove): UserError[] {
  if (facility.status !== FacilityStatus.VERIFIED) return [UNVERIFIED_FACILITY];
  return incomplete === 'ALLOW' ? [] : PRODUCT_COMPLETENESS.errorsOf(missing, 'INVALID_STATE', ['id']);
}

/** The reason of a step that gaps did not hinder names them. */
export function reasonOf(reason: string | null, gaps: readonly ProductGap[]): string | null {
  const named = PRODUCT_COMPLETENESS.textsOf(gaps).map(({ vi }) => vi);
  return [reason, named.join(' ')].filter((part) => part).join(' — ') || null;
}
