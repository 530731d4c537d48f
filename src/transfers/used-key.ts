import { UserError } from '../platform/errors/user-error.ts';

/** Refuses a key that was sent with something else before: what that started is not what is asked for. */
export const usedKey = (): UserError =>
  new UserError('CONFLICT', ['idempotencyKey'], {
    vi: 'Khoá này đã được gửi trước đó cho một yêu cầu khác; hãy gửi một khoá mới.',
    en: 'This key was sent before, and for something else; send a new one.',
  });
