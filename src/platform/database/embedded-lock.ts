import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './system-process.ts';

const NAME = 'start.lock.';

/**
 * Does `work` while no other process does so in the same folder; waits for a living owner and takes over from a dead one.
 *
 * The lock is the file `start.lock.<n>` with the highest n. Its owner empties it when done, and nobody ever removes the highest, so
 * taking over a dead owner's lock is creating n + 1, which succeeds for one process only.
 */
export async function withStartLock<T>(
  folder: string,
  log: (message: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await acquire(folder, log);
  try {
    return await work();
  } finally {
    await truncate(lock).catch(emptyIfMissing); // missing: the whole folder was deleted meanwhile
  }
}

async function acquire(folder: string, log: (message: string) => void): Promise<string> {
  for (let rounds = 0; ; rounds++) {
    const highest = Math.max(0, ...(await generations(folder)));
    const owner = await livingOwner(join(folder, NAME + highest));
    if (!owner && (await take(folder, highest + 1))) return join(folder, NAME + (highest + 1));
    if (owner && rounds === 50) log(`Waiting for process ${owner}, which prepares ${folder}.`);
    await sleep(20);
  }
}

async function take(folder: string, generation: number): Promise<boolean> {
  const path = join(folder, NAME + generation);
  if (!(await createFilled(path, `${process.pid} ${processIdentity(process.pid)}`))) return false;
  const others = (await generations(folder)).filter((other) => other !== generation);
  if (others.some((other) => other > generation)) {
    await rm(path, { force: true }); // what we had seen was history: the lock is further on
    return false;
  }
  await Promise.all(others.map((other) => rm(join(folder, NAME + other), { force: true })));
  return true;
}

/** Creates a file that holds its content from the first moment on; false when there is one already. */
async function createFilled(path: string, content: string): Promise<boolean> {
  const draft = `${path}-${randomUUID()}`;
  try {
    await writeFile(draft, content, { mode: 0o644 });
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function generations(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => (/^start\.lock\.\d+$/.test(name) ? [Number(name.slice(NAME.length))] : []));
}

async function livingOwner(path: string): Promise<number | null> {
  const content = await readFile(path, 'utf8').catch(emptyIfMissing);
  const [pid, ...identity] = content.split(' ');
  if (!pid || processIdentity(Number(pid)) !== identity.join(' ')) return null;
  return Number(pid);
}

function emptyIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
