import type { Feature } from '../platform/feature.ts';
import { CatalogueResolver } from './catalogue.resolver.ts';
import { CATALOGUE } from './catalogue-index.ts';
import { forgetUnanswered } from './forget-unanswered.job.ts';
import { UnansweredSearchResolver } from './unanswered.resolver.ts';
import { startTally } from './unanswered-tally.ts';

/** The search over products and facilities. It stores nothing of its own but the search rows, and what was searched for in vain. */
export const catalogue: Feature = {
  name: 'catalogue',
  entities: [],
  resolvers: [CatalogueResolver, UnansweredSearchResolver],
  reads: [],
  search: [CATALOGUE],
  jobs: [forgetUnanswered],
  serve: startTally,
};
