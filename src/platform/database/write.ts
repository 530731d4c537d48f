import {
  DeadlockException,
  ForeignKeyConstraintViolationException,
  OptimisticLockError,
  UniqueConstraintViolationException,
} from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Text, UserError } from '../errors/user-error.ts';
import type { RequestContext } from '../graphql/context.ts';
import { record } from './change-recorder.ts';
import { isLockTimeout } from './locks.ts';

/** What a write works with: the request, and an entity manager inside the transaction. */
export interface WriteContext extends RequestContext {
  readonly em: EntityManager;
  /** Name of the viewer, for records of who did it. */
  readonly by: string;
}

/**
 * Makes a write of a function: it runs in one transaction, is flushed once, and leaves audit rows and fresh
 * search rows of all it changed in that same transaction. When it throws, nothing has happened.
 * @throws UserError CONFLICT when another write got in between, DUPLICATE when a unique value is taken
 */
export function write<Input, Result>(
  change: (context: WriteContext, input: Input) => Promise<Result>,
): (context: RequestContext, input: Input) => Promise<Result> {
  return async (context, input) => {
    const by = context.viewer.role === 'public' ? 'public' : context.viewer.name;
    try {
      return await context.orm.em.transactional((em) => {
        record(em, { at: context.now, by, requestId: context.requestId, search: context.search });
        return change({ ...context, em, by }, input);
      });
    } catch (error) {
      throw translate(error);
    }
  };
}

function translate(error: unknown): unknown {
  if (error instanceof OptimisticLockError) return new LostRace('CONFLICT', [], CHANGED);
  if (error instanceof DeadlockException || isLockTimeout(error)) return heldElsewhere();
  if (error instanceof UniqueConstraintViolationException) {
    return new UserError('DUPLICATE', [], {
      vi: 'Giá trị này phải là duy nhất và đã được bản ghi khác sử dụng.',
      en: 'A value that must be unique is already taken by another record.',
    });
  }
  if (error instanceof ForeignKeyConstraintViolationException) {
    return new UserError('CONFLICT', [], {
      vi: 'Bản ghi được tham chiếu vừa bị xoá hoặc đang được bản ghi khác sử dụng.',
      en: 'A record that this one refers to is gone, or this one is still referred to.',
    });
  }
  return error;
}

/** The error of a write that another got in the way of: the same once more may succeed. */
export class LostRace extends UserError {}

/** The error of a write that waited too long for what another holds. */
export const heldElsewhere = (): LostRace =>
  new LostRace('CONFLICT', [], {
    vi: 'Một thay đổi khác đang giữ các bản ghi này hoặc bản ghi liên quan; chưa có gì được ghi, hãy thử lại.',
    en: 'Another change holds these records, or others that belong to them; nothing was written, try again.',
  });

/** The error of a write that knew an older version. */
export const conflict = (path: readonly string[]): UserError => new UserError('CONFLICT', path, CHANGED);

const CHANGED: Text = {
  vi: 'Bản ghi đã được người khác thay đổi từ khi bạn đọc; hãy đọc lại rồi thử lại.',
  en: 'The record was changed by somebody else since you read it; read it again and retry.',
};

/** Refuses a change made to an older version of a record. @throws UserError CONFLICT */
export function expectVersion(record: { version: number }, version: number): void {
  if (record.version !== version) throw conflict(['version']);
}
