import { UserError } from '../errors/user-error.ts';

/** Who asks. The role decides which rows and operations are open; everything else hangs on the role. */
export type Viewer = { readonly role: 'public' } | Operator;

export interface Operator {
  readonly role: 'operator';
  readonly name: string;
}

export type Role = Viewer['role'];

export const PUBLIC: Viewer = { role: 'public' };

/** Lets operators through. @throws UserError UNAUTHENTICATED for everybody else */
export function requireOperator(viewer: Viewer): asserts viewer is Operator {
  if (viewer.role === 'operator') return;
  throw new UserError('UNAUTHENTICATED', [], {
    vi: 'Thao tác này cần mã truy cập của người vận hành: gửi tiêu đề "Authorization: Bearer …" với mã do lệnh "caunoi token" in ra.',
    en: 'This needs an operator\'s token: send the header "Authorization: Bearer …" with what "caunoi token" prints.',
  });
}
