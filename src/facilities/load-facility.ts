import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { expectVersion } from '../platform/database/write.ts';
import { UserError } from '../platform/errors/user-error.ts';
import type { Path } from '../platform/input/problems.ts';
import { Facility } from './facility.entity.ts';

/**
 * Loads a facility and keeps all others off it until the transaction ends; the id of one that was merged leads to the
 * one that stayed.
 * @throws UserError NOT_FOUND, and CONFLICT when a version is given that is no longer its own
 */
export async function lockFacility(
  em: EntityManager,
  id: string,
  version?: number | null,
  path: Path = ['id'],
): Promise<Facility> {
  const facility = await hold(em, id, LockMode.PESSIMISTIC_WRITE, path);
  if (version !== undefined && version !== null) expectVersion(facility, version);
  return facility;
}

/**
 * Loads a facility that something is to refer to, and keeps it from being merged away until the transaction ends; the
 * id of one that was merged leads to the one that stayed.
 * @throws UserError NOT_FOUND
 */
export function holdFacility(em: EntityManager, id: string, path: Path): Promise<Facility> {
  return hold(em, id, LockMode.PESSIMISTIC_READ, path);
}

async function hold(em: EntityManager, id: string, lockMode: LockMode, path: Path): Promise<Facility> {
  const facility = await em.findOne(Facility, id, { lockMode });
  if (facility?.mergedInto) return hold(em, facility.mergedInto.id, lockMode, path);
  if (facility) return facility;
  throw new UserError('NOT_FOUND', path, {
    vi: 'Không có cơ sở nào mang mã định danh này.',
    en: 'There is no facility with this id.',
  });
}
