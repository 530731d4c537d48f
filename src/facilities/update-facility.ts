import { requireOperator } from '../platform/auth/viewer.ts';
import { write } from '../platform/database/write.ts';
import { type FacilityContent, putContent } from './create-facility.ts';
import { FacilityStatus } from './facility.entity.ts';
import { lockFacility, missingOf, refuseGaps } from './load-facility.ts';

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
  const gaps = watched ? await missingOf(em, facility.id) : [];
  await putContent(context, facility, content);
  if (watched) {
    await em.flush();
    const opened = (await missingOf(em, facility.id)).filter((gap) => !gaps.includes(gap));
    refuseGaps(opened, 'BAD_INPUT', []);
  }
  return facility.id;
});
