import { requireOperator } from '../platform/auth/viewer.ts';
import { write } from '../platform/database/write.ts';
import { type FacilityContent, putContent } from './create-facility.ts';
import { FacilityStatus } from './facility.entity.ts';
import { FACILITY_COMPLETENESS } from './facility-completeness.ts';
import { lockFacility } from './load-facility.ts';

/** A change of a facility: only what is given changes. */
export interface FacilityChange extends FacilityContent {
  id: string;
  /** Version that the change was made from. */
  version: number;
}

/**
 * Changes a facility and answers its id. Beyond the draft, a change may not take away what a submission needs; what
 * was already missing may stay so.
 * @throws UserError CONFLICT when somebody else changed it since `version`; UserErrors with all that is wrong
 */
export const updateFacility = write(async (context, { id, version, ...content }: FacilityChange): Promise<string> => {
  requireOperator(context.viewer);
  const { em } = context;
  const facility = await lockFacility(em, id, version);
  const watched = facility.status !== FacilityStatus.DRAFT;
  const gaps = watched ? await FACILITY_COMPLETENESS.missing(em, facility.id) : [];
  await putContent(context, facility, content);
  if (watched) {
    await em.flush();
    const opened = (await FACILITY_COMPLETENESS.missing(em, facility.id)).filter((gap) => !gaps.includes(gap));
    FACILITY_COMPLETENESS.refuse(opened, 'BAD_INPUT', []);
  }
  return facility.id;
});
