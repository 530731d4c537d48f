import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.ts';

/** Nothing here must survive a power cut. */
const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
};

declare module 'vitest' {
  interface ProvidedContext {
    /** Connects to the database `cau_noi` of the run's own PostgreSQL. */
    clusterUrl: string;
  }
}

/** Starts one PostgreSQL for the whole run, in a folder of its own, and removes both at its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'cau-noi-test-'));
  await chmod(folder, 0o755); // for root's stand-in
  const cleanUp = watch(folder);
  const server = await startEmbeddedPostgres({ dataDir: folder, settings: THROW_AWAY }).catch((error) => {
    cleanUp();
    throw error;
  });
  project.provide('clusterUrl', server.url);
  return async () => {
    await server.stop();
    await Promise.all(
      [server.location, folder].map((path) => rm(path, { recursive: true, force: true, maxRetries: 3 })),
    );
    cleanUp();
  };
}

/**
 * Starts a process that ends the server and removes its folders when this one ends, however it does: the pipe that it reads then
 * closes. Returns what sets it off earlier.
 */
function watch(folder: string): () => void {
  const script = `
    cat > /dev/null
    place=$(cat "$1/location" || echo "$1")
    pid=$(head -n 1 "$place/data/postmaster.pid") && kill -QUIT "$pid"
    for _ in $(seq 100); do [ -e "$place/data/postmaster.pid" ] && sleep 0.1; done
    rm -rf "$place" "$1"`;
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return () => watchdog.stdin.end();
}
