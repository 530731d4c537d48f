import type { EntityManager } from '@mikro-orm/postgresql';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { requireOperator } from '../platform/auth/viewer.ts';
import { type WriteContext, write } from '../platform/database/write.ts';
import { Problems } from '../platform/input/problems.ts';
import { dayOf } from '../platform/time/vietnam-day.ts';
import { Facility } from './facility.entity.ts';
import { type GivenFields, putFields } from './facility-fields.ts';

/** What a facility is described by, as given: undefined is not given, null is empty. */
export interface FacilityContent extends GivenFields {
  /** Key of the smallest known unit it lies in. */
  place?: string | null;
}

/** Creates a draft and answers its id. @throws UserErrors with all that is wrong with it */
export const createFacility = write(async (context, content: FacilityContent & { name: string }): Promise<string> => {
  requireOperator(context.viewer);
  const facility = Object.assign(new Facility(), EMPTY);
  await putContent(context, facility, content);
  context.em.persist(facility);
  return facility.id;
});

const EMPTY = {
  nameEn: null,
  legalForm: null,
  taxCode: null,
  vsicCode: null,
  vsicVersion: null,
  place: null,
  address: null,
  latitude: null,
  longitude: null,
  contactName: null,
  phone: null,
  email: null,
  website: null,
  craftVillage: null,
  foundedYear: null,
  workers: null,
  monthlyCapacity: null,
  monthlyCapacityUnit: null,
  mergedInto: null,
} satisfies Partial<Facility>;

/** Checks what is given and puts it into a facility. @throws UserErrors with all that is wrong */
export async function putContent(
  { em, now }: WriteContext,
  facility: Facility,
  { place, ...fields }: FacilityContent,
): Promise<void> {
  const problems = new Problems();
  putFields(facility, fields, now, problems);
  if (place !== undefined) facility.place = place === null ? null : await placeOf(em, place, dayOf(now), problems);
  problems.refuseAny();
}

async function placeOf(
  em: EntityManager,
  id: string,
  today: string,
  problems: Problems,
): Promise<AdministrativeUnit | null> {
  const unit = await em.findOne(AdministrativeUnit, id);
  checkPlace(unit, today, problems);
  return unit;
}

/** Notes that a place is none that holds or has held: nothing lies in one that is still to come. */
export function checkPlace(
  unit: Pick<AdministrativeUnit, 'name' | 'code' | 'validFrom'> | null,
  today: string,
  problems: Problems,
): void {
  if (!unit) {
    problems.add(
      ['place'],
      { vi: 'Không có đơn vị hành chính này.', en: 'There is no such administrative unit.' },
      'NOT_FOUND',
    );
  } else if (unit.validFrom !== null && unit.validFrom > today) {
    problems.add(['place'], {
      vi: `"${unit.name}" (${unit.code}) chỉ có từ ngày ${unit.validFrom}.`,
      en: `"${unit.name}" (${unit.code}) holds only from ${unit.validFrom} on.`,
    });
  }
}
