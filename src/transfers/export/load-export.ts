import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../../platform/errors/user-error.ts';
import { Export } from './export.entity.ts';

/** Keeps others off an export until the transaction ends; null where it is gone. */
export const lockIfThere = (em: EntityManager, id: string): Promise<Export | null> =>
  em.findOne(Export, id, { lockMode: LockMode.PESSIMISTIC_WRITE });

/** @throws UserError NOT_FOUND */
export async function lockExport(em: EntityManager, id: string): Promise<Export> {
  const found = await lockIfThere(em, id);
  if (found) return found;
  throw new UserError('NOT_FOUND', ['id'], {
    vi: 'Không có lượt xuất nào mang mã này.',
    en: 'There is no export with this id.',
  });
}
