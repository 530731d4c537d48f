import type { Text } from '../errors/user-error.ts';
import { UserError } from '../errors/user-error.ts';
import { type CursorColumn, decodeCursor, type Key } from './cursor.ts';

/** Most rows of one page of a connection. */
const MAX_PAGE = 100;

/** Relay's arguments of a connection, as they come from GraphQL. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A page that was asked for, checked: `size` rows from the front of the window, or from its back. */
export interface Page {
  readonly size: number;
  readonly backward: boolean;
  readonly after: Key | null;
  readonly before: Key | null;
}

/**
 * How many rows a page has, and from which end they are counted.
 * @throws UserError BAD_INPUT: not exactly one of `first` and `last`; LIMIT_EXCEEDED: not 1 to 100
 */
export function pageSize({ first, last }: PageArgs): Pick<Page, 'size' | 'backward'> {
  const backward = last != null;
  const size = first ?? last;
  if (size == null || (first != null && last != null)) {
    throw bad('BAD_INPUT', 'first', {
      vi: 'Cần đúng một trong hai đối số `first` và `last`.',
      en: 'Exactly one of `first` and `last` is needed.',
    });
  }
  if (size < 1 || size > MAX_PAGE) {
    const name = backward ? 'last' : 'first';
    throw bad('LIMIT_EXCEEDED', name, {
      vi: `\`${name}\` phải từ 1 đến ${MAX_PAGE}.`,
      en: `\`${name}\` must be from 1 to ${MAX_PAGE}.`,
    });
  }
  return { size, backward };
}

/**
 * Checks Relay's arguments against an order.
 * @throws UserError of the size as above, and BAD_INPUT for a cursor of another list
 */
export function pageOf(args: PageArgs, order: readonly CursorColumn[]): Page {
  return {
    ...pageSize(args),
    after: args.after == null ? null : decodeCursor(args.after, order, ['after']),
    before: args.before == null ? null : decodeCursor(args.before, order, ['before']),
  };
}

const bad = (code: 'BAD_INPUT' | 'LIMIT_EXCEEDED', argument: string, text: Text) =>
  new UserError(code, [argument], text);
