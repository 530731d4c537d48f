import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, accountFor, canEnter } from './embedded-account.ts';
import { makeOpenFolder, SHARED_FOLDER } from './embedded-binaries.ts';

/** In dataDir: the path of the folder where its cluster lies instead. */
const POINTER = 'location';
/** In that folder: the path of the dataDir that it belongs to. */
const ORIGIN = 'origin';

/** Where a cluster lies (its folder holds `data`, `password`, `postgres.log`), and the user that runs it. */
export interface Place {
  location: string;
  account: Account | undefined;
}

/** Makes the folder and returns its real path, so that one folder has one name. */
export async function openDataDir(dataDir: string): Promise<string> {
  await makeOpenFolder(dataDir);
  return realpath(dataDir);
}

/**
 * Chooses where the cluster of `dataDir` lies: there or, when root's stand-in has no access to it, in a folder of its own that a
 * pointer in `dataDir` names, so that deleting `dataDir` means a new cluster, and moving it does not.
 * Call it under the start lock of `dataDir`, with the path that `openDataDir` gave.
 */
export async function placeOf(dataDir: string, log: (message: string) => void): Promise<Place> {
  const clusterHere = (await readdir(dataDir)).includes('data');
  const pointed = clusterHere ? undefined : await followPointer(dataDir);
  const location = pointed ?? dataDir;
  const account = await accountFor(join(location, 'data'));
  if (!account || (await canEnter(account, location))) {
    if (pointed) log(`The database of ${dataDir} lies in ${location}.`);
    return { location, account };
  }
  if (clusterHere || pointed)
    throw new Error(`${account.name}, who runs PostgreSQL, has no access to ${location}: open the folders above it.`);
  return { location: await moveOut(dataDir, account, log), account };
}

async function followPointer(dataDir: string): Promise<string | undefined> {
  const location = await readText(join(dataDir, POINTER));
  if (!location) return undefined;
  const origin = await readText(join(location, ORIGIN));
  if (!origin) {
    throw new Error(
      `The database of ${dataDir} lies in ${location}, which is gone: bring it back or, to start anew, delete ${join(dataDir, POINTER)}.`,
    );
  }
  if (origin === dataDir) return location;
  if ((await readText(join(origin, POINTER))) === location) return undefined; // dataDir is a copy: the cluster stays the original's
  await writeWhole(join(location, ORIGIN), dataDir);
  return location;
}

async function moveOut(dataDir: string, account: Account, log: (message: string) => void): Promise<string> {
  await makeOpenFolder(SHARED_FOLDER);
  const prefix = `${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}-`;
  const earlier = (await readdir(SHARED_FOLDER))
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(SHARED_FOLDER, name));
  const location = await mkdtemp(join(SHARED_FOLDER, prefix));
  await chmod(location, 0o755);
  if (!(await canEnter(account, location))) {
    throw new Error(
      `${account.name}, who runs PostgreSQL, has access neither to ${dataDir} nor to ${location}: choose another data folder.`,
    );
  }
  await writeWhole(join(location, ORIGIN), dataDir);
  await writeWhole(join(dataDir, POINTER), location);
  log(`${account.name}, who runs PostgreSQL for root, has no access to ${dataDir}: the database lies in ${location}.`);
  for (const folder of earlier) {
    if ((await readText(join(folder, ORIGIN))) === dataDir)
      log(`${folder} is left from an earlier ${dataDir} and no longer used.`);
  }
  return location;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Replaces a file in one step: a reader sees the old content or the new. */
async function writeWhole(path: string, content: string): Promise<void> {
  await writeFile(`${path}.new`, `${content}\n`);
  await rename(`${path}.new`, path);
}
