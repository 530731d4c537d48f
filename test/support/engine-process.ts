import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastingPort } from './free-port.ts';
import { cleanUpAtExit } from './watchdog.ts';

/** Says the server's id, and kills it when the input ends, which it does when this process ends, however; ends once it is gone. */
const SCRIPT = `
  cd "$1"; shift
  "$@" > log 2>&1 &
  echo $!
  cat > /dev/null
  kill -9 $!
  wait $!`;

/** After a kill it reads all that it has before it answers, on a machine that may be busy. */
const START_TIMEOUT_MS = 120_000;

/** A Meilisearch that can be killed, paused and started again on what it held, or on nothing. */
export class EngineProcess {
  readonly url: string;
  #shell: ChildProcess | null = null;
  #pid = 0;

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly cleanUp: () => void,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  static async create(): Promise<EngineProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'cau-noi-engine-'));
    const engine = new EngineProcess(folder, await lastingPort(), cleanUpAtExit(folder));
    await engine.start();
    return engine;
  }

  /** Resolves once it answers. */
  async start(): Promise<void> {
    const options = ['--http-addr', `127.0.0.1:${this.port}`, '--db-path', join(this.folder, 'data'), '--no-analytics'];
    this.#shell = spawn('/bin/sh', ['-c', SCRIPT, 'sh', this.folder, 'meilisearch', ...options], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const [said] = await once(this.#shell.stdout!, 'data');
    this.#pid = Number(String(said));
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#isHealthy())) {
      if (Date.now() > deadline) throw new Error(`Meilisearch did not start: ${(await this.#log()).slice(-2_000)}`);
      await sleep(30);
    }
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const ended = once(this.#shell!, 'exit');
    this.#shell!.stdin!.end();
    await ended;
    this.#shell = null;
  }

  /** Lets it hang: it takes connections and answers nothing. */
  pause(): void {
    process.kill(this.#pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.#pid, 'SIGCONT');
  }

  /** Takes away what it held; it must not run. */
  async wipe(): Promise<void> {
    await rm(join(this.folder, 'data'), { recursive: true, force: true });
  }

  async remove(): Promise<void> {
    if (this.#shell) await this.kill();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    this.cleanUp();
  }

  /** What it has said since it was started last. */
  #log(): Promise<string> {
    return readFile(join(this.folder, 'log'), 'utf8').catch(() => '');
  }

  #isHealthy(): Promise<boolean> {
    return fetch(`${this.url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
