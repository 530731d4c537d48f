import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { expectVersion } from '../platform/database/write.ts';
import { UserError } from '../platform/errors/user-error.ts';
import type { Path } from '../platform/input/problems.ts';
import { Product } from './product.entity.ts';

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
