import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { canEnter } from '../../../src/platform/database/embedded-account.ts';
import { packagedBinaries } from '../../../src/platform/database/embedded-binaries.ts';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded-postgres.ts';
import { makeBase, query, settings, start } from './embedded-fixture.ts';

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = { name: 'nobody', uid: 65534, gid: 65534 };

let base: string;
let dataDir: string;
let cleanUp: () => void;

beforeAll(async () => {
  ({ base, cleanUp } = await makeBase());
  dataDir = join(base, 'whole');
  const server = await startEmbeddedPostgres({ dataDir, settings });
  await server.stop();
});

afterAll(() => cleanUp());

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

  it('keeps the data elsewhere and says where; a moved folder takes it along, a copied one does not', async () => {
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
