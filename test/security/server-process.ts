import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own, to be killed. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  /** What it said on standard output: its log. */
  output = '';
  /** What it said on standard error. */
  complaint = '';

  private constructor(environment: Record<string, string>, options: readonly string[]) {
    this.#child = spawn(process.execPath, ['src/start.ts', 'serve', ...options], {
      env: { ...process.env, HOST: '127.0.0.1', PORT: '0', SEED: 'false', LOG_LEVEL: 'info', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout!.on('data', (chunk) => {
      this.output += chunk;
    });
    this.#child.stderr!.on('data', (chunk) => {
      this.complaint += chunk;
    });
    this.#exit = once(this.#child, 'exit').then(([status]) => status as number | null);
  }

  /** Starts a server without waiting for it. */
  static launch(environment: Record<string, string>, ...options: string[]): ServerProcess {
    return new ServerProcess(environment, options);
  }

  /** Starts a server and waits until it listens. @throws Error with what it said when it ends instead */
  static async start(environment: Record<string, string>, ...options: string[]): Promise<ServerProcess> {
    const server = new ServerProcess(environment, options);
    while (!server.url) {
      const ended = await Promise.race([
        server.#exit.then(() => true),
        new Promise((resolve) => setTimeout(resolve, 50)),
      ]);
      if (ended) throw new Error(`The server ended: ${server.complaint}`);
    }
    return server;
  }

  /** Where it listens; empty until it does. */
  get url(): string {
    return /(?:GraphQL|health) at (http:\S+)\/(?:graphql|health)/.exec(this.output)?.[1] ?? '';
  }

  /** Sends a signal and answers the exit status, null after a kill. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended();
  }

  ended(): Promise<number | null> {
    return this.#exit;
  }
}
