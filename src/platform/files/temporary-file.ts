import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../database/database.ts';
import { readStoredFile } from './stored-files.ts';

/** A copy of a stored file on the disk of this machine. */
export interface TemporaryFile {
  /** Only this user can read it. */
  readonly path: string;
  /** Deletes it; once is enough, twice does no harm. */
  remove(): Promise<void>;
}

const FOLDER = 'cau-noi-file-';

/** Milliseconds after which a copy that is still there was left by a process that was killed. */
const LEFT_AFTER = 24 * 60 * 60 * 1_000;

const folders = new Set<string>();

/**
 * Copies a stored file into the system's temporary folder, for readers that need a path. What is not removed goes with the process;
 * what a killed one left is removed by a later call, after a day.
 * @throws UserError NOT_FOUND as `readStoredFile` does; Error when the disk is full
 */
export async function fetchToTemporary(db: Database, id: string): Promise<TemporaryFile> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), FOLDER));
  if (folders.size === 0) process.once('exit', removeAll);
  folders.add(folder);
  const remove = async () => {
    await rm(folder, { recursive: true, force: true });
    folders.delete(folder);
    if (folders.size === 0) process.off('exit', removeAll);
  };
  const path = join(folder, 'content');
  try {
    await pipeline(readStoredFile(db, id), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER)) continue;
    const folder = join(tmpdir(), name);
    const found = await stat(folder).catch(() => null); // another process may be quicker
    if (!found || folders.has(folder) || Date.now() - found.mtimeMs < LEFT_AFTER) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {}); // it may be another user's
  }
}
