import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Extensions, Info, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { ProductSearch, SearchArgs } from './search.inputs.ts';
import { CatalogueSearchConnection, ProductSearchConnection } from './search.types.ts';
import { searchCatalogue, searchProducts } from './search-catalogue.ts';
import { selectedFields } from './selected-fields.ts';
import { suggest } from './suggest.ts';
import { SuggestArgs, Suggestion } from './suggest.types.ts';

/** What a search costs beside the fields that are selected of it. */
const COST = 20;

/** The same for suggestions: each keystroke asks for some. */
const SUGGEST_COST = 5;

@Resolver()
export class CatalogueResolver {
  @Extensions({ cost: COST })
  @Query(() => ProductSearchConnection, {
    description:
      'Products by words, filters and facets, over what the public sees. Words are searched for in names, categories, facilities, places and descriptions, with or without diacritics; typed with diacritics, what has the same comes first.',
  })
  searchProducts(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Args(() => ProductSearch) search: ProductSearch,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return searchProducts(context, { ...page, ...search }, selectedFields(info));
  }

  @Extensions({ cost: COST })
  @Query(() => CatalogueSearchConnection, {
    description:
      'Products and facilities together, by words and filters, over what the public sees; what fits best first.',
  })
  search(
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return searchCatalogue(context, args, selectedFields(info));
  }

  @Extensions({ cost: SUGGEST_COST })
  @Query(() => [Suggestion], {
    description:
      'What a text that is being typed may become: names of products, categories, producers and places, over what the public sees. Names that begin with it come first, then those with a word that does, each by how many products are behind them; typed with diacritics, what has the same comes before. Where nothing begins so, it is read as raw Telex or a misspelling.',
  })
  suggest(@Args(() => SuggestArgs) args: SuggestArgs, @Ctx() context: RequestContext): Promise<object[]> {
    return suggest(context, args);
  }
}
