import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/platform/database/embedded-postgres.ts';
import { processIdentity } from '../../../src/platform/database/system-process.ts';
import { cleanUpAtExit } from '../../support/watchdog.ts';

export const settings = { fsync: 'off' };

/** Makes a folder for data folders; `cleanUp` removes it, with the servers that still run there. */
export async function makeBase(): Promise<{ base: string; cleanUp: () => void }> {
  const base = await mkdtemp(join(tmpdir(), 'cau-noi-embedded-'));
  await chmod(base, 0o755); // for root's stand-in
  return { base, cleanUp: cleanUpAtExit(base) };
}

/** Shares the server of `dataDir` until the test ends. */
export async function share(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings });
  onTestFinished(() => server.stop());
  return server;
}

/** What a child process reports: the server that it shares, or why it does not. */
interface Report extends EmbeddedPostgres {
  error?: string;
  log: string[];
}

export interface Starter {
  process: ChildProcess;
  report: Promise<Report>;
}

/** Shares the server of `folder` from another process, until `leave` or `kill`. */
export function start(folder: string, options: { uid?: number; gid?: number; detached?: boolean } = {}): Starter {
  const script = fileURLToPath(new URL('embedded-postgres.child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder], {
    ...options,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const report = once(createInterface(child.stdout!), 'line').then(([line]) => JSON.parse(line) as Report);
  return { process: child, report };
}

export async function leave({ process: child }: Starter): Promise<void> {
  child.stdin!.end();
  await once(child, 'exit');
}

export async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** How many users hold a share in the server. */
export async function shares(url: string): Promise<number> {
  const rows = await query(url, `SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'`).catch(
    () => [],
  );
  return rows.length;
}

export async function serverPid(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);
}

/** Kills the server of `dataDir` with all its children. */
export async function killServer(dataDir: string, url: string): Promise<void> {
  const server = await serverPid(dataDir);
  const children = await query(url, 'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()');
  for (const pid of [server, ...children.map((child) => child.pid as number)]) process.kill(pid, 'SIGKILL');
  await gone(server);
}

export function gone(pid: number): Promise<boolean> {
  return eventually(async () => processIdentity(pid) === null);
}

/** Asks until the answer is something, ten seconds at most. */
export async function eventually<T>(ask: () => Promise<T>): Promise<NonNullable<T>> {
  for (let round = 0; round < 500; round++) {
    const answer = await ask();
    if (answer) return answer as NonNullable<T>;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It has not come true within ten seconds.');
}
