import { v7 as uuid } from 'uuid';
import { FacilityStatus } from '../facilities/facility.entity.ts';
import { AuditAction } from '../platform/database/audit.entity.ts';
import type { BatchContext, Before, Refused } from '../platform/database/batch.ts';
import { refusingConflicts } from '../platform/database/batch-conflicts.ts';
import { insertRows, type Row, readRows, updateRows } from '../platform/database/table-rows.ts';
import { noteRecords } from '../platform/database/write-records.ts';
import { type Text, UserError, userErrorsOf } from '../platform/errors/user-error.ts';
import { type Product, stateAfter } from './product.entity.ts';
import { PRODUCT_COMPLETENESS, type ProductGap } from './product-completeness.ts';
import { PRODUCTS } from './product-table.ts';
import type { BulkMove } from './product-to-save.ts';
import { publicationInstant, unverifiedFacility } from './product-transitions.ts';
import { reasonOf } from './publish-new.ts';

/** The steps that can be taken in bulk. */
export type BulkStep = 'submit' | 'publish' | 'suspend';

/** A product that was moved. */
export interface Moved {
  readonly outcome: 'MOVED';
  readonly id: string;
  readonly version: number;
  readonly before: Before;
}

/** What became of a product; paths of errors begin with `id`. */
export type MovedProduct = Moved | (Refused & { readonly id: string });

/**
 * Takes a step of many products with set-based SQL, in a transaction, and answers what became of each, in their order: it is moved, or
 * refused for all that hinders it. Each id is to be given once.
 * @throws UserError BAD_INPUT for an instant that is past, CONFLICT when another write got in between
 */
export async function moveProducts(
  context: BatchContext,
  ids: readonly string[],
  step: BulkStep,
  move: BulkMove,
): Promise<MovedProduct[]> {
  const { em, now, by } = context;
  const columns = step === 'publish' ? { publish_at: publicationInstant(now, move).toISOString() } : {};
  return refusingConflicts(PRODUCTS, new Map(), async () => {
    const rows = await readRows(em, PRODUCTS.table, ids, { lock: 'for update' });
    const products = new Map(rows.map((row) => [row.id as string, row]));
    const facilities = await readRows(em, 'facility', [...new Set(rows.map((row) => row.facility_id as string))]);
    const makers = new Map(facilities.map((row) => [row.id as string, row]));
    const gaps = step === 'suspend' ? new Map() : await PRODUCT_COMPLETENESS.missingAmong(em, ids);
    const plans = ids.map((id): Plan | (Refused & { id: string }) => {
      const row = products.get(id);
      const missing = gaps.get(id) ?? [];
      const found = row ? moveOf(step, row, makers.get(row.facility_id as string)!, missing, move) : [NO_PRODUCT];
      if (Array.isArray(found)) return { outcome: 'REFUSED', id, errors: found };
      const version = (row!.version as number) + 1;
      const next = { id, status: found.to, ...columns, version, updated_at: now.toISOString() };
      return { row: next, old: row!, reason: reasonOf(move.reason, missing) };
    });
    const work = plans.filter((plan) => 'row' in plan);
    await updateRows(
      em,
      PRODUCTS.table,
      ['status', ...Object.keys(columns), 'version', 'updated_at'],
      work.map(({ row }) => row),
    );
    const at = now.toISOString();
    const transitions = work.map(({ row, old, reason }) => ({
      id: uuid(),
      at,
      by,
      reason,
      product_id: row.id,
      from: old.status,
      to: row.status,
    }));
    await insertRows(em, 'product_transition', transitions);
    await noteRecords(context, PRODUCTS, work.map(noteOf));
    return plans.map((plan): MovedProduct => ('row' in plan ? movedOf(plan) : plan));
  });
}

interface Plan {
  readonly row: Row;
  readonly old: Row;
  readonly reason: string | null;
}

/** Where a step leads, or all that hinders it. */
function moveOf(
  step: BulkStep,
  row: Row,
  facility: Row,
  missing: readonly ProductGap[],
  { incomplete }: BulkMove,
): { to: string } | UserError[] {
  try {
    const to = stateAfter(step, { nameVi: row.name_vi, status: row.status } as Product);
    if (step === 'publish' && facility.status !== FacilityStatus.VERIFIED) throw unverifiedFacility(facility as never);
    if (incomplete === 'REFUSE') PRODUCT_COMPLETENESS.refuse(missing, 'INVALID_STATE', ['id']);
    return { to };
  } catch (error) {
    const errors = userErrorsOf(error);
    if (!errors) throw error;
    return [...errors];
  }
}

const noteOf = ({ row, reason }: Plan): [string, AuditAction, Row] => {
  const { id, version: _, updated_at, publish_at, status } = row;
  const at = publish_at === undefined ? {} : { publishAt: publish_at };
  return [id as string, AuditAction.UPDATED, { status, ...at, updatedAt: updated_at, reason }];
};

function movedOf({ row, old }: Plan): Moved {
  const columns = { status: old.status, publish_at: old.publish_at ?? null };
  return { outcome: 'MOVED', id: row.id as string, version: row.version as number, before: { columns, parts: {} } };
}

const NO_SUCH: Text = {
  vi: 'Không có sản phẩm nào mang mã định danh này.',
  en: 'There is no product with this id.',
};
const NO_PRODUCT = new UserError('NOT_FOUND', ['id'], NO_SUCH);
