import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Text, UserError, userErrorsOf } from '../../platform/errors/user-error.ts';
import type { JobContext } from '../../platform/jobs/job.ts';
import { Import, ImportState } from './import.entity.ts';

/** Loads an import and keeps others off it until the transaction ends. @throws UserError NOT_FOUND */
export async function lockImport(em: EntityManager, id: string): Promise<Import> {
  const found = await em.findOne(Import, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found) return found;
  throw new UserError('NOT_FOUND', ['id'], {
    vi: 'Không có lượt nhập nào mang mã này.',
    en: 'There is no import with this id.',
  });
}

/** Changes an import under its lock; null where `change` says that there is nothing to be done. */
export function step(
  { orm }: Pick<JobContext, 'orm'>,
  id: string,
  change: (found: Import, em: EntityManager) => boolean | Promise<boolean>,
): Promise<Import | null> {
  return orm.em.fork().transactional(async (em) => {
    const found = await lockImport(em, id);
    if (!(await change(found, em))) return null;
    await em.populate(found, ['source']);
    return found;
  });
}

/**
 * A file that cannot be read ends its import, which says why, and so does what fails each time it is tried; when the process stops,
 * another goes on.
 */
export async function failUnlessStopping(context: JobContext, id: string, error: unknown): Promise<void> {
  if (context.signal.aborted) throw error;
  const [reason] = userErrorsOf(error) ?? [];
  if (!reason && !context.isLastAttempt) throw error;
  await step(context, id, (current) => {
    if (current.state === ImportState.CANCELLED) return false;
    current.take('fail');
    Object.assign(current, { failureText: reason?.text ?? brokenBy(context.requestId), endedAt: context.now });
    return true;
  });
}

const brokenBy = (requestId: string): Text => ({
  vi: `Máy chủ gặp lỗi khi xử lý tệp. Mã yêu cầu trong nhật ký: ${requestId}.`,
  en: `The server failed while it worked on the file. Its log has the reason under ${requestId}.`,
});
