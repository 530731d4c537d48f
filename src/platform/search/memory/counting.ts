import { countBadges, countTree, countValues, isNarrowedBy, ownerOf } from '../facet-counts.ts';
import type { FacetCount, FacetRequest, Filter } from '../query.ts';
import { fieldOf } from '../search-index.ts';
import type { Bits } from './bits.ts';
import type { Rows } from './rows.ts';

/** Counts the rows of a set by a field at an instant; the filters open the branches of a tree. */
export function countBy(
  rows: Rows,
  among: Bits,
  { field, code }: FacetRequest,
  filters: readonly Filter[],
  at: number,
): FacetCount[] {
  const each = (visit: (row: number) => void) => among.forEach(visit);
  const declared = fieldOf(rows.index, field, 'keyword', 'flag', 'node', 'timeline', 'badges', 'attributes');
  switch (declared.kind) {
    case 'keyword':
    case 'flag':
      return countPresent(rows.field(field, declared.kind).counted(each), (value) => value);
    case 'timeline':
      return countPresent(rows.held(field, 'timeline', at).counted(each), (value) => value);
    case 'attributes':
      return countPresent(rows.field(field, 'attributes').counted(each), (attributes) => attributes?.[code!]);
    case 'badges': {
      const counted = rows.held(field, 'badges', at).counted(each);
      return countBadges(
        counted.map(({ value, count }) => ({ mask: value ?? 0, count })),
        declared.values,
      );
    }
    case 'node': {
      if (!declared.pathOf)
        throw new Error(`The search field ${field} says nothing of paths: it cannot be counted by.`);
      const counted = rows.field(field, 'node').counted(each);
      return countTree(
        counted.map(({ value, count }) => ({ path: rows.node(field, value).path ?? [], count })),
        filters.flatMap((filter) => (filter.kind === 'any' && filter.field === field ? filter.values : [])),
      );
    }
  }
}

/** Values that are null are not counted. */
function countPresent<Value>(
  counted: readonly { readonly value: Value; readonly count: number }[],
  shown: (value: Value) => unknown,
): FacetCount[] {
  return countValues(
    counted.flatMap(({ value, count }): [string, number][] => {
      const text = shown(value);
      return text == null ? [] : [[String(text), count]];
    }),
  );
}

/** Filters that narrow facets, by the facets' owner; the others narrow all that is found. */
export function partFilters(
  filters: readonly Filter[],
  facets: readonly FacetRequest[],
): { hard: Filter[]; soft: Map<string, Filter[]> } {
  const soft = new Map<string, Filter[]>();
  const hard = filters.filter((filter) => {
    const facet = facets.find((request) => isNarrowedBy(request, filter));
    if (!facet) return true;
    const owner = ownerOf(facet);
    soft.set(owner, [...(soft.get(owner) ?? []), filter]);
    return false;
  });
  return { hard, soft };
}
