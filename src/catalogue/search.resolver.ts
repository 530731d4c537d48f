import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Facility } from '../facilities/facility.entity.ts';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { PLACE_PREFIX } from '../places/administrative-unit.read.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { encodeId } from '../platform/graphql/ids.ts';
import { ref } from '../platform/read/reads.ts';
import type { FacetCount, Hit, SearchResult } from '../platform/search/query.ts';
import { Category } from '../products/category.entity.ts';
import { CATEGORY_PREFIX } from '../products/prefixes.ts';
import { Product } from '../products/product.entity.ts';
import { CATALOGUE } from './catalogue-index.ts';
import { SearchArguments, SearchFacet } from './search.inputs.ts';
import { CatalogueSearchConnection, ProductSearchConnection } from './search.types.ts';
import { searchQueryOf } from './search-query.ts';

/** Which entity stands behind a kind of documents. */
const ENTITIES: Record<string, typeof Product | typeof Facility> = { product: Product, facility: Facility };

@Resolver()
export class SearchResolver {
  @Query(() => ProductSearchConnection, {
    description: 'Finds published products by words, places, certificates, prices and whatever else a buyer asks for.',
  })
  searchProducts(@Args(() => SearchArguments) args: SearchArguments, @Ctx() context: RequestContext): Promise<object> {
    return search(args, ['product'], context);
  }

  @Query(() => CatalogueSearchConnection, {
    description: 'Finds published products and verified facilities together.',
  })
  searchCatalogue(@Args(() => SearchArguments) args: SearchArguments, @Ctx() context: RequestContext): Promise<object> {
    return search(args, ['product', 'facility'], context);
  }
}

async function search(args: SearchArguments, kinds: readonly string[], context: RequestContext): Promise<object> {
  const query = searchQueryOf(args, kinds, context.now);
  const { hits, total, hasNextPage, hasPreviousPage, facets } = await context.search.search(CATALOGUE, query);
  return {
    edges: hits.map(edgeOf),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: hits[0]?.cursor ?? null,
      endCursor: hits.at(-1)?.cursor ?? null,
    },
    totalCount: total,
    searchedFor: query.text?.searchedFor ?? null,
    facets: facetResults(args, facets),
  };
}

const edgeOf = ({ kind, id, cursor, highlights }: Hit) => ({ cursor, highlights, node: ref(ENTITIES[kind]!, id) });

/** The counts in the order of the request: the facets first, then the custom attributes. */
function facetResults({ facets, attributeFacets }: SearchArguments, counts: SearchResult['facets']): object[] {
  const requested = [
    ...[...new Set(facets)].map((facet) => ({ facet, attribute: null })),
    ...[...new Set(attributeFacets)].map((attribute) => ({ facet: null, attribute })),
  ];
  return requested.map((request, index) => ({
    ...request,
    values: counts[index]!.map(VALUE[request.facet ?? ''] ?? plain),
  }));
}

const plain = ({ value, count }: FacetCount): object => ({ value, count });

/** Values of a facet that stand for something that can be read. */
const VALUE: Partial<Record<string, (count: FacetCount) => object>> = {
  [SearchFacet.CATEGORY]: ({ value, count }) => ({
    value: encodeId(CATEGORY_PREFIX, value),
    count,
    category: ref(Category, value),
  }),
  [SearchFacet.PROVINCE]: ({ value, count }) => ({
    value: encodeId(PLACE_PREFIX, value),
    count,
    place: ref(AdministrativeUnit, value),
  }),
};
