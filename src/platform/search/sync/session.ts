import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import type { Database } from '../../database/database.ts';

/** Milliseconds after which PostgreSQL gives a statement up. */
const STATEMENT_TIMEOUT = 60_000;

/**
 * A connection of one's own: advisory locks and LISTEN belong to it and vanish with it. When it is lost, every statement fails and
 * `lost` is aborted.
 */
export class Session {
  readonly #client: pg.Client;
  readonly #lost = new AbortController();

  private constructor(client: pg.Client) {
    this.#client = client;
    client.on('error', (error) => this.#lost.abort(error));
    client.on('end', () => this.#lost.abort(new Error('The connection to PostgreSQL has ended.')));
  }

  static async open(url: string): Promise<Session> {
    const client = new pg.Client({
      connectionString: url,
      statement_timeout: STATEMENT_TIMEOUT,
      keepAlive: true,
      application_name: 'cau-noi-sync',
    });
    const session = new Session(client);
    await client.connect();
    return session;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async query<Row>({ text, values }: Sql): Promise<Row[]> {
    this.#lost.signal.throwIfAborted();
    return (await this.#client.query(text, values)).rows as Row[];
  }

  /** For what runs statements by text and values. */
  readonly database: Pick<Database, 'query'> = {
    query: async <Row>(text: string, values: readonly unknown[] = [], name?: string) =>
      (await this.#client.query({ text, values: values as unknown[], name })).rows as Row[],
  };

  /** All of it happens, or nothing. */
  async transaction(work: () => Promise<void>): Promise<void> {
    await this.#client.query('begin');
    try {
      await work();
      await this.#client.query('commit');
    } catch (error) {
      await this.#client.query('rollback').catch(() => {});
      throw error;
    }
  }

  /** Calls back on every notification of a channel. */
  async listen(channel: string, heard: () => void): Promise<void> {
    this.#client.on('notification', heard);
    await this.#client.query(`listen ${pg.escapeIdentifier(channel)}`);
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => {});
  }
}

/**
 * Whether PostgreSQL failed for a reason that lies in the statement and its data, so that less data may go through; not the
 * connection, the server or a lock.
 */
export function isDataError(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  const state = error.code ?? '';
  return isTimeout(error) || !/^(08|25|40|53|55|57|58|XX)/.test(state);
}

/** Whether a statement took longer than it may. */
export const isTimeout = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '57014';
