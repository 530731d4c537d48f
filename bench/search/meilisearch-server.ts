import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../servers.ts';

const PROGRAM = 'meilisearch';
const START_TIMEOUT_MS = 30_000;

/** A Meilisearch for one benchmark. */
export interface MeilisearchServer {
  readonly url: string;
  /** Such as 1.50.0. */
  readonly version: string;
  stop(): Promise<void>;
}

/** Starts the `meilisearch` of the PATH on a free port, with its data in a temporary folder; null where there is none. */
export async function startMeilisearch(): Promise<MeilisearchServer | null> {
  const said = spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' });
  if (said.error) return null;
  const folder = await mkdtemp(join(tmpdir(), 'cau-noi-meilisearch-'));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    PROGRAM,
    ['--http-addr', address, '--db-path', join(folder, 'data'), '--no-analytics', '--env', 'development'],
    { cwd: folder, stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://${address}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error('Meilisearch did not start.');
    }
    await sleep(50);
  }
  return { url, version: said.stdout.trim().split(' ').at(-1)!, stop };
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
