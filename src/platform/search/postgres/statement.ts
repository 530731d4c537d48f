import sql, { join, raw, type Sql } from 'sql-template-tag';
import { and, integer } from '../../read/sql-text.ts';
import type { Place } from '../cursor.ts';
import type { SearchQuery } from '../query.ts';
import type { SearchIndex } from '../search-index.ts';
import { Columns } from './columns.ts';
import { Counting } from './counting.ts';
import { distance } from './distance.ts';
import { filterSql } from './filters.ts';
import { matches, score } from './matching.ts';

/** A query as one statement, and how its counts are read. */
export interface Statement {
  /**
   * One row: `hits` (id, kind and rank of the page, one more than its size where there are more), `groups` for `counting` to read,
   * and `beyond`: whether hits lie on the far side of the cursor that the page starts from.
   */
  readonly sql: Sql;
  readonly counting: Counting;
}

/** The bounds of a page, decoded. */
export interface Bounds {
  readonly after: Place | null;
  readonly before: Place | null;
}

/**
 * Compiles a query: the rows that the text and the hard filters leave are gathered once, and then paged and counted. Inside, rows are
 * found and told what they fail; outside, those that count are ranked. The barrier between keeps the planner from working out
 * `fails` each time it is read, and only what is read outside is taken out of the row.
 */
export function compile(index: SearchIndex, query: SearchQuery, bounds: Bounds): Statement {
  const [inside, outside] = [new Columns(index, query.at), new Columns(index, query.at)];
  const counting = new Counting(outside, query.filters, query.facets);
  const table = raw(index.table);
  const where = and(
    sql`d.visible_from <= ${inside.instant}`,
    query.kinds.length < index.kinds.length ? sql`d.kind = any(${query.kinds}::text[])` : null,
    query.text && matches(inside, query.text),
    ...counting.hard.map((filter) => filterSql(inside, filter)),
  );
  const values = counting.values(raw('d.fails'));
  const ranked = sql`case when d.fails = 0 then (${rank(outside, query)})::float8 end as rank`;
  const taken = join([raw('d.id'), ...outside.used.map((name) => raw(`d.${name}`))]);
  const order = direction(query.page.backward);
  return {
    sql: sql`
      with hit as materialized (
        select ${join([raw('d.id'), raw('d.fails'), ranked, ...values])}
        from (select ${taken}, ${counting.fails(inside)} as fails from ${table} d where ${where} offset 0) d
        where ${and(counting.counts(raw('d.fails')))}
      ),
      page as (
        select id, rank from hit where ${inBounds(bounds)} order by ${order} limit ${integer(query.page.size + 1)}
      )
      select
        (
          select json_agg(json_build_array(id, kind, rank) order by ${order})
          from (select page.id, d.kind, page.rank from page join ${table} d on d.id = page.id) shown
        ) as hits,
        ${counting.groups(raw('hit'))} as groups,
        ${beyond(query, bounds)} as beyond`,
    counting,
  };
}

/** What hits are ordered by: the smaller, the earlier. */
function rank(columns: Columns, { order, text }: SearchQuery): Sql {
  switch (order.by) {
    case 'relevance':
      return text && text.variants.length > 0 ? sql`- ${score(columns, text)}` : newest(columns);
    case 'newest':
      return newest(columns);
    case 'price':
      return order.descending ? sql`- ${columns.price(order.field, order)}` : columns.price(order.field, order);
    case 'distance':
      return distance(...columns.point(order.field), order.from);
  }
}

const newest = (columns: Columns): Sql => sql`- extract(epoch from ${columns.own('recorded_at')})`;

/** The order of hits, or its reverse where a page is read from the end. */
const direction = (backward: boolean): Sql =>
  raw(backward ? 'rank desc nulls first, id desc' : 'rank asc nulls last, id asc');

const inBounds = ({ after, before }: Bounds): Sql =>
  and(sql`fails = 0`, after && follows(after), before && sql`not ${isFrom(before)}`);

/** Whether a hit comes after a place. */
function follows({ rank, id }: Place): Sql {
  if (rank === null) return sql`(rank is null and id > ${id}::uuid)`;
  return sql`(rank is null or rank > ${rank}::float8 or (rank = ${rank}::float8 and id > ${id}::uuid))`;
}

/** Whether a hit comes after a place or is at it. */
const isFrom = (place: Place): Sql => sql`(${follows(place)} or id = ${place.id}::uuid)`;

/** Whether hits lie up to the first cursor, or from the last one on when the page is read from the end. */
function beyond({ page }: SearchQuery, { after, before }: Bounds): Sql {
  const bound = page.backward ? before : after;
  if (!bound) return raw('false');
  return sql`exists (select from hit where fails = 0 and ${page.backward ? isFrom(bound) : sql`not ${follows(bound)}`})`;
}
