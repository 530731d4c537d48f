import { UserError } from '../../platform/errors/user-error.ts';

/** Where a reader of the changes stands: after the row `seq` of the transaction `xid`, both of a cluster of PostgreSQL. */
export interface ChangeCursor {
  /** Its system identifier: the numbers of transactions mean nothing in another, such as one that was restored from a dump. */
  readonly cluster: string;
  readonly xid: string;
  readonly seq: string;
}

const DIGITS = /^\d{1,20}$/;

/** The largest that PostgreSQL counts transactions and rows to. */
const [MAX_XID, MAX_SEQ] = [2n ** 64n - 1n, 2n ** 63n - 1n];

/** Before the first change of all. */
export const beginning = (cluster: string): ChangeCursor => ({ cluster, xid: '0', seq: '0' });

export const encodeCursor = ({ cluster, xid, seq }: ChangeCursor): string =>
  Buffer.from(JSON.stringify([cluster, xid, seq])).toString('base64url');

/** @throws UserError BAD_INPUT for what is no cursor of changes */
export function decodeCursor(text: string): ChangeCursor {
  const value = parse(text);
  if (
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((part) => typeof part === 'string' && DIGITS.test(part))
  ) {
    const [cluster, xid, seq] = value as [string, string, string];
    if (BigInt(xid) <= MAX_XID && BigInt(seq) <= MAX_SEQ) return { cluster, xid, seq };
  }
  throw new UserError('BAD_INPUT', ['since'], {
    vi: 'Đây không phải là con trỏ do catalogueChanges trả về.',
    en: 'This is no cursor from catalogueChanges.',
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}

/** The error of a cursor that came before the database was restored. */
export const lostCursor = (): UserError =>
  new UserError('INVALID_STATE', ['since'], {
    vi: 'Cơ sở dữ liệu đã được khôi phục từ sau con trỏ này; hãy lấy lại từ đầu, không gửi since.',
    en: 'The database was restored after this cursor was made; start from the beginning, without since.',
  });
