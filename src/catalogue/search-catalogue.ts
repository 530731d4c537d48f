import type { EntityClass } from '@mikro-orm/core';
import sql, { raw } from 'sql-template-tag';
import { Facility } from '../facilities/facility.entity.ts';
import { canonicalFacility } from '../facilities/facility.read.ts';
import type { Database } from '../platform/database/database.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { Problems } from '../platform/input/problems.ts';
import { pageSize } from '../platform/read/page.ts';
import { ref } from '../platform/read/reads.ts';
import type { Filter, Hit, Moment, Order, SearchPage, SearchQuery } from '../platform/search/query.ts';
import { Product } from '../products/product.entity.ts';
import { attributeFilters } from './attribute-filters.ts';
import { CATALOGUE } from './catalogue-index.ts';
import { type CountableAttribute, countableAttributes, facetRequests, shownFacets } from './facet-requests.ts';
import { queryReading } from './query-reading.ts';
import { relatedProducts } from './related-products.ts';
import { type ProductSearch, ProductSearchOrder, type SearchArgs, type SearchProductsArgs } from './search.inputs.ts';
import { FilterReader } from './search-filters.ts';
import type { SelectedFields } from './selected-fields.ts';
import { SearchKind, tallyOf } from './unanswered-tally.ts';

const MAX_QUERY = 200;

/** The entities of the kinds of documents. */
const ENTITIES: Readonly<Record<string, EntityClass<object>>> = { product: Product, facility: Facility };

/** Searches for products. @throws UserErrors with all that is wrong */
export async function searchProducts(
  context: RequestContext,
  args: SearchProductsArgs,
  selected: SelectedFields,
): Promise<object> {
  const request = await productRequest(context, args);
  const countable = selected.facets.includes('attributes')
    ? await countableAttributes(context.db, request.filters)
    : [];
  return find(context, request, selected, countable);
}

/** What a search for products asks for, checked. @throws UserErrors with all that is wrong */
export async function productRequest(context: RequestContext, args: SearchProductsArgs): Promise<Request> {
  const problems = new Problems();
  const reader = new FilterReader(problems).products(args.filter ?? {});
  const attributes = await attributeFilters(context.db, args.filter?.attributes ?? [], problems);
  const order = orderOf(args, reader);
  const own = await withCanonicalFacilities(context.db, reader.filters);
  const request = { ...(await checked(context, args, problems)), order, filters: [...own, ...attributes] };
  problems.refuseAny();
  return { ...request, kinds: ['product'] };
}

/** Searches for products and facilities together. @throws UserErrors with all that is wrong */
export async function searchCatalogue(
  context: RequestContext,
  args: SearchArgs,
  selected: SelectedFields,
): Promise<object> {
  const problems = new Problems();
  const { filters } = new FilterReader(problems).search(args.filter ?? {});
  const request = { ...(await checked(context, args, problems)), order: { by: 'relevance' } as const, filters };
  problems.refuseAny();
  return find(context, { ...request, kinds: Object.keys(ENTITIES) }, selected, []);
}

interface Request extends Moment, Pick<SearchQuery, 'kinds' | 'text' | 'filters' | 'order' | 'page'> {
  /** The words as they were typed. */
  readonly typed: string;
}

async function find(
  context: RequestContext,
  { typed, ...request }: Request,
  selected: SelectedFields,
  attributes: readonly CountableAttribute[],
): Promise<object> {
  const { search, language, db } = context;
  const query: SearchQuery = { ...request, facets: facetRequests(selected.facets, attributes) };
  const result = await search.search(CATALOGUE, query);
  const { hits, total, facets, degraded, hasNextPage, hasPreviousPage } = result;
  if (total === 0) noteUnanswered(db, query, typed);
  const related = request.kinds.length === 1 ? await relatedProducts(context, query, result) : null;
  const edges = async (found: SearchQuery, shown: readonly Hit[], isRelated: boolean): Promise<object[]> => {
    const explanations = await search.explain(CATALOGUE, found, shown, selected.tellings);
    return shown.map(({ kind, id, cursor }, at) => ({
      // What is related follows the last hit, whatever the page: there is nothing behind it.
      cursor: isRelated ? hits.at(-1)!.cursor : cursor,
      node: ref(ENTITIES[kind]!, id),
      related: isRelated,
      ...explanations[at]!,
    }));
  };
  return {
    edges: [...(await edges(query, hits, false)), ...(related ? await edges(related.query, related.hits, true) : [])],
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: hits[0]?.cursor ?? null,
      endCursor: hits.at(-1)?.cursor ?? null,
    },
    totalCount: total,
    degraded,
    searchedFor: request.text?.searchedFor ?? null,
    reading: request.text && queryReading(request.text),
    facets: shownFacets(selected.facets, attributes, facets, language),
  };
}

/** Lets the centre know what is asked for and not there. A page beyond the last is no answer to that. */
function noteUnanswered(db: Database, { kinds, text, filters, page, at }: SearchQuery, typed: string): void {
  if (!text || page.after !== null || page.before !== null) return;
  const kind = kinds.length === 1 ? SearchKind.PRODUCTS : SearchKind.CATALOGUE;
  tallyOf(db)?.count({ kind, typed, searchedFor: text.searchedFor, filtered: filters.length > 0, at });
}

/** The id of a facility that was merged means the one that stayed. */
function withCanonicalFacilities(db: Database, filters: readonly Filter[]): Promise<Filter[]> {
  return Promise.all(
    filters.map(async (filter) => {
      if (filter.kind !== 'any' || filter.field !== 'facility') return filter;
      const { text, values } = sql`
        select distinct ${canonicalFacility(raw('given.id'))} as id from unnest(${filter.values}::uuid[]) given (id) order by id`;
      const rows = await db.query<{ id: string }>(text, values);
      return { ...filter, values: rows.map(({ id }) => id) };
    }),
  );
}

/** The parts of a request that all searches share. */
async function checked(
  { search, now }: RequestContext,
  args: SearchArgs | SearchProductsArgs,
  problems: Problems,
): Promise<Moment & Pick<Request, 'text' | 'page' | 'typed'>> {
  const moment: Moment = { at: now, since: performance.now() };
  const page: SearchPage = { ...pageSize(args), after: args.after ?? null, before: args.before ?? null };
  const typed = args.query ?? '';
  if (typed.length > MAX_QUERY) {
    problems.add(
      ['query'],
      { vi: `Câu tìm kiếm dài tối đa ${MAX_QUERY} ký tự.`, en: `A query has at most ${MAX_QUERY} characters.` },
      'LIMIT_EXCEEDED',
    );
    return { ...moment, page, typed, text: null };
  }
  return { ...moment, page, typed, text: await search.read(CATALOGUE, typed, moment) };
}

function orderOf(args: ProductSearch, reader: FilterReader): Order {
  switch (args.orderBy) {
    case ProductSearchOrder.RELEVANCE:
      return { by: 'relevance' };
    case ProductSearchOrder.NEWEST:
      return { by: 'newest' };
    case ProductSearchOrder.NEAREST:
      return nearest(args, reader);
    default:
      return byPrice(args, reader);
  }
}

function byPrice({ priceAt, filter, orderBy }: ProductSearch, reader: FilterReader): Order {
  const given = priceAt ?? filter?.price;
  if (!given) {
    reader.problems.add(['priceAt'], {
      vi: 'Sắp xếp theo giá cần biết số lượng: hãy gửi priceAt hoặc filter.price.',
      en: 'An order by price needs a quantity: send priceAt or filter.price.',
    });
  }
  const point = given && reader.pricePoint(given, priceAt ? ['priceAt'] : ['filter', 'price']);
  const descending = orderBy === ProductSearchOrder.PRICE_DESC;
  return point ? { by: 'price', field: 'price', descending, ...point } : { by: 'newest' };
}

function nearest({ nearestTo, filter }: ProductSearch, reader: FilterReader): Order {
  const given = nearestTo ?? filter?.near?.centre;
  if (!given) {
    reader.problems.add(['nearestTo'], {
      vi: 'Sắp xếp theo khoảng cách cần biết điểm gốc: hãy gửi nearestTo hoặc filter.near.',
      en: 'An order by distance needs a point to start from: send nearestTo or filter.near.',
    });
  }
  const from = given && reader.point(given, nearestTo ? ['nearestTo'] : ['filter', 'near', 'centre']);
  return from ? { by: 'distance', field: 'location', from } : { by: 'newest' };
}
