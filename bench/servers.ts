import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { freePort } from '../test/support/free-port.ts';

/** A server in a process of its own. */
export interface RunningServer {
  /** Such as http://127.0.0.1:41234, without a path. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Where every server of the benchmark finds its data. */
export interface Ground {
  readonly databaseUrl: string;
  /** Signs the operator's token, which the mutations carry. */
  readonly authSecret: string;
}

/** Connections to the database that each server may open for reads. */
const CONNECTIONS = 10;
const START_TIMEOUT_MS = 60_000;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What follows `node` in the command of `npm start`. */
const START = packageJson.scripts.start.split(' ').slice(1);

const environment = ({ databaseUrl }: Ground): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  GRAPHILE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  DATABASE_CONNECTIONS: String(CONNECTIONS),
});

/** Starts a server of bench/peers; it tells its address once it answers. */
export async function startPeer(
  ground: Ground,
  peer: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<RunningServer> {
  const child = spawn(process.execPath, [`bench/peers/${peer}.ts`], {
    cwd: ROOT,
    env: { ...environment(ground), ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const message = once(child, 'message', { signal: AbortSignal.timeout(START_TIMEOUT_MS) });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`bench/peers/${peer}.ts ended before it answered.`);
  });
  try {
    const [{ url }] = (await Promise.race([message, ended])) as [{ url: string }];
    ended.catch(() => {});
    return { url, pid: child.pid!, stop: () => end(child) };
  } catch (error) {
    child.kill();
    throw error;
  }
}

/** Starts the API as `npm start` does, or with further options, with its limits and policies as they come; only what it logs is left out. */
export async function startApi(
  ground: Ground,
  settings: NodeJS.ProcessEnv = {},
  options: readonly string[] = [],
): Promise<RunningServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [...START, ...options], {
    cwd: ROOT,
    env: {
      ...environment(ground),
      AUTH_SECRET: ground.authSecret,
      HOST: '127.0.0.1',
      PORT: String(port),
      SEED: 'false',
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(`${url}/health/ready`))) {
    if (child.exitCode !== null) throw new Error('The API ended before it answered.');
    if (Date.now() > deadline) {
      await end(child);
      throw new Error(`The API did not answer within ${START_TIMEOUT_MS / 1_000} s.`);
    }
    await sleep(50);
  }
  return { url, pid: child.pid!, stop: () => end(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
