import type { EntityManager } from '@mikro-orm/postgresql';
import type { BatchContext, Refused, Wanted } from '../platform/database/batch.ts';
import { compareBatch, isWanted, refusingTwice, saveBatch } from '../platform/database/save-batch.ts';
import { insertRows, type Row } from '../platform/database/table-rows.ts';
import type { UserError } from '../platform/errors/user-error.ts';
import { readGround } from './batch-ground.ts';
import { planProduct } from './plan-product.ts';
import { ProductStatus } from './product.entity.ts';
import { PRODUCT_COMPLETENESS } from './product-completeness.ts';
import { PRODUCTS } from './product-table.ts';
import type { BulkMove, ComparedProduct, ProductToSave, SavedProduct } from './product-to-save.ts';
import { gapsOf, publishNew } from './publish-new.ts';

/**
 * Creates and changes the products of a batch (at most 2,000 is best) with set-based SQL, and answers what became of each, in their
 * order; what is wrong with one keeps only that one out. New ones are drafts, or published at once as far as `publish` says and they may
 * be. To be called in a transaction, at whose end the search rows follow.
 * @throws UserError DUPLICATE when a GTIN or code is taken, CONFLICT when another write got in between: the whole batch is to be rolled back;
 * the path begins with the place in the batch where that can be told
 */
export async function saveProducts(
  context: BatchContext,
  batch: readonly ProductToSave[],
  publish: BulkMove | null = null,
): Promise<SavedProduct[]> {
  let plans: Plan[] = [];
  const saved = await saveBatch(context, PRODUCTS, async () => {
    plans = await planProducts(context, batch, publish, true);
    return plans.map(({ plan }) => plan);
  });
  const transitions = plans.flatMap((plan) => plan.transitions);
  await insertRows(context.em, 'product_transition', transitions);
  return saved.map((record, index) =>
    record.outcome === 'REFUSED' ? record : { ...record, unpublished: plans[index]!.unpublished },
  );
}

/** What `saveProducts` would do, without writing or locking anything. Whether a GTIN or code is taken is not looked at. */
export async function compareProducts(
  { em, now }: Pick<BatchContext, 'em' | 'now'>,
  batch: readonly ProductToSave[],
  publish: BulkMove | null = null,
): Promise<ComparedProduct[]> {
  const plans = await planProducts({ em, now, by: '' }, batch, publish, false);
  const compared = compareBatch(
    PRODUCTS,
    plans.map(({ plan }) => plan),
  );
  return compared.map((record, index) =>
    record.outcome === 'REFUSED' ? record : { ...record, unpublished: plans[index]!.unpublished },
  );
}

/** What becomes of a product of a batch. */
interface Plan {
  readonly plan: Wanted | Refused;
  /** Why a new one that was to be published stays a draft. */
  readonly unpublished: readonly UserError[];
  /** Rows of product_transition. */
  readonly transitions: readonly Row[];
}

async function planProducts(
  context: Pick<BatchContext, 'em' | 'now' | 'by'>,
  batch: readonly ProductToSave[],
  publish: BulkMove | null,
  isToBeWritten: boolean,
): Promise<Plan[]> {
  const ground = await readGround(context.em, batch, isToBeWritten);
  const planned = refusingTwice(batch.map((given, index) => planProduct(index, given, ground)));
  const opened = await openedGaps(context.em, planned.filter(isWanted));
  const plans = planned.map((plan, index) => opened.get(index) ?? plan);
  const isNew = (plan: Wanted | Refused): plan is Wanted => isWanted(plan) && plan.stored === null;
  const published = publish ? await publishNew(context, plans.filter(isNew), ground, publish) : new Map();
  return plans.map((plan, index) => published.get(index) ?? { plan, unpublished: [], transitions: [] });
}

const IN_PREPARATION: readonly unknown[] = [ProductStatus.DRAFT, ProductStatus.ARCHIVED];

/** What can take away something that a submission needs. */
const WATCHED: readonly string[] = [
  'description_vi',
  'shelf_life_days',
  'storage',
  'price_on_request',
  'category_id',
  'images',
  'prices',
  'attributes',
];

/** Beyond the draft, a change may not take away what a submission needs; what was already missing may stay so. */
async function openedGaps(em: EntityManager, batch: readonly Wanted[]): Promise<Map<number, Refused>> {
  const watched = batch.filter(({ stored, row, parts }) => {
    if (!stored || IN_PREPARATION.includes(stored.row.status)) return false;
    return WATCHED.some((name) => name in row || name in parts);
  });
  const refused = new Map<number, Refused>();
  if (watched.length === 0) return refused;
  const ids = watched.map(({ row }) => row.id as string);
  const before = await PRODUCT_COMPLETENESS.missingAmong(em, ids);
  const after = await gapsOf(em, watched);
  for (const { index, row } of watched) {
    const id = row.id as string;
    const opened = after.get(id)!.filter((gap) => !before.get(id)!.includes(gap));
    const errors = PRODUCT_COMPLETENESS.errorsOf(opened, 'BAD_INPUT', []);
    if (errors.length > 0) refused.set(index, { outcome: 'REFUSED', errors });
  }
  return refused;
}
