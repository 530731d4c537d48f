import { setTimeout as sleep } from 'node:timers/promises';
import { detachEngine } from '../src/platform/search/sync/commands.ts';
import { graphqlRequest, send } from './load.ts';
import { withServices } from './services.ts';

const STATE = '{ searchState { state } }';

/** Milliseconds that an index may take to be built. */
const TIMEOUT = 600_000;

/** Resolves once the index of an API is built and answers. */
export async function untilBuilt(url: string): Promise<void> {
  const deadline = Date.now() + TIMEOUT;
  while (Date.now() < deadline) {
    const { data } = (await send(url, graphqlRequest(STATE, {}))) as { data: { searchState: { state: string } } };
    if (data.searchState.state === 'READY') return;
    await sleep(500);
  }
  throw new Error('The index was not built in time.');
}

/** Notes no more changes of a database for an engine that is gone: writes would be measured with it. */
export const detach = (databaseUrl: string): Promise<boolean> => withServices(databaseUrl, detachEngine);
