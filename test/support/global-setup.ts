import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.ts';
import { prepareTemplates } from './templates.ts';
import { cleanUpAtExit } from './watchdog.ts';

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
  const cleanUp = cleanUpAtExit(folder);
  const server = await startEmbeddedPostgres({ dataDir: folder, settings: THROW_AWAY }).catch((error) => {
    cleanUp();
    throw error;
  });
  await prepareTemplates(server.url);
  project.provide('clusterUrl', server.url);
  return async () => {
    await server.stop();
    await Promise.all(
      [server.location, folder].map((path) => rm(path, { recursive: true, force: true, maxRetries: 3 })),
    );
    cleanUp();
  };
}
