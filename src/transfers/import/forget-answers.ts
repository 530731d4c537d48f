import { LockMode } from '@mikro-orm/core';
import { requireOperator } from '../../platform/auth/viewer.ts';
import { write } from '../../platform/database/write.ts';
import { UserError } from '../../platform/errors/user-error.ts';
import { ImportSource } from './import.entity.ts';

/** What is to be forgotten of a source: headers of columns and keys of questions, as the source lists them. */
export interface ForgottenAnswers {
  readonly id: string;
  readonly columns: readonly string[];
  readonly answers: readonly string[];
}

/**
 * Has the next files of a source not be read by what was once said of some columns and questions. What is not kept is forgotten already.
 * @throws UserError NOT_FOUND
 */
export const forgetAnswers = write(async (context, { id, columns, answers }: ForgottenAnswers): Promise<string> => {
  requireOperator(context.viewer);
  const source = await context.em.findOne(ImportSource, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!source) throw noSource();
  source.columns = without(source.columns, columns);
  source.answers = without(source.answers, answers);
  return source.id;
});

const without = <Value>(kept: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(kept).filter(([key]) => !keys.includes(key)));

const noSource = (): UserError =>
  new UserError('NOT_FOUND', ['id'], {
    vi: 'Không có nguồn nào mang mã này.',
    en: 'There is no source with this id.',
  });
