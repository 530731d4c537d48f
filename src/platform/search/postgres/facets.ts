import sql, { type Sql } from 'sql-template-tag';
import { countBadges, countTree, countValues, isNarrowedBy, ownerOf } from '../facet-counts.ts';
import type { FacetCount, FacetRequest, Filter } from '../query.ts';
import { fieldOf } from '../search-index.ts';
import type { Columns } from './columns.ts';

/** Counts as the database groups them: the grouped value as JSON, and how many rows have it. */
export type Grouped = readonly (readonly [value: unknown, count: number])[];

/** How a facet is counted. */
export interface Facet {
  /** What rows `d` are grouped by; those where it is null are not counted. */
  readonly value: Sql;
  readonly owner: string;
  isNarrowedBy(filter: Filter): boolean;
  /** A grouped value as it is answered; null for what is not counted. */
  shown(value: Sql): Sql;
  /** Counts of single values from those of grouped ones. */
  read(grouped: Grouped, filters: readonly Filter[]): FacetCount[];
}

type Counting = Pick<Facet, 'value' | 'shown' | 'read'>;

export function facetOf(columns: Columns, request: FacetRequest): Facet {
  return {
    owner: ownerOf(request),
    isNarrowedBy: (filter) => isNarrowedBy(request, filter),
    ...counting(columns, request.field, request.code),
  };
}

function counting(columns: Columns, field: string, code: string | undefined): Counting {
  const declared = fieldOf(columns.index, field, 'keyword', 'flag', 'node', 'timeline', 'badges', 'attributes');
  switch (declared.kind) {
    case 'keyword':
    case 'flag':
      return single(columns.of(field, '', declared.kind));
    case 'timeline':
      return single(columns.state(field));
    case 'attributes':
      return single(sql`${columns.of(field, '', 'attributes')} ->> ${code}::text`);
    case 'badges':
      return {
        ...single(columns.mask(field)),
        read: (grouped) =>
          countBadges(
            grouped.map(([mask, count]) => ({ mask: mask as number, count })),
            declared.values,
          ),
      };
    case 'node': {
      const { pathOf } = declared;
      if (!pathOf) throw new Error(`The search field ${field} says nothing of paths: it cannot be counted by.`);
      return {
        value: columns.of(field, '', 'node'),
        shown: pathOf,
        read: (grouped, filters) =>
          countTree(
            grouped.map(([path, count]) => ({ path: path as string[], count })),
            filters.flatMap((filter) => (filter.kind === 'any' && filter.field === field ? filter.values : [])),
          ),
      };
    }
  }
}

const single = (value: Sql): Counting => ({
  value,
  shown: (shown) => shown,
  read: (grouped) => countValues(grouped.map(([of, count]) => [String(of), count])),
});
