import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** The system user that PostgreSQL runs as, when that is not the user of this process. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Chooses the user for the cluster in `data`: undefined for the user of this process; for root, whom PostgreSQL refuses, the owner of
 * the cluster if there is one, else `postgres` (created when it is missing), else `nobody`.
 * @throws Error when root has no such user and can make none.
 */
export async function accountFor(data: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const cluster = await stat(data).catch(() => undefined);
  if (cluster && cluster.uid !== 0) return { name: `uid ${cluster.uid}`, uid: cluster.uid, gid: cluster.gid };
  const account = (await systemUser('postgres')) ?? (await createPostgresUser()) ?? (await systemUser('nobody'));
  if (account) return account;
  throw new Error(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" for it: create one, or set DATABASE_URL.',
  );
}

/** Whether the account can enter `folder`, all folders above it included (modes, access lists, mount options: asked, not computed). */
export async function canEnter(account: Account | undefined, folder: string): Promise<boolean> {
  try {
    await runAs(account, '/bin/sh', ['-c', 'test -x "$1"', 'sh', folder]);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 1) return false;
    throw error;
  }
}

/**
 * Runs a program to its end as the account, in a bare environment with English messages, and returns what it printed.
 * @throws Error with `code` (exit code or system error) and `output` (all that it printed).
 */
export async function runAs(account: Account | undefined, program: string, args: string[]): Promise<string> {
  try {
    const { stdout, stderr } = await exec(program, args, { ...runningAs(account), cwd: '/', env: bareEnvironment() });
    return stdout + stderr;
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (account && (code === 'EPERM' || code === 'EINVAL') && !(await canSwitch(account))) {
      throw new Error(
        `PostgreSQL does not run as root, and this root may not become ${account.name} (${code}): run as another user, or set DATABASE_URL.`,
      );
    }
    const failure = new Error(`${program} failed (${code}): ${(stderr + stdout).trim()}`);
    throw Object.assign(failure, { code, output: stdout + stderr });
  }
}

/** The options that make `spawn` run a child as the account. */
export function runningAs(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** PG… variables and the locale of whoever starts the API must not change what PostgreSQL does or says. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** The name of the user of this process, for messages. */
export function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`; // a container may run as a uid that has no entry
  }
}

async function systemUser(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await exec('id', [flag, name])).stdout)),
    );
    return uid && gid !== undefined ? { name, uid, gid } : undefined;
  } catch {
    return undefined;
  }
}

async function createPostgresUser(): Promise<Account | undefined> {
  await exec('groupadd', ['--system', 'postgres']).catch(() => undefined); // may be there without the user
  await exec('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']).catch(() => undefined);
  return systemUser('postgres');
}

async function canSwitch(account: Account): Promise<boolean> {
  return exec('/bin/sh', ['-c', ':'], { ...runningAs(account), cwd: '/' }).then(
    () => true,
    () => false,
  );
}
