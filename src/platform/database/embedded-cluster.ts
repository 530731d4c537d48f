import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, runAs } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import type { Place } from './embedded-location.ts';

/** The superuser of the embedded server, and the one user it has. */
export const SUPERUSER = 'postgres';

/**
 * What pg_trgm and the parser of full text ask the system's C library whether a character is a letter by: the first locale that it
 * has. Under plain C, which comes last, pg_trgm sees no letter with a mark.
 */
const CHARACTER_CLASSES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/**
 * Tells whether the place holds a cluster that PostgreSQL `major` can open.
 * @throws Error when it holds one of another version, or something else.
 */
export async function hasCluster({ location }: Place, major: number): Promise<boolean> {
  const data = join(location, 'data');
  if (!(await readdir(location)).includes('data')) return false;
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (version === undefined)
    throw new Error(`${data} is not a PostgreSQL data folder: move it away, or choose another data folder.`);
  if (Number(version) === major) return true;
  throw new Error(
    `The database in ${data} was made by PostgreSQL ${version.trim()}, this program brings ${major}: dump it with the old version and restore it here, or choose another data folder.`,
  );
}

/** Reads the password of the cluster's superuser. @throws Error when it is lost. */
export async function readPassword({ location }: Place): Promise<string> {
  const path = join(location, 'password');
  const password = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (password.trim()) return password.trim();
  throw new Error(`The password of the database in ${location} is lost: ${path} is missing or empty.`);
}

/**
 * Makes the cluster: in a draft folder that gets its name when it is whole, so that whatever interrupts this leaves no half of one.
 * Text is UTF-8, compared and cased by PostgreSQL's own rules, whatever locales the machine has. `sync` waits for the disk.
 */
export async function createCluster(place: Place, binaries: Binaries, sync: boolean): Promise<void> {
  const { location, account } = place;
  const draft = join(location, `data.new-${randomUUID()}`);
  const passwordFile = join(location, 'password');
  await writePassword(passwordFile, account);
  try {
    await initialize(draft, place, binaries, passwordFile, sync);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  await rename(draft, join(location, 'data'));
  if (sync) await syncFolder(location);
}

async function initialize(draft: string, { account }: Place, binaries: Binaries, passwordFile: string, sync: boolean) {
  for (const characters of CHARACTER_CLASSES) {
    await mkdir(draft, { mode: 0o700 });
    if (account) await chown(draft, account.uid, account.gid);
    try {
      await runAs(account, join(binaries.folder, 'bin', 'initdb'), [
        ...['--pgdata', draft, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
        ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
        ...['--locale', 'C', '--lc-ctype', characters, '--no-instructions', ...(sync ? [] : ['--no-sync'])],
      ]);
      return;
    } catch (error) {
      if (!/invalid locale name/.test((error as Error).message) || characters === CHARACTER_CLASSES.at(-1)) throw error;
      await rm(draft, { recursive: true, force: true });
    }
  }
}

/** Removes what a first start that was killed left behind; where its initdb is still at work, the next start does. */
export async function removeDrafts({ location }: Place): Promise<void> {
  for (const name of await readdir(location)) {
    if (!name.startsWith('data.new-')) continue;
    await rm(join(location, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function writePassword(path: string, account: Account | undefined): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(24).toString('base64url')}\n`);
    if (account) await file.chown(account.uid, account.gid); // initdb reads it
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without this, a power cut could bring back the draft's name, and the next start would remove it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
