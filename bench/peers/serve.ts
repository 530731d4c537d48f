import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/** Every server has as many connections to the database as the API has for reads. */
export const CONNECTIONS = Number(process.env.DATABASE_CONNECTIONS);

export const DATABASE_URL = process.env.DATABASE_URL!;

export const openPool = (config: pg.PoolConfig = {}): pg.Pool =>
  new pg.Pool({ connectionString: DATABASE_URL, max: CONNECTIONS, ...config });

/** Listens on a free port of this machine, tells the benchmark which, and ends with it. */
export function serve(server: Server): void {
  server.listen(0, '127.0.0.1', () => announce((server.address() as AddressInfo).port));
}

/** Answers a text that is JSON. */
export function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Tells the benchmark that the server answers. */
export function announce(port: number): void {
  process.send?.({ url: `http://127.0.0.1:${port}` });
  process.once('disconnect', () => process.exit());
}
