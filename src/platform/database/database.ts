import pg from 'pg';

/** The read side's way to PostgreSQL: one statement in, rows out. Writes go through MikroORM. */
export interface Database {
  /** Runs one statement with bound values; a `name` makes it a prepared statement of the connection. */
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** A connection is replaced after so many uses, which also frees the prepared statements it has gathered. */
const MAX_USES = 50_000;

/** Milliseconds after which PostgreSQL gives a read up: whatever is asked, others get their turn. */
const STATEMENT_TIMEOUT = 20_000;

/** Opens a pool of at most `connections` connections. */
export function openDatabase(url: string, connections: number, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    maxUses: MAX_USES,
    statement_timeout: STATEMENT_TIMEOUT,
    application_name: 'cau-noi',
  });
  pool.on('error', onError);
  return {
    async query<Row>(text: string, values: readonly unknown[] = [], name?: string) {
      const result = await pool.query({ text, values: values as unknown[], name });
      return result.rows as Row[];
    },
    close: () => pool.end(),
  };
}
