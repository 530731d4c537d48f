import type { Job } from '../../jobs/job.ts';
import { describeComparison } from './describe.ts';
import { reconcile } from './reconcile.ts';
import { openMeans, type SyncServices } from './sync.ts';

/**
 * Finds and mends drift by itself: each hour what the ledger says is compared with the database, and each night what the indexes of
 * the engine hold. There should be none: what is found is logged as a warning.
 */
export const reconcileJobs = (services: SyncServices): readonly Job[] => [
  {
    name: 'compare-search-ledger',
    schedule: { everyMinutes: 60 },
    run: ({ signal }) => compareAll(services, false, signal),
  },
  {
    name: 'compare-search-index',
    schedule: { dailyAt: '03:20' },
    run: ({ signal }) => compareAll(services, true, signal),
  },
];

async function compareAll(services: SyncServices, full: boolean, stopping: AbortSignal): Promise<void> {
  for (const index of services.search.indexes) {
    const means = await openMeans(services, index, { stopping });
    try {
      const comparison = await reconcile(means, {
        full,
        repair: true,
        progress: () => stopping.throwIfAborted(),
      });
      if (comparison.differences.length === 0) continue;
      services.log.warn({ index: index.table }, `mending the search engine: ${describeComparison(comparison)}`);
    } finally {
      await means.session.close();
    }
  }
}
