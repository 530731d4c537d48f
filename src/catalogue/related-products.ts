import type { RequestContext } from '../platform/graphql/context.ts';
import { type AnalysedText, coreOf, type Variant } from '../platform/search/analysed-text.ts';
import type { Hit, SearchQuery, SearchResult } from '../platform/search/query.ts';
import { CATALOGUE } from './catalogue-index.ts';

/** A short answer is filled up to so many products. */
const ENOUGH = 10;

/** Of so many hits the categories are looked at. */
const LOOKED_AT = 3;

/** Products like those that were found, and the query that found them. */
export interface Related {
  readonly query: SearchQuery;
  readonly hits: readonly Hit[];
}

/**
 * What to show after a short answer that fits on its page: other products of the categories in which the first hits are, those first that
 * share words with the query. Null where nothing was found by its name: of what the catalogue does not have, nothing is like it.
 */
export async function relatedProducts(
  { search, db }: RequestContext,
  query: SearchQuery,
  { hits, total }: SearchResult,
): Promise<Related | null> {
  const { text, page, order } = query;
  const room = Math.min(page.size, ENOUGH) - total;
  const isFirst = page.after === null && page.before === null && !page.backward;
  if (!text || order.by !== 'relevance' || !isFirst || hits.length === 0 || room <= 0) return null;
  const first = hits.slice(0, LOOKED_AT).map(({ id }) => id);
  const found = await db.query<{ category: string; names: string }>(
    `select category, name_words as names from ${CATALOGUE.table} where id = any($1::uuid[]) and category is not null`,
    [first],
  );
  const categories = found.filter(({ names }) => isNamed(text, names)).map(({ category }) => category);
  const [best] = text.variants;
  if (categories.length === 0 || !best) return null;
  const wider: SearchQuery = {
    ...query,
    text: { ...text, variants: [inCategories(best, [...new Set(categories)])] },
    facets: [],
    page: { ...page, size: room + hits.length },
  };
  const known = new Set(hits.map(({ id }) => id));
  const like = await search.postgres.search(CATALOGUE, wider);
  return { query: wider, hits: like.hits.filter(({ id }) => !known.has(id)).slice(0, room) };
}

/** Whether a name has what is wanted, in some way to say it. */
const isNamed = ({ variants }: AnalysedText, names: string): boolean =>
  variants.some((variant) =>
    coreOf(variant).every(({ folded, beginning }) => names.includes(beginning ? ` ${folded}` : ` ${folded} `)),
  );

/** What is wanted, or anything of these categories. */
function inCategories(variant: Variant, categories: readonly string[]): Variant {
  const words = coreOf(variant).map((word) => ({ ...word, beginning: null }));
  const phrase = { start: 0, length: words.length, required: false, nodes: categories, isPlace: false };
  return { kind: variant.kind, words, phrases: [phrase] };
}
