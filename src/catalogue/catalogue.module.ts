import type { Feature } from '../platform/feature.ts';
import { CatalogueResolver } from './catalogue.resolver.ts';
import { CATALOGUE } from './catalogue-index.ts';

/** The search over products and facilities. It stores nothing of its own but the search rows. */
export const catalogue: Feature = {
  name: 'catalogue',
  entities: [],
  resolvers: [CatalogueResolver],
  reads: [],
  search: [CATALOGUE],
};
