import { tiersOf } from '../analysed-text.ts';
import { decodePlace, encodePlace, fingerprint } from '../cursor.ts';
import { ownerOf } from '../facet-counts.ts';
import type { Filter, SearchQuery, SearchResult } from '../query.ts';
import { scores } from '../ranking.ts';
import { fieldOf } from '../search-index.ts';
import { Bits } from './bits.ts';
import { countBy, partFilters } from './counting.ts';
import { kilometresBetween } from './distance.ts';
import { priceReader } from './field-values.ts';
import { filterTest } from './filtering.ts';
import { Matcher } from './matching.ts';
import { type Bounds, findPage, type Group } from './paging.ts';
import type { Rows } from './rows.ts';

/** Answers a query out of the rows of its index. @throws UserError BAD_INPUT when a cursor belongs to another query */
export function answer(rows: Rows, query: SearchQuery): SearchResult {
  const print = fingerprint(query);
  const { size, backward, after, before } = query.page;
  const bounds: Bounds = {
    size,
    backward,
    after: after === null ? null : decodePlace(print, after, 'after'),
    before: before === null ? null : decodePlace(print, before, 'before'),
  };
  const at = query.at.getTime();
  const { hard, soft } = partFilters(query.filters, query.facets);
  const groups = groupsOf(rows, query, hard);
  const found = groups.map((group) => group.rows).reduce((all, some) => all.or(some));
  const passes = new Map(Array.from(soft, ([owner, filters]) => [owner, passing(rows, found, filters, at)]));
  const but = (owner: string | null) =>
    [...passes].reduce((all, [other, some]) => (other === owner ? all : all.and(some)), found);
  const hits = but(null);
  const shown = groups.map((group) => ({ ...group, rows: group.rows.and(hits) }));
  const { places, hasNextPage, hasPreviousPage } = findPage(rows, shown, bounds);
  return {
    hits: places.map(({ row, rank, id }) => ({
      id,
      kind: rows.kinds.of(row),
      cursor: encodePlace(print, { rank, id }),
    })),
    total: hits.count,
    hasNextPage,
    hasPreviousPage,
    facets: query.facets.map((facet) => countBy(rows, but(ownerOf(facet)), facet, query.filters, at)),
  };
}

/** The rows that match what every hit must, in groups that follow each other in the order of the query. */
function groupsOf(rows: Rows, query: SearchQuery, hard: readonly Filter[]): Group[] {
  const { text, order, at } = query;
  const shown = rows.public(query.kinds, at.getTime());
  const narrowed = (found: Bits) => passing(rows, found.and(shown), hard, at.getTime());
  if (!text) return [{ rows: narrowed(shown), rank: rankOf(rows, query) }];
  const matcher = new Matcher(rows);
  const tiers = tiersOf(text);
  const found = matcher.tiers(tiers, narrowed(matcher.candidates(text)));
  if (order.by !== 'relevance' || tiers.length === 0) {
    return [{ rows: found.reduce((all, some) => all.or(some), new Bits()), rank: rankOf(rows, query) }];
  }
  const scoreIn = scores(matcher, tiers);
  return found.map((some, place) => ({ rows: some, rank: (row) => -scoreIn[place]!(row) }));
}

function passing(rows: Rows, among: Bits, filters: readonly Filter[], at: number): Bits {
  return filters.reduce((left, filter) => left.filter(filterTest(rows, filter, at)), among);
}

/** What rows are ordered by beside the text: the smaller, the earlier. */
function rankOf(rows: Rows, { order, at }: SearchQuery): (row: number) => number | null {
  switch (order.by) {
    case 'relevance':
    case 'newest':
      return (row) => -rows.recordedAt[row]!;
    case 'price': {
      const { audiences } = fieldOf(rows.index, order.field, 'ladder');
      const price = rows.field(order.field, 'ladder').asked(priceReader(audiences, order, at.getTime()));
      if (!order.descending) return price;
      return (row) => {
        const amount = price(row);
        return amount === null ? null : -amount;
      };
    }
    case 'distance':
      return rows
        .field(order.field, 'point')
        .asked((point) => (point === null ? null : kilometresBetween(point, order.from)));
  }
}
