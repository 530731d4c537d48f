import type { Place } from '../cursor.ts';
import type { Bits } from './bits.ts';
import { First } from './first.ts';
import type { Rows } from './rows.ts';

/** Rows that all come before those of the next group, and what they are ordered by within it. */
export interface Group {
  readonly rows: Bits;
  readonly rank: (row: number) => number | null;
}

/** A page to find: `size` places from the start, or from the end, of what lies between two others. */
export interface Bounds {
  readonly size: number;
  readonly backward: boolean;
  readonly after: Place | null;
  readonly before: Place | null;
}

/** Where a row stands. */
export interface RowPlace extends Place {
  readonly row: number;
}

export interface FoundPage {
  readonly places: readonly RowPlace[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Finds a page, and ranks the rows of no more groups than it takes. */
export function findPage({ ids }: Rows, groups: readonly Group[], bounds: Bounds): FoundPage {
  const { size, backward, after, before } = bounds;
  const first = new First<RowPlace>(size + 1, backward ? (a, b) => inOrder(b, a) : inOrder);
  let isBeyond = false;
  for (const { rows, rank } of backward ? groups.toReversed() : groups) {
    rows.forEach((row) => {
      const place = { row, rank: rank(row), id: ids[row]! };
      const [isAfter, isBefore] = [!after || inOrder(place, after) > 0, !before || inOrder(place, before) < 0];
      if (isAfter && isBefore) first.offer(place);
      else if (backward ? !isBefore : !isAfter) isBeyond = true;
    });
    if (first.isFull) break;
  }
  const found = first.inOrder;
  const places = found.slice(0, size);
  const isMore = found.length > size;
  return {
    places: backward ? places.reverse() : places,
    hasNextPage: backward ? isBeyond : isMore,
    hasPreviousPage: backward ? isMore : isBeyond,
  };
}

/** By rank, those without one last, and then by id. */
function inOrder(a: Place, b: Place): number {
  if (a.rank !== b.rank) {
    if (a.rank === null) return 1;
    return b.rank !== null && a.rank > b.rank ? 1 : -1;
  }
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
