import { requireOperator } from '../platform/auth/viewer.ts';
import { type WriteContext, write } from '../platform/database/write.ts';
import { Problems } from '../platform/input/problems.ts';
import { type Check, line, nullable, required } from '../platform/input/value-checks.ts';
import type { Facility, FacilityStep } from './facility.entity.ts';
import { FACILITY_COMPLETENESS } from './facility-completeness.ts';
import { lockFacility } from './load-facility.ts';

/** A change of the state of a facility. */
export interface FacilityMove {
  id: string;
  /** When given, the move is refused if the facility has changed since this version. */
  version?: number | null;
  reason?: string | null;
}

const OPTIONAL_REASON: Check<string | null> = nullable(line(1_000));
const REASON: Check<string | null> = required(line(1_000));

/**
 * Makes a verb that takes a step and answers the facility's id; `also` checks the rest once the step is known to be
 * possible.
 * @throws UserError UNAUTHENTICATED, NOT_FOUND, CONFLICT, INVALID_STATE; BAD_INPUT for a reason that is missing or too long
 */
function verb(
  step: FacilityStep,
  checkReason: Check<string | null>,
  also: (context: WriteContext, facility: Facility) => Promise<void> = async () => {},
) {
  return write(async (context: WriteContext, move: FacilityMove): Promise<string> => {
    requireOperator(context.viewer);
    const problems = new Problems();
    const reason = problems.take(['reason'], checkReason(move.reason ?? null)) ?? null;
    problems.refuseAny();
    const facility = await lockFacility(context.em, move.id, move.version);
    facility.take(step, { at: context.now, by: context.by, reason });
    await also(context, facility);
    return facility.id;
  });
}

/** Hands a draft in for review. @throws UserErrors INVALID_STATE for each thing that is missing */
export const submitFacility = verb('submit', OPTIONAL_REASON, async ({ em }, { id }) =>
  FACILITY_COMPLETENESS.refuse(await FACILITY_COMPLETENESS.missing(em, id), 'INVALID_STATE', ['id']),
);

/** Confirms what was submitted: the facility becomes public. */
export const verifyFacility = verb('verify', OPTIONAL_REASON);

/** Sends what was submitted back to be mended. */
export const returnFacilityToDraft = verb('returnToDraft', REASON);

/** Hides a verified facility, and with it its products, from everybody but operators. */
export const suspendFacility = verb('suspend', REASON);

/** Makes a suspended facility public again. */
export const reinstateFacility = verb('reinstate', OPTIONAL_REASON);
