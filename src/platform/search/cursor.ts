import { createHash } from 'node:crypto';
import { UserError } from '../errors/user-error.ts';
import type { SearchQuery } from './query.ts';

/** Where a hit stands: its rank (smaller is earlier, null last) and its id. */
export interface Place {
  readonly rank: number | null;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What tells a query from others, as far as its hits and their order go. */
export function fingerprint({ kinds, text, filters, order }: SearchQuery): string {
  const query = JSON.stringify([kinds, text?.variants ?? null, filters, order]);
  return createHash('sha256').update(query).digest('base64url').slice(0, 12);
}

export const encodePlace = (print: string, { rank, id }: Place): string =>
  Buffer.from(JSON.stringify([print, rank, id])).toString('base64url');

/**
 * The place inside a cursor.
 * @throws UserError BAD_INPUT when it is none, or one of another query
 */
export function decodePlace(print: string, cursor: string, argument: 'after' | 'before'): Place {
  const value = parse(cursor);
  if (Array.isArray(value) && value.length === 3) {
    const [of, rank, id] = value as unknown[];
    const isRank = rank === null || (typeof rank === 'number' && Number.isFinite(rank));
    if (of === print && isRank && typeof id === 'string' && UUID.test(id)) return { rank: rank as number | null, id };
  }
  throw new UserError('BAD_INPUT', [argument], {
    vi: 'Con trỏ trang không thuộc về truy vấn tìm kiếm này: từ khoá, bộ lọc hoặc thứ tự đã đổi; hãy bắt đầu lại từ trang đầu.',
    en: 'The cursor does not belong to this search: its text, filters or order have changed; start again from the first page.',
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
