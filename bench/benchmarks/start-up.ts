import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../test/support/free-port.ts';
import { expectSame } from '../contents.ts';
import { graphqlRequest, send } from '../load.ts';

import type { Section } from '../table.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT_MS = 300_000;

/** The first answer: real data, so that a server that is up but empty does not count. */
const QUERY = graphqlRequest(
  '{ products(first: 5, orderBy: NAME) { totalCount nodes { id name facility { name } } } }',
  {},
);

/**
 * A clone of what is committed, from nothing to its first answer; then a second start, and starts after the API, and after
 * the API and its PostgreSQL, were killed. `BENCH_FOLDER` says below which folder the clone is made.
 */
export async function benchStartUp(): Promise<Section> {
  const folder = await mkdtemp(join(process.env.BENCH_FOLDER ?? tmpdir(), 'cau-noi-'));
  // As a folder that people make: PostgreSQL's user may enter it.
  await chmod(folder, 0o755);
  try {
    await run('git', ['clone', '--quiet', ROOT, folder], ROOT);
    const bare = await start(folder, 'npm ci && npm start');
    await bare.stop('SIGTERM');
    const second = await start(folder, 'npm start');
    await second.stop('SIGKILL');
    const afterKill = await start(folder, 'npm start');
    await afterKill.stop('SIGKILL');
    await killPostgres(folder);
    const afterBoth = await start(folder, 'npm start');
    await afterBoth.stop('SIGTERM');
    const started = {
      'the second start': second,
      'after kill -9': afterKill,
      'after kill -9 of PostgreSQL too': afterBoth,
    };
    for (const [from, { answer }] of Object.entries(started)) {
      expectSame('The data', [
        { from: 'the first start', content: bare.answer },
        { from, content: answer },
      ]);
    }
    const row = (name: string, bar: string, { seconds }: Started) => ({
      name,
      ratio: '',
      bar,
      figure: `${seconds.toFixed(1)} s`,
    });
    return {
      title: 'From the command to the first answer; the same data each time',
      rows: [
        row('bare clone: npm ci && npm start', '≤ 60 s', bare),
        row('second start', '≤ 3 s', second),
        row('start after kill -9 of the API', '≤ 5 s', afterKill),
        row('start after kill -9 of the API and of PostgreSQL', '≤ 5 s', afterBoth),
      ],
    };
  } finally {
    const location = await databaseOf(folder);
    await rm(location, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

interface Started {
  readonly seconds: number;
  readonly answer: unknown;
  /** Sends a signal to npm and all that it started. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

async function start(folder: string, command: string): Promise<Started> {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(command, {
    cwd: folder,
    shell: true,
    // A group of its own: a signal reaches npm, its shell and the API alike.
    detached: true,
    env: { ...bareEnvironment(), PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (performance.now() - begin < TIMEOUT_MS && child.exitCode === null) {
    try {
      const answer = await send(`http://127.0.0.1:${port}`, QUERY);
      const seconds = (performance.now() - begin) / 1_000;
      return {
        seconds,
        answer,
        async stop(signal) {
          process.kill(-child.pid!, signal);
          await ended;
          // npm may end before what it started.
          while (await answers(port)) await sleep(20);
        },
      };
    } catch {
      await sleep(20);
    }
  }
  if (child.exitCode === null) process.kill(-child.pid!, 'SIGKILL');
  throw new Error(`"${command}" gave no answer.`);
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/live`).then(
    () => true,
    () => false,
  );
}

/** Kills the PostgreSQL that the API started, which outlives it. */
async function killPostgres(folder: string): Promise<void> {
  const [pid] = (await readFile(join(await databaseOf(folder), 'data/postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
}

/** Where the database lies: in the clone or, where PostgreSQL's user has no access to that, where a file there says. */
async function databaseOf(folder: string): Promise<string> {
  const here = join(folder, '.data/postgres');
  return readFile(join(here, 'location'), 'utf8').then(
    (text) => text.trim(),
    () => here,
  );
}

/** The environment of a shell, without what the npm that runs the benchmark has put into it. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_ENV$|^INIT_CWD$/i.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(entries), PATH: path.join(delimiter), npm_config_loglevel: 'error' };
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const [code] = await once(spawn(command, args, { cwd, stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}.`);
}
