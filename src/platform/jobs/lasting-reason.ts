import { LostRace } from '../database/write.ts';
import { type Text, userErrorsOf } from '../errors/user-error.ts';
import type { JobContext } from './job.ts';

/** Why a job would fail each time, for people. @throws the error itself where the same may succeed once more */
export function lastingReason({ signal }: Pick<JobContext, 'signal'>, error: unknown): Text {
  const [reason] = userErrorsOf(error) ?? [];
  if (!reason || reason instanceof LostRace || signal.aborted) throw error;
  return reason.text;
}
