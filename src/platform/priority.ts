import { existsSync, readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Linux keeps a priority for each thread. */
const THREADS = '/proc/self/task';

/** Lets others on the same machine go first, such as a process that answers requests: what takes hours may take a little longer. */
export function giveWay(): void {
  const threads = existsSync(THREADS) ? readdirSync(THREADS).map(Number) : [process.pid];
  for (const thread of threads) {
    try {
      setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It has ended meanwhile, or the system does not allow it: then all goes on as it did.
    }
  }
}
