import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { raw } from 'sql-template-tag';
import { runSql } from '../platform/database/run-sql.ts';
import { expectVersion } from '../platform/database/write.ts';
import { UserError, UserErrors } from '../platform/errors/user-error.ts';
import type { Path } from '../platform/input/problems.ts';
import { Product } from './product.entity.ts';
import { gapsSql, gapText, type ProductGap } from './product-completeness.ts';

/**
 * Loads a product and keeps all others off it until the transaction ends.
 * @throws UserError NOT_FOUND, and CONFLICT when a version is given that is no longer its own
 */
export async function lockProduct(em: EntityManager, id: string, version?: number | null): Promise<Product> {
  const product = await em.findOne(Product, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!product) throw noSuchProduct(['id']);
  if (version !== undefined && version !== null) expectVersion(product, version);
  return product;
}

function noSuchProduct(path: Path): UserError {
  return new UserError('NOT_FOUND', path, {
    vi: 'Không có sản phẩm nào mang mã định danh này.',
    en: 'There is no product with this id.',
  });
}

/** What keeps a product, as it is in the database, from being submitted. */
export async function missingOf(em: EntityManager, id: string): Promise<ProductGap[]> {
  const query = sql`select ${gapsSql(raw('product'), 'needed')} as missing from product where id = ${id}`;
  const [row] = await runSql<{ missing: ProductGap[] }>(em, query);
  return row?.missing ?? [];
}

/** @throws UserErrors, one for each gap */
export function refuseGaps(gaps: readonly ProductGap[], code: 'INVALID_STATE' | 'BAD_INPUT', path: Path): void {
  if (gaps.length > 0) throw new UserErrors(gaps.map((gap) => new UserError(code, path, gapText(gap))));
}
