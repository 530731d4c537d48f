import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { StoredFile } from './stored-file.entity.ts';

/**
 * Has a file that came in stay for good, in the transaction of what refers to it from then on; until that ends, no sweep gets in
 * between. Null for one that is not there, or not complete.
 */
export async function takeFile(em: EntityManager, id: string): Promise<StoredFile | null> {
  const file = await em.findOne(StoredFile, { id, complete: true }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (file) file.expiresAt = null;
  return file;
}
