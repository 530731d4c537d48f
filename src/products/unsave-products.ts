import { v7 as uuid } from 'uuid';
import type { BatchContext, Undoable } from '../platform/database/batch.ts';
import { refusingConflicts } from '../platform/database/batch-conflicts.ts';
import { insertRows } from '../platform/database/table-rows.ts';
import { takeBack } from '../platform/database/take-back.ts';
import { PRODUCTS, referencesToProducts } from './product-table.ts';

/**
 * Takes back what batches did to products, in a transaction: deletes what they created, puts back what they changed. If one of them has
 * changed since, or something else refers to one that is to be deleted, nothing at all happens, and the ids of those are answered.
 * @throws UserError DUPLICATE when a code that is to be put back is taken by now, CONFLICT when another write got in between
 */
export async function unsaveProducts(
  context: BatchContext,
  saved: readonly Undoable[],
  reason: string | null = null,
): Promise<{ changedSince: readonly string[] }> {
  const { em, now, by } = context;
  return refusingConflicts(PRODUCTS, new Map(), async () => {
    const { changedSince, putBack } = await takeBack(context, PRODUCTS, saved, referencesToProducts(em));
    const moved = putBack.filter(({ from, to }) => 'status' in to && to.status !== from.row.status);
    await insertRows(
      em,
      'product_transition',
      moved.map(({ from, to }) => ({
        id: uuid(),
        at: now.toISOString(),
        by,
        reason,
        product_id: to.id,
        from: from.row.status,
        to: to.status,
      })),
    );
    return { changedSince };
  });
}
