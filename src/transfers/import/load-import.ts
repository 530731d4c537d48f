import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Text, UserError } from '../../platform/errors/user-error.ts';
import type { JobContext } from '../../platform/jobs/job.ts';
import { Import } from './import.entity.ts';

/** Loads an import and keeps others off it until the transaction ends. @throws UserError NOT_FOUND */
export async function lockImport(em: EntityManager, id: string): Promise<Import> {
  const found = await em.findOne(Import, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found) return found;
  throw new UserError('NOT_FOUND', ['id'], {
    vi: 'Không có lượt nhập nào mang mã này.',
    en: 'There is no import with this id.',
  });
}

/** What a job works on: an import, each time that it is checked, written or undone anew. Jobs of before these were counted lack it. */
export interface Round {
  readonly id: string;
  readonly round?: number;
  /** Of a check that a job has begun; what another job, or the same once more, has begun since is none of its business. */
  readonly attempt?: number;
}

/**
 * Changes an import under its lock; null where `change` says that there is nothing to be done, and where another round or attempt has
 * begun: the job of an earlier one may still wait to be tried again, or be at work.
 */
export function step(
  { orm }: Pick<JobContext, 'orm'>,
  { id, round = 0, attempt }: Round,
  change: (found: Import, em: EntityManager) => boolean | Promise<boolean>,
): Promise<Import | null> {
  return orm.em.fork().transactional(async (em) => {
    const found = await lockImport(em, id);
    if (found.round !== round || (attempt !== undefined && found.attempt !== attempt)) return null;
    if (!(await change(found, em))) return null;
    await em.populate(found, ['source']);
    return found;
  });
}

/** Ends the round of an import in which it could not be checked or written. */
export const failRound = (context: JobContext, round: Round, reason: Text): Promise<unknown> =>
  step(context, round, (current) => {
    if (!current.may('fail')) return false;
    current.take('fail');
    Object.assign(current, { failureText: reason, endedAt: context.now });
    return true;
  });

/** Begins another round of work on an import, so that the jobs of the earlier ones do nothing more. */
export function nextRound(found: Import): Round {
  found.round += 1;
  return { id: found.id, round: found.round };
}

/** Why an import ends that was tried as often as it may be; which of these it was each time, the log tells. */
export const brokenBy = ({ requestId }: JobContext): Text => ({
  vi: `Đã thử nhiều lần mà không xong: máy chủ gặp lỗi, bị dừng, hoặc các bản ghi của tệp đang được ghi ở nơi khác. Mã trong nhật ký: ${requestId}.`,
  en: `It was tried again and again, and each time the server failed, was ended, or found records of the file held by other writes. Its log tells more under ${requestId}.`,
});
