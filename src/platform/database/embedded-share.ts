import { setTimeout as sleep } from 'node:timers/promises';
import pg, { type ClientConfig } from 'pg';

/** Any number would do: advisory locks are per database, and nothing else takes one in `postgres`. */
const IN_USE = 1;

/** One user's share in a server that several processes use: PostgreSQL itself takes it back when the process dies. */
export interface Share {
  /**
   * Gives the share up. True when there is no other: then newcomers are held off until `close`, and the server may be stopped.
   */
  leave(): Promise<boolean>;
  close(): Promise<void>;
}

/** Takes a share: a session that holds a shared advisory lock. Waits while somebody is about to stop the server, and then fails. */
export async function joinServer(config: ClientConfig): Promise<Share> {
  let left = false;
  let session = await openSession(config, renew);

  /** When one of its processes crashes, PostgreSQL ends all sessions and goes on. */
  async function renew(): Promise<void> {
    while (!left) {
      const renewed = await openSession(config, renew).catch(() => undefined);
      if (renewed) {
        session = renewed;
        if (left) await renewed.end();
        return;
      }
      await sleep(500, undefined, { ref: false });
    }
  }

  return {
    async leave() {
      left = true;
      try {
        await session.query('SELECT pg_advisory_unlock_shared($1)', [IN_USE]);
        const { rows } = await session.query('SELECT pg_try_advisory_lock($1) AS alone', [IN_USE]);
        return rows[0].alone === true;
      } catch {
        return false; // the session is lost, and with it the knowledge of others
      }
    },
    close: () => session.end().catch(() => undefined),
  };
}

async function openSession(config: ClientConfig, onLost: () => Promise<void>): Promise<pg.Client> {
  const session = new pg.Client({ ...config, application_name: 'cau-noi share', keepAlive: true });
  session.on('error', () => undefined); // followed by 'end'
  try {
    await session.connect();
    await session.query('SELECT pg_advisory_lock_shared($1)', [IN_USE]);
  } catch (error) {
    await session.end().catch(() => undefined);
    throw error;
  }
  session.once('end', onLost);
  return session;
}
