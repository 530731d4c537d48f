import type { Job } from '../platform/jobs/job.ts';
import { renewBeginnings } from '../platform/search/postgres/beginnings.ts';
import { CATALOGUE } from './catalogue-index.ts';

/** Orders suggestions by how many products are behind each name now, and forgets the names that nothing has any more. */
export const rankSuggestions: Job = {
  name: 'rank-suggestions',
  schedule: { everyMinutes: 60 },
  run: ({ orm }) => renewBeginnings(orm.em.fork(), CATALOGUE),
};
