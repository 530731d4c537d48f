import { requireOperator } from '../platform/auth/viewer.ts';
import { write } from '../platform/database/write.ts';
import { lockProduct } from './load-product.ts';
import { type Product, ProductStatus } from './product.entity.ts';
import { PRODUCT_COMPLETENESS } from './product-completeness.ts';
import { type ProductContent, putContent } from './product-content.ts';

/** A change of a product: only what is given changes. */
export interface ProductChange extends ProductContent {
  id: string;
  /** Version that the change was made from. */
  version: number;
}

const IN_PREPARATION: readonly ProductStatus[] = [ProductStatus.DRAFT, ProductStatus.ARCHIVED];

/**
 * Changes a product and answers its id. Beyond the draft, a change may not take away what a submission needs; what
 * was already missing may stay so.
 * @throws UserError CONFLICT when somebody else changed it since `version`; UserErrors with all that is wrong
 */
export const updateProduct = write(async (context, { id, version, ...content }: ProductChange): Promise<string> => {
  requireOperator(context.viewer);
  const { em, now } = context;
  const product = await lockProduct(em, id, version);
  const watched = !IN_PREPARATION.includes(product.status) && mayOpenGap(content);
  const gaps = watched ? await PRODUCT_COMPLETENESS.missing(em, id) : [];
  await putContent(context, product, content);
  if (Object.values(content).some((value) => value !== undefined)) touch(product, now);
  if (watched) {
    await em.flush();
    const opened = (await PRODUCT_COMPLETENESS.missing(em, id)).filter((gap) => !gaps.includes(gap));
    PRODUCT_COMPLETENESS.refuse(opened, 'BAD_INPUT', []);
  }
  return product.id;
});

/** Whether a change can take away something that a submission needs: most cannot, and need no look at the whole product. */
function mayOpenGap(content: ProductContent): boolean {
  const { descriptionVi, images, prices, shelfLifeDays, storage, priceOnRequest, category, attributes } = content;
  const emptied = [descriptionVi, images, prices, shelfLifeDays, storage].some(
    (value) => value === null || (Array.isArray(value) && value.length === 0),
  );
  return emptied || priceOnRequest === false || category !== undefined || attributes !== undefined;
}

/** Makes the row itself change with its parts, so that its version and its search row follow: even while the clock stands still. */
function touch(product: Product, now: Date): void {
  product.updatedAt = new Date(Math.max(now.getTime(), product.updatedAt.getTime() + 1));
}
