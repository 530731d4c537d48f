import type { Background } from '../../background.ts';
import type { Config } from '../../config.ts';
import type { Database } from '../../database/database.ts';
import type { Log } from '../../logging/log.ts';
import type { SearchIndex } from '../search-index.ts';
import { asOnlyBuilder, BuildUnderWay, buildIndex, dropRetired, settingsHash } from './build.ts';
import type { Means, Step } from './delivery.ts';
import { EngineIndexes } from './engine-indexes.ts';
import { Loop, type Pause } from './loop.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';
import { Relay } from './relay.ts';
import { loseIndex, noteError, readReplica, register } from './replica.ts';
import { Session } from './session.ts';

/** What keeping an engine true works with. */
export interface SyncServices {
  readonly config: Pick<Config, 'MEILI_URL' | 'MEILI_KEY'>;
  /** Address of the database. */
  readonly url: string;
  readonly search: { readonly indexes: readonly SearchIndex[] };
  readonly clock: () => Date;
  readonly log: Log;
}

/** Milliseconds after which the relay looks whether there is something to do, though nobody said so. */
const TICK = 500;

/** The same where what there is belongs to others. */
const SOON = 100;

/** Milliseconds between two looks at whether an index is to be built. */
const CARE = 3_000;

/**
 * Keeps the engine's copies of all indexes true until it is stopped, and builds those that it does not have, or that were made
 * with other settings. Any number of processes may do so.
 */
export function startSync(services: SyncServices, step?: (step: Step) => void): Background {
  const relays = startRelays(services, step);
  const carers = services.search.indexes.map(
    (index) => new Loop(services.log, 'care for the search engine', (pause) => care(services, index, pause)),
  );
  return {
    name: 'search-sync',
    // While the engine is away, PostgreSQL answers: that is no reason to send this process no work.
    check: async () => {},
    async stop() {
      await Promise.all([relays, ...carers].map((loop) => loop.stop()));
    },
  };
}

/** Delivers changes, and builds nothing. */
export function startRelays(services: SyncServices, step?: (step: Step) => void): { stop(): Promise<void> } {
  const loops = services.search.indexes.map(
    (index) =>
      new Loop(services.log, 'deliver changes to the search engine', (pause) => relay(services, index, pause, step)),
  );
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** Warns where changes are noted for an engine that this process knows nothing of: if no other delivers them, they pile up. */
export async function warnOfUnknownEngine({ config, search, db, log }: SyncServices & { db: Database }): Promise<void> {
  if (config.MEILI_URL) return;
  for (const index of search.indexes) {
    if (!(await readReplica(db, index))) continue;
    log.warn(
      'MEILI_URL is not set, and changes are noted for Meilisearch: set it, or run "caunoi search detach" for good',
    );
  }
}

/** What works on an index of the engine over a session of its own. */
export async function openMeans(
  { config, url, clock }: Pick<SyncServices, 'config' | 'url' | 'clock'>,
  index: SearchIndex,
  extra: { step?: (step: Step) => void; stopping?: AbortSignal } = {},
): Promise<Means> {
  const engine = new EngineIndexes({ url: config.MEILI_URL, key: config.MEILI_KEY }, extra.stopping);
  return { session: await Session.open(url), engine, index, clock, step: extra.step };
}

/** Opens a session, has it worked with, and closes it; what goes wrong is noted for those who operate it. */
async function withMeans(
  services: SyncServices,
  index: SearchIndex,
  extra: { step?: (step: Step) => void; stopping: AbortSignal },
  work: (means: Means) => Promise<void>,
): Promise<void> {
  const means = await openMeans(services, index, extra);
  try {
    await work(means);
  } catch (error) {
    if (!extra.stopping.aborted && error instanceof Error) {
      await noteError(means.session.database, index, error.message).catch(() => {});
    }
    throw error;
  } finally {
    await means.session.close();
  }
}

const relay = (services: SyncServices, index: SearchIndex, pause: Pause, step?: (step: Step) => void): Promise<void> =>
  withMeans(services, index, { step, stopping: pause.stopping }, async (means) => {
    await means.session.listen(OUTBOX_CHANNEL, () => pause.wake());
    await register(means.session, index);
    const relay = new Relay(means);
    while (!pause.stopping.aborted) {
      const round = await relay.round();
      pause.wentWell();
      if (round !== 'more') await pause.wait(round === 'busy' ? SOON : TICK);
    }
  });

const care = (services: SyncServices, index: SearchIndex, pause: Pause): Promise<void> =>
  withMeans(services, index, { stopping: pause.stopping }, async (means) => {
    const { session, engine } = means;
    // Once only: while versions of the code that differ in settings run side by side, each would build its own in turn.
    let isFirst = true;
    while (!pause.stopping.aborted) {
      const replica = await readReplica(session.database, index);
      const live = replica?.live ?? null;
      if (live && (await engine.createdAt(live.uid)) !== live.createdAt) {
        await loseIndex(session, index, live.uid);
        continue;
      }
      const isOther = isFirst && live !== null && live.settings !== settingsHash(index);
      if (live === null || isOther || replica?.building) await build(services, means);
      isFirst = false;
      await dropRetired(means);
      pause.wentWell();
      await pause.wait(CARE);
    }
  });

async function build({ log }: SyncServices, means: Means): Promise<void> {
  try {
    const documents = await asOnlyBuilder(means.session, () => buildIndex(means, () => {}));
    log.info({ index: means.index.table, documents }, 'built the index of the search engine');
  } catch (error) {
    if (!(error instanceof BuildUnderWay)) throw error;
  }
}
