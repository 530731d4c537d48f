import { startEmbeddedPostgres } from '../../../src/platform/database/embedded-postgres.ts';

// A process of its own for the tests: shares the server in argv[2], says so, and stops when its stdin is closed.
const log: string[] = [];
try {
  const server = await startEmbeddedPostgres({
    dataDir: process.argv[2]!,
    log: (message) => log.push(message),
    settings: { fsync: 'off' },
  });
  console.log(JSON.stringify({ ...server, log }));
  process.stdin.resume().once('end', () => void server.stop());
} catch (error) {
  console.log(JSON.stringify({ error: (error as Error).message, log }));
}
