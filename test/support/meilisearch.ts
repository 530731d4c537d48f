import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const PROGRAM = 'meilisearch';
const START_TIMEOUT_MS = 30_000;

/** A Meilisearch to work with. */
export interface MeilisearchServer {
  readonly url: string;
  /** A key that may do everything; empty where the server asks for none. */
  readonly key: string;
  /** Such as 1.50.0. */
  readonly version: string;
  stop(): Promise<void>;
}

/** Runs the server until its input ends, which it does when this process ends, however; then removes its data. */
const SCRIPT = `
  folder=$1; shift
  cd "$folder"
  "$@" > /dev/null 2>&1 &
  server=$!
  cat > /dev/null
  kill "$server"
  wait "$server"
  rm -rf "$folder"`;

/** The version of the `meilisearch` of the PATH; null where there is none. */
export function installedMeilisearch(): string | null {
  const said = spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' });
  return said.error ? null : said.stdout.trim().split(' ').at(-1)!;
}

/** Starts the `meilisearch` of the PATH on a free port, with its data in a temporary folder; null where there is none. */
export async function startMeilisearch(key = ''): Promise<MeilisearchServer | null> {
  const version = installedMeilisearch();
  if (version === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'cau-noi-meilisearch-'));
  const address = `127.0.0.1:${await freePort()}`;
  const options = ['--http-addr', address, '--db-path', join(folder, 'data'), '--no-analytics', '--env', 'development'];
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', folder, PROGRAM, ...options], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...(key && { MEILI_MASTER_KEY: key }) },
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.stdin.end();
    await ended;
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
  return { url, key, version, stop };
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
