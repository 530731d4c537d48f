import { decodePlace, encodePlace } from '../cursor.ts';
import type { SearchPage } from '../query.ts';

/** A hit and how many come before it. */
interface Position {
  readonly position: number;
  readonly id: string;
}

/** Hits that are looked at around a cursor's, to find it again when others came or went before it. */
const SLACK = 20;

/** Part of the hits, from the first on, up to the last (not included). */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Where a page lies. */
export interface PageBounds {
  readonly after: Position | null;
  readonly before: Position | null;
}

/** What is shown of the hits. */
export interface Shown<Hit> {
  readonly hits: readonly (Hit & Position)[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Cursors of other engines are of no use here. */
const own = (print: string): string => `m${print}`;

export const encodePosition = (print: string, { position, id }: Position): string =>
  encodePlace(own(print), { rank: position, id });

/** @throws UserError BAD_INPUT when a cursor is none of this query and this engine */
export function boundsOf(print: string, page: SearchPage): PageBounds {
  const decode = (cursor: string | null, argument: 'after' | 'before'): Position | null => {
    if (cursor === null) return null;
    const { rank, id } = decodePlace(own(print), cursor, argument);
    return { position: rank ?? 0, id };
  };
  return { after: decode(page.after, 'after'), before: decode(page.before, 'before') };
}

/** Whether the page can only be found when it is known how many hits there are. */
export const needsTotal = ({ backward }: SearchPage, { before }: PageBounds): boolean => backward && before === null;

/** The hits to ask for; `total` is needed where {@link needsTotal} says so. */
export function windowOf({ size, backward }: SearchPage, { after, before }: PageBounds, total: number): Window {
  if (backward) {
    const to = before ? before.position : total;
    return { from: Math.max(0, to - size - (before ? SLACK : 0)), to: before ? to + 1 + SLACK : to };
  }
  return after
    ? { from: Math.max(0, after.position - SLACK), to: after.position + 1 + size + SLACK }
    : { from: 0, to: size };
}

/** A page of the engine; they are numbered from 1. */
export interface EnginePage {
  readonly page: number;
  readonly hitsPerPage: number;
}

/** The smallest page of the engine that holds a window, and the position of its first hit. */
export function pageAround({ from, to }: Window): EnginePage & { readonly from: number } {
  for (let hitsPerPage = Math.max(1, to - from); ; hitsPerPage++) {
    const before = Math.floor(from / hitsPerPage);
    if ((before + 1) * hitsPerPage >= to) return { page: before + 1, hitsPerPage, from: before * hitsPerPage };
  }
}

/** The page, out of the hits of a window. */
export function showPage<Hit extends { readonly id: string }>(
  { size, backward }: SearchPage,
  { after, before }: PageBounds,
  from: number,
  found: readonly Hit[],
  total: number,
): Shown<Hit> {
  const now = ({ position, id }: Position): number => {
    const place = found.findIndex((hit) => hit.id === id);
    return place < 0 ? position : from + place;
  };
  const first = after ? now(after) + 1 : 0;
  const end = Math.max(first, Math.min(total, before ? now(before) : total));
  const start = backward ? Math.max(first, end - size) : first;
  const stop = Math.min(end, start + size);
  const hits = found.slice(Math.max(0, start - from), Math.max(0, stop - from));
  return {
    hits: hits.map((hit, place) => ({ ...hit, position: start + place })),
    hasNextPage: backward ? before !== null && end < total : stop < end,
    hasPreviousPage: backward ? start > first : after !== null && first > 0 && total > 0,
  };
}
