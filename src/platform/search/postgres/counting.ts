import sql, { join, raw, type Sql } from 'sql-template-tag';
import { and, integer } from '../../read/sql-text.ts';
import type { FacetCount, FacetRequest, Filter } from '../query.ts';
import type { Columns } from './columns.ts';
import { type Facet, facetOf, type Grouped } from './facets.ts';
import { filterSql } from './filters.ts';

/** A group of hits: which values it is by (a bit per facet that is not), the filters its rows fail, how many they are, the values. */
export type Group = readonly [missing: number, fails: number, count: number, ...values: unknown[]];

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

  constructor(
    readonly columns: Columns,
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

  /** The soft fields that a row `d` fails, as bits. */
  get fails(): Sql {
    const bits = Array.from(this.#soft.values(), (filters, place) => {
      const passes = and(...filters.map((filter) => filterSql(this.columns, filter)));
      return sql`case when ${passes} then 0 else ${integer(2 ** place)} end`;
    });
    return bits.length > 0 ? join(bits, ' + ') : raw('0');
  }

  /** Whether a row with these `fails` counts anywhere. */
  counts(fails: Sql): Sql | null {
    if (this.#soft.size < 2) return null;
    return sql`${fails} in (0, ${join(Array.from(this.#soft.keys(), (_, place) => integer(2 ** place)))})`;
  }

  /** The values to count by, as columns `v0`, `v1` … of a row `d`. */
  get values(): Sql[] {
    return this.#facets.map(({ value }, place) => sql`${value} as v${integer(place)}`);
  }

  /** Counts the rows of `from` in one pass: a JSON array of {@link Group}. */
  groups(from: Sql): Sql {
    const values = this.#facets.map((_, place) => raw(`v${place}`));
    if (values.length === 0)
      return sql`(select json_agg(json_build_array(0, fails, hits)) from (select fails, count(*) as hits from ${from} group by fails) counted)`;
    const sets = values.map((value) => sql`(fails, ${value})`);
    const shown = this.#facets.map((facet, place) => facet.shown(values[place]!));
    return sql`(select json_agg(json_build_array(missing, fails, hits, ${join(shown)})) from (
      select grouping(${join(values)}) as missing, fails, count(*) as hits, ${join(values)}
      from ${from} group by grouping sets ((fails), ${join(sets)})
    ) counted)`;
  }

  /** How many rows fail nothing, and the counts of the facets. */
  read(groups: readonly Group[]): { total: number; facets: FacetCount[][] } {
    const all = 2 ** this.#facets.length - 1;
    const owners = [...this.#soft.keys()];
    const grouped: [unknown, number][][] = this.#facets.map(() => []);
    let total = 0;
    for (const [missing, fails, count, ...values] of groups) {
      if (missing === all && fails === 0) total += count;
      // The first facet has the highest bit; of a facet's own set, its bit alone is not set.
      const place = this.#facets.length - 1 - Math.log2(all - missing);
      const facet = this.#facets[place];
      const value = values[place] ?? null;
      if (!facet || value === null) continue;
      if (fails === 0 || fails === 2 ** owners.indexOf(facet.owner)) grouped[place]!.push([value, count]);
    }
    return { total, facets: this.#facets.map((facet, place) => facet.read(grouped[place] as Grouped, this.filters)) };
  }
}
