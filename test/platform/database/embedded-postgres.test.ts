import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  eventually,
  gone,
  kill,
  killServer,
  leave,
  makeBase,
  query,
  serverPid,
  share,
  shares,
  start,
} from './embedded-fixture.ts';

let base: string;
let dataDir: string;
let cleanUp: () => void;

beforeAll(async () => {
  ({ base, cleanUp } = await makeBase());
  dataDir = join(base, 'dữ liệu của "tôi"'); // spaces, quotes and marks
});

afterAll(() => cleanUp());

describe('the first start', () => {
  it('creates the database, private to its user, and stop ends the server', async () => {
    const server = await share(dataDir);
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

  it('knows the letters of Vietnamese', async () => {
    const { url } = await share(dataDir);
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
    const server = await share(folder);
    expect(server.started).toBe(true);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    const again = await share(folder);
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
    const server = await share(dataDir);
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
    expect((await share(dataDir)).started).toBe(false);
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
    const server = await share(dataDir);
    const other = await share(dataDir);
    const victim = new pg.Client(server.url);
    victim.on('error', () => undefined);
    await victim.connect();
    const { rows } = await victim.query('SELECT pg_backend_pid() AS pid');
    process.kill(rows[0].pid, 'SIGKILL'); // PostgreSQL then ends every session and goes on
    await eventually(async () => (await shares(server.url).catch(() => 0)) === 2);
    await other.stop();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('that is about to stop is waited for, and started anew', async () => {
    for (let round = 0; round < 5; round++) {
      const first = await share(dataDir);
      const [second] = await Promise.all([share(dataDir), first.stop()]);
      expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await second.stop();
    }
  });
});

describe('after a crash', () => {
  it('of all of PostgreSQL, the next start recovers what was committed', async () => {
    const { url } = await share(dataDir);
    await query(url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number');
    await killServer(dataDir, url);
    const again = await share(dataDir);
    expect(again.started).toBe(true);
    expect(await query(again.url, 'SELECT count(*)::int AS kept FROM kept')).toEqual([{ kept: 1000 }]);
  });

  it('of the server process alone, the next start waits for its children', async () => {
    const { url } = await share(dataDir);
    const busy = query(url, 'SELECT count(*) FROM generate_series(1, 10000000)').catch(() => undefined);
    await eventually(
      async () =>
        (await query(url, `SELECT FROM pg_stat_activity WHERE query LIKE '%series(1%' AND state = 'active'`))[1],
    );
    process.kill(await serverPid(dataDir), 'SIGKILL'); // a child that computes does not notice
    const again = await share(dataDir);
    expect(again.started).toBe(true);
    expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await busy;
  });

  it.each([
    ['of a process that is gone', () => 2 ** 22 - 1],
    ['of a process that is no PostgreSQL', () => process.pid],
    ['of another PostgreSQL', () => serverPid(join(base, 'other'))],
  ])('a pid file %s is no hindrance', async (_, foreignPid) => {
    const other = await share(join(base, 'other'));
    const { url } = await share(dataDir);
    const pidFile = join(dataDir, 'data', 'postmaster.pid');
    await killServer(dataDir, url);
    const content = await readFile(pidFile, 'utf8');
    await writeFile(pidFile, content.replace(/^\d+/, String(await foreignPid())));
    const again = await share(dataDir);
    expect(again.started).toBe(true);
    expect(await query(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('an empty pid file is no hindrance', async () => {
    await writeFile(join(dataDir, 'data', 'postmaster.pid'), '', { mode: 0o600 });
    expect((await share(dataDir)).started).toBe(true);
  });

  it('a taken port is replaced', async () => {
    const other = await share(join(base, 'other'));
    const { port } = new URL(other.url);
    await writeFile(join(dataDir, 'port'), port);
    expect(new URL((await share(dataDir)).url).port).not.toBe(port);
  });
});
