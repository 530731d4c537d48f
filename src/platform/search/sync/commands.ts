import { setTimeout as sleep } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { ProgressDisplay } from '../../logging/progress.ts';
import type { Search } from '../search.ts';
import { asOnlyBuilder, buildIndex } from './build.ts';
import type { Means } from './delivery.ts';
import { type Comparison, reconcile } from './reconcile.ts';
import { detach } from './replica.ts';
import { Session } from './session.ts';
import { readStatus } from './standing.ts';
import { openMeans, type SyncServices, startRelays } from './sync.ts';

/** What the command line works with. */
export interface CommandServices extends SyncServices {
  readonly search: Search;
  readonly orm: MikroORM;
}

/**
 * Builds PostgreSQL's search rows anew, and where an engine is configured its indexes too, beside those that answer; changes are
 * delivered meanwhile, even if no other process does. Answers how many rows and documents there are.
 * @throws BuildUnderWay when another process builds
 */
export async function reindex(
  services: CommandServices,
  display: ProgressDisplay,
): Promise<{ rows: number; documents: number | null }> {
  const session = await Session.open(services.url);
  try {
    return await asOnlyBuilder(session, async () => {
      // The engine's documents are made of what the rows are made of, and will be made anew themselves.
      const note = services.config.MEILI_URL === '';
      const rows = await services.search.rebuild(services.orm, display.bar('search rows'), { note });
      if (note) return { rows, documents: null };
      return { rows, documents: await withRelays(services, () => buildAll(services, display)) };
    });
  } finally {
    await session.close();
  }
}

async function buildAll(services: CommandServices, display: ProgressDisplay): Promise<number> {
  let documents = 0;
  for (const index of services.search.indexes) {
    documents += await withMeans(services, index, (means) => buildIndex(means, display.bar('documents')));
  }
  return documents;
}

/** Compares the engine's indexes with the database. @throws Error where no engine is configured */
export async function checkSearch(services: CommandServices, display: ProgressDisplay): Promise<Comparison[]> {
  requireEngine(services);
  const comparisons: Comparison[] = [];
  for (const index of services.search.indexes) {
    const progress = display.bar('comparing');
    comparisons.push(await withMeans(services, index, (means) => reconcile(means, { progress })));
  }
  return comparisons;
}

/** Milliseconds between two looks at what is still to be mended. */
const PAUSE = 200;

/** Mends what differs, and answers what did; resolves once it is mended. @throws Error where no engine is configured */
export async function repairSearch(services: CommandServices, display: ProgressDisplay): Promise<Comparison[]> {
  requireEngine(services);
  return withRelays(services, async () => {
    const comparisons: Comparison[] = [];
    for (const index of services.search.indexes) {
      const progress = display.bar('comparing');
      const comparison = await withMeans(services, index, (means) => reconcile(means, { repair: true, progress }));
      comparisons.push(comparison);
      if (comparison.differences.length > 0) await untilDelivered(services, index, display);
    }
    return comparisons;
  });
}

async function untilDelivered(
  { search }: CommandServices,
  index: CommandServices['search']['indexes'][number],
  display: ProgressDisplay,
): Promise<void> {
  const progress = display.bar('mending');
  let total = 1;
  for (;;) {
    const { queued } = await readStatus(search.postgres.db, index);
    total = Math.max(total, queued);
    progress(total - queued, total);
    if (queued === 0) return;
    await sleep(PAUSE);
  }
}

/** Gives up the engine's copies: changes are no longer noted for them. Answers whether there were any. */
export async function detachEngine({ search }: CommandServices): Promise<boolean> {
  const detached = await Promise.all(search.indexes.map((index) => detach(search.postgres.db, index)));
  return detached.includes(true);
}

function requireEngine({ config }: CommandServices): void {
  if (config.MEILI_URL) return;
  throw new Error(
    'No search engine is configured (MEILI_URL): PostgreSQL searches its own rows, written with each change.',
  );
}

async function withRelays<T>(services: CommandServices, work: () => Promise<T>): Promise<T> {
  const relays = startRelays(services);
  try {
    return await work();
  } finally {
    await relays.stop();
  }
}

async function withMeans<T>(
  services: CommandServices,
  index: CommandServices['search']['indexes'][number],
  work: (means: Means) => Promise<T>,
): Promise<T> {
  const means = await openMeans(services, index);
  try {
    return await work(means);
  } finally {
    await means.session.close();
  }
}
