import { isDeepStrictEqual } from 'node:util';
import { v7 as uuid } from 'uuid';
import type { ProductSearch } from '../../catalogue/search.inputs.ts';
import { requireOperator } from '../../platform/auth/viewer.ts';
import { lockNumber, takeTurn } from '../../platform/database/locks.ts';
import { write } from '../../platform/database/write.ts';
import { linkToFile } from '../../platform/files/file-link.ts';
import { Problems } from '../../platform/input/problems.ts';
import { line } from '../../platform/input/value-checks.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import { TransferKind } from '../transfer-kind.ts';
import { usedKey } from '../used-key.ts';
import { checkOrder } from './check-order.ts';
import type { ExportOrder } from './content.ts';
import { Export, ExportContent, ExportState } from './export.entity.ts';
import { RUN_EXPORT } from './export.jobs.ts';
import { lockExport } from './load-export.ts';
import { fileNameOf } from './names.ts';
import type { ExportSettings } from './settings.ts';

/** A file to be written; see the GraphQL input for what each means. */
export interface NewExport extends Pick<ExportOrder, 'what' | 'format' | 'audience' | 'language'> {
  kind?: TransferKind | null;
  search?: ProductSearch | null;
  since?: string | null;
  /** Key of an import. */
  import?: string | null;
  idempotencyKey?: string | null;
}

/** Milliseconds that a file and its link stay. */
const KEPT = 7 * 24 * 60 * 60 * 1_000;

/** Locks of the keys by which a start that is sent again is known. */
const EXPORT_KEYS = lockNumber('idempotency keys of exports');

/**
 * Has a file written, and answers the id of the export; the same key again answers the one that there is.
 * @throws UserErrors, among them CONFLICT for a key that was sent for another file
 */
export const startExport = write(async (context, input: NewExport): Promise<string> => {
  requireOperator(context.viewer);
  const { em, now, by, db } = context;
  const idempotencyKey = keyOf(input);
  const order = orderOf(input);
  if (idempotencyKey !== null) {
    await takeTurn(em, EXPORT_KEYS, idempotencyKey);
    const known = await em.findOne(Export, { idempotencyKey });
    if (known && !isSameOrder(known, order)) throw usedKey();
    if (known) return known.id;
  }
  await checkOrder(context, order);
  const file = uuid();
  const fileName = fileNameOf(order, now);
  const linkExpiresAt = new Date(now.getTime() + KEPT);
  const fresh = Object.assign(new Export(), {
    ...order,
    file,
    fileName,
    linkPath: linkToFile(db, { id: file, name: fileName }, linkExpiresAt),
    linkExpiresAt,
    createdBy: by,
    idempotencyKey,
    cursor: null,
    failureText: null,
    endedAt: null,
  });
  em.persist(fresh);
  await addJob(em, RUN_EXPORT, { id: fresh.id });
  return fresh.id;
});

/** Gives an export up. @throws UserError INVALID_STATE when it is done or has failed */
export const cancelExport = write(async ({ em, viewer, now }, { id }: { id: string }): Promise<string> => {
  requireOperator(viewer);
  const found = await lockExport(em, id);
  if (found.state === ExportState.CANCELLED) return found.id;
  found.take('cancel');
  found.endedAt = now;
  return found.id;
});

function orderOf({ what, kind, format, audience, language, search, since, import: source }: NewExport): ExportOrder {
  const settings: ExportSettings = {
    ...(search && { search }),
    ...(since != null && { since }),
    ...(source != null && { import: source }),
  };
  const all = what === ExportContent.CHANGES ? null : TransferKind.PRODUCTS;
  return { what, kind: kind ?? all, format, audience, language, settings };
}

/** Whether an export is of an order; its settings are as JSON keeps them. */
function isSameOrder({ what, kind, format, audience, language, settings }: Export, order: ExportOrder): boolean {
  return isDeepStrictEqual(
    { what, kind, format, audience, language, settings },
    { ...order, settings: JSON.parse(JSON.stringify(order.settings)) },
  );
}

function keyOf({ idempotencyKey }: NewExport): string | null {
  if (idempotencyKey == null) return null;
  const problems = new Problems();
  const key = problems.take(['idempotencyKey'], line(200)(idempotencyKey));
  problems.refuseAny();
  return key!;
}
