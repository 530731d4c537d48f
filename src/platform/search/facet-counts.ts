import type { FacetCount, FacetRequest, Filter } from './query.ts';

/** Names the filters that narrow a facet: facets with the same name are narrowed by the same. */
export const ownerOf = ({ field, code, narrowedBy = field }: FacetRequest): string =>
  code === undefined ? narrowedBy : `${narrowedBy} ${code}`;

/** Whether a filter narrows a facet, and so is left out of its counts. */
export const isNarrowedBy = ({ field, code, narrowedBy = field }: FacetRequest, filter: Filter): boolean =>
  filter.field === narrowedBy && (code === undefined || (filter.kind === 'attribute' && filter.code === code));

/** How many hits lie at the end of a path of ids, from the top down. */
export interface PathCount {
  readonly path: readonly string[];
  readonly count: number;
}

/**
 * Counts of a tree's nodes with all under them: those at the top, and those below a chosen node or one above it, so that
 * each choice shows its siblings and its children.
 */
export function countTree(counts: readonly PathCount[], chosen: readonly string[]): FacetCount[] {
  const opened = new Set(counts.flatMap(({ path }) => chosen.flatMap((id) => path.slice(0, path.indexOf(id) + 1))));
  const totals = new Map<string, number>();
  for (const { path, count } of counts) {
    path.forEach((id, depth) => {
      if (depth === 0 || opened.has(path[depth - 1]!)) totals.set(id, (totals.get(id) ?? 0) + count);
    });
  }
  return sorted(totals);
}

/** Counts of single badges from counts of their combinations: bit i of a mask stands for `values[i]`. */
export function countBadges(
  counts: readonly { readonly mask: number; readonly count: number }[],
  values: readonly string[],
): FacetCount[] {
  const totals = new Map<string, number>();
  for (const { mask, count } of counts) {
    values.forEach((value, bit) => {
      if ((mask >>> bit) & 1) totals.set(value, (totals.get(value) ?? 0) + count);
    });
  }
  return sorted(totals);
}

/** Counts of values that may occur several times. */
export function countValues(counts: Iterable<readonly [value: string, count: number]>): FacetCount[] {
  const totals = new Map<string, number>();
  for (const [value, count] of counts) totals.set(value, (totals.get(value) ?? 0) + count);
  return sorted(totals);
}

/** Most frequent first, then by value. */
function sorted(totals: ReadonlyMap<string, number>): FacetCount[] {
  return Array.from(totals, ([value, count]) => ({ value, count })).sort(
    (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1),
  );
}
