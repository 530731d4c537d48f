import pg from 'pg';
import { lockNumber } from '../database/locks.ts';
import type { Log } from '../logging/log.ts';

/** Space of the locks by which workers show that they live. */
export const PRESENCE_LOCKS = lockNumber('presence of workers');

/** Milliseconds until a lost connection is opened anew. Whoever looks for lost jobs leaves more time than this. */
const RECONNECT_AFTER = 500;

/** With these PostgreSQL notices within half a minute that a machine is gone, and never ends the connection for being quiet. */
const SESSION = `
  set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4;
  set idle_session_timeout = 0; set lock_timeout = 0; set statement_timeout = 0`;

/**
 * Shows that a worker lives: an advisory lock of a connection of its own, which PostgreSQL releases when the process is gone, however
 * it went. A lost connection is opened anew.
 */
export class Presence {
  #client: pg.Client | null = null;
  #worker: string | null = null;
  #locked = false;
  #reconnect: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(
    readonly url: string,
    readonly log: Log,
  ) {}

  /** Connects. @throws what the connection says */
  static async open(url: string, log: Log): Promise<Presence> {
    const presence = new Presence(url, log);
    try {
      await presence.#connect();
      return presence;
    } catch (error) {
      await presence.close();
      throw error;
    }
  }

  /** Whether the worker shows at this moment. */
  get shows(): boolean {
    return this.#locked;
  }

  /** Shows a worker from now on. Should the connection be lost at this very moment, it does as soon as there is another. */
  async show(worker: string): Promise<void> {
    this.#worker = worker;
    const client = this.#client;
    if (client) await this.#lock(client).catch(() => this.#lost(client));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#locked = false;
    clearTimeout(this.#reconnect);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'cau-noi worker' });
    this.#client = client;
    client.on('error', () => this.#lost(client)).on('end', () => this.#lost(client));
    try {
      await client.connect();
      await client.query(SESSION);
      await this.#lock(client);
    } catch (error) {
      this.#lost(client);
      throw error;
    }
  }

  async #lock(client: pg.Client): Promise<void> {
    if (!this.#worker) return;
    await client.query('select pg_advisory_lock($1::int, hashtext($2))', [PRESENCE_LOCKS, this.#worker]);
    this.#locked = true;
  }

  #lost(client: pg.Client): void {
    if (this.#closed || this.#client !== client) return;
    if (this.#locked) this.log.warn('the worker lost the connection by which others see it; it opens another');
    this.#client = null;
    this.#locked = false;
    client.end().catch(() => {});
    this.#reconnect = setTimeout(() => this.#connect().catch(() => {}), RECONNECT_AFTER);
  }
}
