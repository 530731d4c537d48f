import { Args, Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { UnansweredSearchConnection, UnansweredSearchesArgs } from './unanswered.types.ts';
import { unansweredSearches } from './unanswered-searches.ts';

/** What adding up the days costs beside the fields that are selected. */
const COST = 20;

@Resolver()
export class UnansweredSearchResolver {
  @Extensions({ cost: COST })
  @Query(() => UnansweredSearchConnection, {
    description:
      'What was searched for in a period and is not there, what was asked for most often first; counted within seconds, kept for 400 days. For operators.',
  })
  unansweredSearches(
    @Args(() => UnansweredSearchesArgs) args: UnansweredSearchesArgs,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return unansweredSearches(context, args);
  }
}
