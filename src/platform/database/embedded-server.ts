import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bareEnvironment, ownName, runningAs } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import type { Place } from './embedded-location.ts';
import { commandLine, processIdentity, workingFolder } from './system-process.ts';

/** Settings of the server by name, as in postgresql.conf. */
export type Settings = Readonly<Record<string, string>>;

/** For a machine of two cores; what concerns durability stays as PostgreSQL has it: on. */
const SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  jit: 'off',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};

const LOG = 'postgres.log';
const MAX_LOG_BYTES = 10_000_000;
const MAX_PORTS = 5;
const MAX_STOP_MS = 300_000;
/** No system gives this pid to a process. */
const NOBODYS_PID = 2 ** 31 - 1;

/**
 * Finds the server process of the place, whoever started it. Of what a dead one left behind, only the process id is taken away: a
 * process that has got it since would keep PostgreSQL from starting. The rest lets PostgreSQL itself see whether any of the old
 * server's children live on. Call it under the start lock.
 */
export async function findServer({ location }: Place): Promise<number | undefined> {
  const data = join(location, 'data');
  const path = join(data, 'postmaster.pid');
  let content = await readIfThere(path);
  if (content === '') {
    await sleep(1000); // either this very moment is between its creation and its filling, or a full disk left it empty
    content = await readIfThere(path);
  }
  if (content === undefined) return undefined;
  const [line = '', ...rest] = content.split('\n');
  const pid = Number(line);
  if (pid && isServerOf(data, pid)) return pid;
  if (rest.length > 0) await writeFile(path, [NOBODYS_PID, ...rest].join('\n'));
  else await rm(path);
  return undefined;
}

/**
 * Waits until the server accepts connections, as long as it lives: recovery after a crash may take its time.
 * Returns its port, or undefined when it has gone.
 */
export async function awaitReady(
  { location }: Place,
  pid: number,
  log: (message: string) => void,
): Promise<number | undefined> {
  const born = processIdentity(pid);
  for (let waited = 0; born !== null && processIdentity(pid) === born; waited += 10) {
    const lines = ((await readIfThere(join(location, 'data', 'postmaster.pid'))) ?? '').split('\n');
    if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return Number(lines[3]);
    if (waited % 10_000 === 3000)
      log('PostgreSQL is still starting: after a crash it recovers what was committed, which may take its time.');
    await sleep(10);
  }
  return undefined;
}

/**
 * Starts the server in a session of its own, so that neither Ctrl-C nor the death of this process ends it, and waits until it accepts
 * connections. Returns its port; undefined when an earlier server is still in the way.
 * @throws Error with PostgreSQL's own reason when it does not start.
 */
export async function startServer(
  place: Place,
  binaries: Binaries,
  settings: Settings,
  log: (message: string) => void,
): Promise<number | undefined> {
  const portFile = join(place.location, 'port');
  let port = await freePort(Number(await readIfThere(portFile)) || 0); // the same port again: clients that outlive a restart find it
  for (let attempt = 1; ; attempt++) {
    const logFile = await openLog(place);
    const { size } = await logFile.stat();
    const pid = await launch(place, binaries, { ...SETTINGS, ...settings, port: String(port) }, logFile).finally(() =>
      logFile.close(),
    );
    if (await awaitReady(place, pid, log)) {
      await writeFile(portFile, `${port}\n`);
      return port;
    }
    const reason = await reasonSince(place, size, pid);
    if (/lock file "postmaster.pid" already exists|shared memory block .* is still in use/.test(reason))
      return undefined;
    if (!/could not (bind|create any TCP)/.test(reason) || attempt === MAX_PORTS)
      throw new Error(`PostgreSQL in ${place.location} does not start: ${reason}`);
    port = await freePort(0);
  }
}

/** Stops the server that runs at the place: ends its sessions, writes everything to disk. Returns when it has gone. */
export async function stopServer({ location }: Place): Promise<void> {
  const data = join(location, 'data');
  const pid = Number((await readIfThere(join(data, 'postmaster.pid')))?.split('\n')[0]);
  if (!pid || !isServerOf(data, pid)) return;
  const born = processIdentity(pid);
  process.kill(pid, 'SIGINT'); // PostgreSQL's "fast" shutdown
  for (let waited = 0; processIdentity(pid) === born; waited += 10) {
    if (waited >= MAX_STOP_MS)
      throw new Error(`PostgreSQL (process ${pid}) in ${location} has not stopped within ${MAX_STOP_MS / 1000} s.`);
    await sleep(10);
  }
}

/** Whether that process is the server of this data folder, and not one that has got its pid. */
function isServerOf(data: string, pid: number): boolean {
  if (processIdentity(pid) === null) return false;
  const command = commandLine(pid);
  if (command === undefined) {
    if (processIdentity(pid) === null) return false;
    throw new Error(
      `${join(data, 'postmaster.pid')} names process ${pid}, which is hidden from ${ownName()}: is PostgreSQL running there?`,
    );
  }
  return command.includes('postgres') && (command.includes(`-D ${data} `) || workingFolder(pid) === data);
}

async function launch(place: Place, binaries: Binaries, settings: Settings, logFile: FileHandle): Promise<number> {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(binaries.folder, 'bin', 'postgres'), ['-D', join(place.location, 'data'), ...options], {
    ...runningAs(place.account),
    cwd: '/',
    env: bareEnvironment(),
    detached: true,
    stdio: ['ignore', logFile.fd, logFile.fd],
  });
  await once(child, 'spawn');
  child.unref();
  return child.pid!;
}

/** What the log says since `offset` about why server `pid` ended; children of an earlier one may write there too. */
async function reasonSince(place: Place, offset: number, pid: number): Promise<string> {
  const path = join(place.location, LOG);
  const lines = (await readFile(path)).subarray(offset).toString().trim().split('\n');
  const fatal = lines.filter((line) => /(FATAL|PANIC): /.test(line));
  const last = fatal.findLast((line) => line.includes(`[${pid}]`)) ?? fatal.at(-1);
  if (last) return `${last.replace(/^.*?(FATAL|PANIC): +/, '')} (${path})`;
  const { bavail, bsize } = await statfs(place.location);
  if (bavail * bsize < 1_000_000) return 'No space left on device'; // too full even to write so in the log
  return `${lines.at(-1) || 'it ended without a word'} (${path})`;
}

async function openLog({ location, account }: Place): Promise<FileHandle> {
  const path = join(location, LOG);
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size > MAX_LOG_BYTES) await rename(path, `${path}.1`);
  const file = await open(path, 'a', 0o600);
  if (account) await file.chown(account.uid, account.gid); // for its next start without root
  return file;
}

/** A port of the loopback interface that is free now: `wanted` if possible, else one that the system chooses. */
async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(wanted, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    if (wanted === 0) throw error;
    return freePort(0);
  } finally {
    server.close();
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
