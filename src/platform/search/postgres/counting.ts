import sql, { join, raw, type Sql } from 'sql-template-tag';
import { and, integer } from '../../read/sql-text.ts';
import type { FacetCount, FacetRequest, Filter } from '../query.ts';
import type { Columns } from './columns.ts';
import { type Facet, facetOf } from './facets.ts';
import { filterSql } from './filters.ts';

/** Rows that have a value in common: a bit per facet that they were not grouped by, how many they are, and the values. */
export type Group = readonly [others: number, count: number, ...values: unknown[]];

/**
 * How a query is counted. A filter on a field that is counted is soft: a row that fails it alone is in that facet's counts still. So each
 * row carries a bit per soft field that it fails, and those that fail two count nowhere.
 */
export class Counting {
  /** Filters that a row must pass to count at all. */
  readonly hard: readonly Filter[];
  readonly #facets: readonly Facet[];
  /** Filters by the facets' owner, in the order of their bits. */
  readonly #soft = new Map<string, Filter[]>();

  /** `columns` read the rows that are counted. */
  constructor(
    columns: Columns,
    readonly filters: readonly Filter[],
    requests: readonly FacetRequest[],
  ) {
    this.#facets = requests.map((request) => facetOf(columns, request));
    this.hard = filters.filter((filter) => {
      const owner = this.#facets.find((facet) => facet.isNarrowedBy(filter))?.owner;
      if (owner !== undefined) this.#soft.set(owner, [...(this.#soft.get(owner) ?? []), filter]);
      return owner === undefined;
    });
  }

  /** The soft fields that a row fails, as bits. */
  fails(columns: Columns): Sql {
    const bits = Array.from(this.#soft.values(), (filters, place) => {
      const passes = and(...filters.map((filter) => filterSql(columns, filter)));
      return sql`case when ${passes} then 0 else ${integer(2 ** place)} end`;
    });
    return bits.length > 0 ? join(bits, ' + ') : raw('0');
  }

  /** Whether a row with these `fails` counts anywhere. */
  counts(fails: Sql): Sql | null {
    if (this.#soft.size < 2) return null;
    return sql`${fails} in (0, ${join(Array.from(this.#soft.keys(), (_, place) => integer(2 ** place)))})`;
  }

  /** The values to count by, as columns `v0`, `v1` …; worked out only for rows that count in their facet, given what each `fails`. */
  values(fails: Sql): Sql[] {
    return this.#facets.map(({ owner, value }, place) => {
      const bit = this.#bitOf(owner);
      const counted = bit === null ? sql`${fails} = 0` : sql`${fails} in (0, ${integer(bit)})`;
      const needed = this.#soft.size > 0 ? sql`case when ${counted} then ${value} end` : value;
      return sql`${needed} as v${integer(place)}`;
    });
  }

  /** Counts the rows of `from`: a JSON array of {@link Group}. What fails a filter is looked at for that filter's facets only. */
  groups(from: Sql): Sql {
    if (this.#facets.length === 0) {
      return sql`(select json_build_array(json_build_array(0, count(*))) from ${from} where fails = 0)`;
    }
    const values = join(this.#names);
    const sets = join(this.#names.map((value) => sql`(${value})`));
    const passing = sql`
      select grouping(${values}) as others, count(*) as hits, ${values}
      from ${from} where fails = 0 group by grouping sets ((), ${sets})`;
    const shown = this.#facets.map((facet, place) => facet.shown(this.#names[place]!));
    return sql`(select json_agg(json_build_array(others, hits, ${join(shown)})) from (
      ${join([passing, ...this.#failing(from)], ' union all ')}
    ) counted)`;
  }

  /** For each facet with filters of its own: the rows that fail nothing else. */
  #failing(from: Sql): Sql[] {
    return this.#facets.flatMap(({ owner }, place) => {
      const bit = this.#bitOf(owner);
      if (bit === null) return [];
      const value = this.#names[place]!;
      const columns = this.#names.map((_, other) => (other === place ? value : raw('null')));
      return sql`select ${integer(this.#others(place))}, count(*), ${join(columns)}
        from ${from} where fails = ${integer(bit)} group by ${value}`;
    });
  }

  /** What a row fails that fails the filters of one facet alone; null where it has none. */
  #bitOf(owner: string): number | null {
    const place = [...this.#soft.keys()].indexOf(owner);
    return place < 0 ? null : 2 ** place;
  }

  get #names(): Sql[] {
    return this.#facets.map((_, place) => raw(`v${place}`));
  }

  /** The bits of all facets but one; the first has the highest. */
  #others(place: number): number {
    return 2 ** this.#facets.length - 1 - 2 ** (this.#facets.length - 1 - place);
  }

  /** How many rows pass all filters, and the counts of the facets. */
  read(groups: readonly Group[]): { total: number; facets: FacetCount[][] } {
    const all = 2 ** this.#facets.length - 1;
    const total = groups.find(([others]) => others === all)?.[1] ?? 0;
    const facets = this.#facets.map((facet, place) => {
      const own = groups.filter(([others, , ...values]) => others === this.#others(place) && values[place] !== null);
      return facet.read(
        own.map(([, count, ...values]) => [values[place], count]),
        this.filters,
      );
    });
    return { total, facets };
  }
}
