import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { withStartLock } from '../../../src/platform/database/embedded-lock.ts';
import { processIdentity } from '../../../src/platform/database/system-process.ts';

let folder: string;
const log = () => undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cau-noi-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

it('lets one in at a time, and leaves one empty file', async () => {
  let inside = 0;
  const visits = Array.from({ length: 20 }, () =>
    withStartLock(folder, log, async () => {
      expect(++inside).toBe(1);
      await sleep(1);
      inside--;
    }),
  );
  await Promise.all(visits);
  expect(await readdir(folder)).toEqual(['start.lock.20']);
});

it('is given back when the work fails', async () => {
  await expect(withStartLock(folder, log, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withStartLock(folder, log, async () => 'in')).toBe('in');
});

it.each([
  ['that has died', `${spawnSync('true').pid} 1`],
  ['whose pid another process has got', `${process.pid} before`],
])('is taken over from an owner %s', async (_, owner) => {
  await writeFile(join(folder, 'start.lock.7'), owner);
  expect(await withStartLock(folder, log, () => readdir(folder))).toEqual(['start.lock.8']);
});

it('waits for a living owner, and says so', async () => {
  const lock = join(folder, 'start.lock.1');
  await writeFile(lock, `${process.pid} ${processIdentity(process.pid)}`);
  let waiting: Promise<string> | undefined;
  const said = new Promise<string>((say) => {
    waiting = withStartLock(folder, say, async () => 'in');
  });
  expect(await said).toBe(`Waiting for process ${process.pid}, which prepares ${folder}.`);
  await writeFile(lock, '');
  expect(await waiting).toBe('in');
});
