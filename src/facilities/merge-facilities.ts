import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireOperator } from '../platform/auth/viewer.ts';
import { conflict, write } from '../platform/database/write.ts';
import { UserError } from '../platform/errors/user-error.ts';
import { Facility, FacilityNeed, FacilityStatus, FacilityTransition, LegalForm } from './facility.entity.ts';
import { repointReferences } from './repoint-references.ts';

/** Two records of one facility: which stays, which goes, and the versions that were looked at. */
export interface Merge {
  keep: string;
  merge: string;
  keepVersion: number;
  mergeVersion: number;
}

/**
 * Merges a facility into another and answers the id of the one that stays: all that refers to the one now refers to
 * the other, what the other lacks is taken over, and the id that was given up leads there. The record that goes keeps
 * its own history of states.
 * @throws UserError(s) NOT_FOUND, CONFLICT, INVALID_STATE also where one is invented and the other real, DUPLICATE where both have what must be unique
 */
export const mergeFacilities = write(async (context, input: Merge): Promise<string> => {
  requireOperator(context.viewer);
  const { em } = context;
  const [kept, merged] = await lockBoth(em, input);
  if (kept.version !== input.keepVersion) throw conflict(['keepVersion']);
  if (merged.version !== input.mergeVersion) throw conflict(['mergeVersion']);
  refuseInventedInReal(kept, merged);
  refuseChangeOfVisibility(kept, merged);
  takeOver(kept, merged);
  await em.flush();
  await repointReferences(context, { entity: Facility, from: merged.id, to: kept.id, except: [FacilityTransition] });
  merged.mergedInto = kept;
  return kept.id;
});

async function lockBoth(em: EntityManager, { keep, merge }: Merge): Promise<[Facility, Facility]> {
  if (keep === merge) {
    throw new UserError('BAD_INPUT', ['merge'], {
      vi: 'Không thể gộp một cơ sở vào chính nó.',
      en: 'A facility cannot be merged into itself.',
    });
  }
  // In one order whichever stays, so that two opposite merges do not wait for each other.
  const found = await em.find(
    Facility,
    { id: { $in: [keep, merge] } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const pick = (id: string, path: string): Facility => {
    const facility = found.find((candidate) => candidate.id === id);
    if (!facility) {
      throw new UserError('NOT_FOUND', [path], {
        vi: 'Không có cơ sở nào mang mã định danh này.',
        en: 'There is no facility with this id.',
      });
    }
    if (!facility.mergedInto) return facility;
    throw new UserError('INVALID_STATE', [path], {
      vi: `Cơ sở "${facility.name}" đã được gộp vào cơ sở khác.`,
      en: `Facility "${facility.name}" was merged into another already.`,
    });
  };
  return [pick(keep, 'keep'), pick(merge, 'merge')];
}

/** What is invented of a facility must not be said of a real one, nor the other way round. */
function refuseInventedInReal(kept: Facility, merged: Facility): void {
  if (kept.demo === merged.demo) return;
  throw new UserError('INVALID_STATE', ['merge'], {
    vi: 'Không thể gộp cơ sở minh hoạ với cơ sở có thật.',
    en: 'A facility that was invented for demonstration cannot be merged with a real one.',
  });
}

/** A merger must neither hide what is public nor show what was suspended. */
function refuseChangeOfVisibility(kept: Facility, merged: Facility): void {
  const { VERIFIED, SUSPENDED } = FacilityStatus;
  const hides = merged.status === VERIFIED && kept.status !== VERIFIED;
  const shows = merged.status === SUSPENDED && kept.status === VERIFIED;
  if (!hides && !shows) return;
  throw new UserError('INVALID_STATE', ['keep'], {
    vi: `Không thể gộp cơ sở ${merged.status} vào cơ sở ${kept.status}: sản phẩm của cơ sở này sẽ đổi trạng thái công khai.`,
    en: `A facility that is ${merged.status} cannot go into one that is ${kept.status}: what is public of it would change.`,
  });
}

/** Fields that belong together and are taken over together. */
const GROUPS: readonly (readonly (keyof Facility)[])[] = [
  ['nameEn'],
  ['legalForm'],
  ['taxCode'],
  ['vsicCode', 'vsicVersion'],
  ['place', 'address', 'latitude', 'longitude'],
  ['contactName'],
  ['phone'],
  ['email'],
  ['website'],
  ['craftVillage'],
  ['foundedYear'],
  ['workers'],
  ['monthlyCapacity', 'monthlyCapacityUnit'],
];

/** Fills what the record that stays lacks. */
function takeOver(kept: Facility, merged: Facility): void {
  for (const group of GROUPS) {
    if (group.some((name) => kept[name] !== null)) continue;
    for (const name of group) Object.assign(kept, { [name]: merged[name] });
  }
  // A personal number is a tax code of household businesses only.
  if (kept.taxCode?.length === 12 && kept.legalForm !== LegalForm.HOUSEHOLD_BUSINESS) kept.taxCode = null;
  kept.needs = Object.values(FacilityNeed).filter((need) => kept.needs.includes(need) || merged.needs.includes(need));
}
