import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { canEnter } from '../../../src/platform/database/embedded-account.ts';
import { packagedBinaries } from '../../../src/platform/database/embedded-binaries.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/platform/database/embedded-postgres.ts';
import { processIdentity } from '../../../src/platform/database/system-process.ts';

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = { name: 'nobody', uid: 65534, gid: 65534 };
const settings = { fsync: 'off' };

/** What a child process reports: the server that it shares, or why it does not. */
interface Report extends EmbeddedPostgres {
  error?: string;
  log: string[];
}

let base: string;
let dataDir: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'cau-noi-embedded-'));
  await chmod(base, 0o755);
  dataDir = join(base, 'dữ liệu của "tôi"'); // spaces, quotes and marks
});

afterAll(() => rm(base, { recursive: true, force: true }));

describe('the first start', () => {
  it('creates the database, private to its user, and stop ends the server', async () => {
    const server = await startEmbeddedPostgres({ dataDir, settings });
    expect(server).toMatchObject({ started: true, location: dataDir });
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    const [row] = await query(
      server.url,
      `SELECT current_database() AS name, current_setting('listen_addresses') AS host`,
    );
    expect(row).toEqual({ name: 'cau_noi', host: '127.0.0.1' });
    const pid = await serverPid(dataDir);
    await Promise.all([server.stop(), server.stop()]);
    await gone(pid);
    expect(await readdir(join(dataDir, 'data'))).not.toContain('postmaster.pid');
  });

  it('knows the letters of Vietnamese, whatever locale the machine has', async () => {
    const { url } = await share();
    await query(url, 'CREATE EXTENSION unaccent');
    await query(url, 'CREATE EXTENSION pg_trgm');
    const [row] = await query(
      url,
      `SELECT lower('ĐẶC SẢN') AS lower, upper('nước mắm') AS upper, unaccent('Đồng Tháp') AS folded, 'ĐỒNG' ~* 'đồng' AS matches,
        to_tsvector('simple', 'Nước–mắm')::text AS words, word_similarity('đường', 'ĐƯỜNG thốt nốt') AS similarity`,
    );
    expect(row).toEqual({
      lower: 'đặc sản',
      upper: 'NƯỚC MẮM',
      folded: 'Dong Thap',
      matches: true,
      words: "'mắm':2 'nước':1",
      similarity: 1,
    });
  });

  it('is begun anew after an interruption, without its leftovers', async () => {
    const folder = join(base, 'interrupted');
    const starter = start(folder);
    const draft = await eventually(async () =>
      (await readdir(folder).catch(() => [])).find((name) => name.startsWith('data.new-')),
    );
    starter.process.kill('SIGKILL');
    const server = await startEmbeddedPostgres({ dataDir: folder, settings });
    onTestFinished(() => server.stop());
    expect(server.started).toBe(true);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    const again = await startEmbeddedPostgres({ dataDir: folder, settings });
    onTestFinished(() => again.stop());
    expect(again.started).toBe(true);
    expect(await readdir(folder)).not.toContain(draft);
  });
});

describe('a server that is there', () => {
  it('is adopted after its starter was killed', async () => {
    const starter = start(dataDir);
    const { url } = await starter.report;
    const pid = await serverPid(dataDir);
    await kill(starter.process);
    const server = await share();
    expect(server).toMatchObject({ started: false, url });
    expect(await serverPid(dataDir)).toBe(pid);
    await server.stop();
    await gone(pid);
  });

  it('is not reached by the Ctrl-C of the terminal', async () => {
    const starter = start(dataDir, { detached: true });
    const { url } = await starter.report;
    process.kill(-starter.process.pid!, 'SIGINT'); // what a terminal does: to the whole process group
    await once(starter.process, 'exit');
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await share()).started).toBe(false);
  });

  it('is started by one of several processes and shared by the others; the last to leave stops it', async () => {
    const folder = join(base, 'shared');
    const starters = [1, 2, 3].map(() => start(folder));
    const reports = await Promise.all(starters.map((starter) => starter.report));
    expect(reports.map((report) => report.error)).toEqual([undefined, undefined, undefined]);
    expect(reports.filter((report) => report.started)).toHaveLength(1);
    expect(new Set(reports.map((report) => report.url)).size).toBe(1);
    const pid = await serverPid(folder);
    const { url } = reports[0]!;

    await leave(starters[reports.findIndex((report) => report.started)]!);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const [killed, last] = starters.filter((_, index) => !reports[index]!.started);
    await kill(killed!.process);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await leave(last!);
    await gone(pid);
  });

  it('is not stopped under a user whose session a crash has ended', async () => {
    const server = await share();
    const other = await startEmbeddedPostgres({ dataDir, settings });
    const victim = new pg.Client(server.url);
    victim.on('error', () => undefined);
    await victim.connect();
    const { rows } = await victim.query('SELECT pg_backend_pid() AS pid');
    process.kill(rows[0].pid, 'SIGKILL'); // PostgreSQL then ends every session and goes on
    await eventually(async () => (await shares(server.url)) === 2);
    await other.stop();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('that is about to stop is waited for, and started anew', async () => {
    for (let round = 0; round < 5; round++) {
      const first = await startEmbeddedPostgres({ dataDir, settings });
      const [second] = await Promise.all([startEmbeddedPostgres({ dataDir, settings }), first.stop()]);
      expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await second.stop();
    }
  });
});

describe('after a crash', () => {
  it('of all of PostgreSQL, the next start recovers what was committed', async () => {
    const { url } = await share();
    await query(url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number');
    await killServer(await serverPid(dataDir));
    const again = await share();
    expect(again.started).toBe(true);
    expect(await query(again.url, 'SELECT count(*)::int AS kept FROM kept')).toEqual([{ kept: 1000 }]);
  });

  it('of the server process alone, the next start waits for its children', async () => {
    const { url } = await share();
    const sleeper = query(url, 'SELECT pg_sleep(2)').catch(() => undefined);
    const pid = await serverPid(dataDir);
    process.kill(pid, 'SIGKILL');
    const again = await share();
    expect(again.started).toBe(true);
    expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await sleeper;
  });

  it.each([
    ['of a process that is gone', () => 2 ** 22 - 1],
    ['of a process that is no PostgreSQL', () => process.pid],
    ['of another PostgreSQL', () => serverPid(join(base, 'other'))],
  ])('a pid file %s is no hindrance', async (_, foreignPid) => {
    const other = await startEmbeddedPostgres({ dataDir: join(base, 'other'), settings });
    onTestFinished(() => other.stop());
    await share();
    const pidFile = join(dataDir, 'data', 'postmaster.pid');
    await killServer(await serverPid(dataDir));
    const content = await readFile(pidFile, 'utf8');
    await writeFile(pidFile, content.replace(/^\d+/, String(await foreignPid())));
    const again = await share();
    expect(again.started).toBe(true);
    expect(await query(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('an empty pid file is no hindrance', async () => {
    await writeFile(join(dataDir, 'data', 'postmaster.pid'), '', { mode: 0o600 });
    expect((await share()).started).toBe(true);
  });

  it('a taken port is replaced', async () => {
    const other = await startEmbeddedPostgres({ dataDir: join(base, 'other'), settings });
    onTestFinished(() => other.stop());
    const { port } = new URL(other.url);
    await writeFile(join(dataDir, 'port'), port);
    expect(new URL((await share()).url).port).not.toBe(port);
  });
});

describe('what stands in the way is said in one sentence', () => {
  it('another major version', async () => {
    const folder = join(base, 'old');
    await mkdir(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'data', 'PG_VERSION'), '17\n');
    await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toThrow(
      `The database in ${folder}/data was made by PostgreSQL 17, this program brings 18`,
    );
  });

  it('a folder that is no cluster', async () => {
    const folder = join(base, 'foreign');
    await mkdir(join(folder, 'data'), { recursive: true });
    await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toThrow(
      `${folder}/data is not a PostgreSQL data folder`,
    );
  });

  it('a file in the place of the folder', async () => {
    const file = join(base, 'file');
    await writeFile(file, '');
    await expect(startEmbeddedPostgres({ dataDir: file })).rejects.toThrow(`${file} is not a folder`);
  });

  it('a lost password', async () => {
    const password = join(dataDir, 'password');
    await rename(password, `${password}.away`);
    onTestFinished(() => rename(`${password}.away`, password));
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`${password} is missing`);
  });

  it('a broken setting, with the words of PostgreSQL', async () => {
    await expect(startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'many' } })).rejects.toThrow(
      /does not start: invalid value for parameter "shared_buffers": "many"/,
    );
  });

  it('a machine without binaries', () => {
    expect(() => packagedBinaries('linux', 'mips')).toThrow('There is no PostgreSQL for linux-mips');
    expect(() => packagedBinaries('win32', 'x64')).toThrow('set DATABASE_URL');
  });

  it('a folder without permission', async ({ skip }) => {
    if (IS_ROOT && !(await canEnter(NOBODY, import.meta.dirname))) skip('nobody cannot run this checkout');
    const user = IS_ROOT ? NOBODY : {};
    const folder = join(base, 'unwritable');
    await mkdir(folder, { mode: 0o555 });
    const { error } = await start(join(folder, 'mine'), user).report;
    expect(error).toMatch(/The data folder .*unwritable\/mine cannot be used: .* has no permission for .*mine/);
    if (!IS_ROOT) return;
    const { error: ofAnother } = await start(dataDir, user).report;
    expect(ofAnother).toMatch(/The data folder .* cannot be used: .* has no permission for /);
  });

  it.runIf(IS_ROOT)('a full disk', async ({ skip }) => {
    const folder = join(base, 'full');
    await mkdir(folder);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=755', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      skip('may not mount');
    }
    onTestFinished(() => void execFileSync('umount', [folder]));
    await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toThrow(
      `The disk of the data folder ${folder} is full`,
    );
    expect((await readdir(folder)).filter((name) => name.startsWith('data'))).toEqual([]);
  });
});

describe.runIf(IS_ROOT)('root with a folder that only root may enter', () => {
  const log: string[] = [];
  const open = (folder: string) =>
    startEmbeddedPostgres({ dataDir: folder, settings, log: (message) => log.push(message) });

  it('keeps the data elsewhere and says where; a moved folder takes it along, a copied or deleted one does not', async () => {
    const closed = join(base, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const folder = join(closed, 'data-dir');
    const server = await open(folder);
    onTestFinished(() => rm(server.location, { recursive: true, force: true }));
    onTestFinished(() => server.stop());
    expect(server.location).toMatch(/^\/var\/lib\/cau-noi\/[0-9a-f]{12}-\w{6}$/);
    expect(log).toContainEqual(expect.stringContaining(`the database lies in ${server.location}`));
    await query(server.url, 'CREATE TABLE mine ()');
    await server.stop();

    const moved = join(closed, 'moved');
    await rename(folder, moved);
    const again = await open(moved);
    onTestFinished(() => again.stop());
    expect(again.location).toBe(server.location);
    expect(await query(again.url, `SELECT to_regclass('mine')::text AS name`)).toEqual([{ name: 'mine' }]);
    await again.stop();

    const copy = join(closed, 'copy');
    execFileSync('cp', ['-r', moved, copy]);
    const copied = await open(copy);
    onTestFinished(() => rm(copied.location, { recursive: true, force: true }));
    onTestFinished(() => copied.stop());
    expect(copied.location).not.toBe(server.location);
    expect(await query(copied.url, `SELECT to_regclass('mine')::text AS name`)).toEqual([{ name: null }]);
  });
});

/** Shares the server of `dataDir` until the test ends. */
async function share(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings });
  onTestFinished(() => server.stop());
  return server;
}

interface Starter {
  process: ChildProcess;
  report: Promise<Report>;
}

/** Shares the server of `folder` from another process, until `leave` or `kill`. */
function start(folder: string, options: { uid?: number; gid?: number; detached?: boolean } = {}): Starter {
  const script = fileURLToPath(new URL('embedded-postgres.child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', script, folder], {
    ...options,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const report = once(createInterface(child.stdout!), 'line').then(([line]) => JSON.parse(line) as Report);
  return { process: child, report };
}

async function leave({ process: child }: Starter): Promise<void> {
  child.stdin!.end();
  await once(child, 'exit');
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
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
async function shares(url: string): Promise<number> {
  const rows = await query(url, `SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'`).catch(
    () => [],
  );
  return rows.length;
}

async function serverPid(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);
}

/** Kills the server with all its children. */
async function killServer(pid: number): Promise<void> {
  const children = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number);
  for (const victim of [pid, ...children]) process.kill(victim, 'SIGKILL');
  await gone(pid);
}

function gone(pid: number): Promise<boolean> {
  return eventually(async () => processIdentity(pid) === null);
}

/** Asks until the answer is something, ten seconds at most. */
async function eventually<T>(ask: () => Promise<T>): Promise<NonNullable<T>> {
  for (let round = 0; round < 500; round++) {
    const answer = await ask();
    if (answer) return answer as NonNullable<T>;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It has not come true within ten seconds.');
}
