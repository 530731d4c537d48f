import type { Feature } from '../platform/feature.ts';
import { CatalogueResolver } from './catalogue.resolver.ts';
import { CATALOGUE } from './catalogue-index.ts';
import { forgetUnanswered } from './forget-unanswered.job.ts';
import { similarProducts } from './similar-products.read.ts';
import { Synonym } from './synonym.entity.ts';
import { synonymRead } from './synonym.read.ts';
import { SynonymResolver } from './synonym.resolver.ts';
import { UnansweredSearchResolver } from './unanswered.resolver.ts';
import { startTally } from './unanswered-tally.ts';

/** The search over products and facilities, the synonyms that it goes by, and what was searched for in vain. */
export const catalogue: Feature = {
  name: 'catalogue',
  entities: [Synonym],
  resolvers: [CatalogueResolver, SynonymResolver, UnansweredSearchResolver],
  reads: [similarProducts, synonymRead],
  search: [CATALOGUE],
  jobs: [forgetUnanswered],
  serve: startTally,
};
