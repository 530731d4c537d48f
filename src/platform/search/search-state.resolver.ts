import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.ts';
import { SearchState } from './search-state.type.ts';

/** It counts documents, as a search does. */
const COST = 20;

@Resolver()
export class SearchStateResolver {
  @Extensions({ cost: COST })
  @Query(() => SearchState, { description: 'How the search stands: what answers, and how far it is behind.' })
  async searchState(@Ctx() { search, viewer }: RequestContext): Promise<object> {
    const { lastError, ...state } = await search.state();
    const isOperator = viewer.role === 'operator';
    return { ...state, degraded: state.state !== 'READY', lastError: isOperator ? lastError : null };
  }
}
