import { createServer, type IncomingMessage } from 'node:http';
import type pg from 'pg';
import { v7 as uuid } from 'uuid';
import { answer, openPool, serve } from './serve.ts';

/**
 * The update of a product by hand: what the API does, in the same transaction, by prepared statements of pg on node:http
 * — lock the row and check its version, update it, write who changed what, take the lock of the search document, write
 * the search row (by the very statement of the API), commit, and read the answer back as JSON. It authorises nobody and
 * validates nothing. POST / with {id, version, leadTimeDays, minimumOrderQuantity}.
 */
interface Change {
  id: string;
  version: number;
  leadTimeDays: number;
  minimumOrderQuantity: number;
}

const LOCK = 'select version, updated_at, status from product where id = $1 for update';

const UPDATE = `update product set lead_time_days = $3, minimum_order_quantity = $4, updated_at = $5, version = version + 1
  where id = $1 and version = $2`;

const AUDIT = `insert into audit_entry (id, at, by, request_id, action, entity_type, entity_id, changes)
  values ($1, $2, $3, $4, 'UPDATED', 'Product', $5, $6)`;

const LOCK_DOCUMENT = 'select pg_advisory_xact_lock(20250703, $1)';

/** The API's own statement that writes search rows: a null stands where the ids of the products go. */
const refresh = JSON.parse(process.env.REFRESH!) as { text: string; values: unknown[] };

const READ = `
  select json_build_object('data', json_build_object('updateProduct', json_build_object(
    'product', json_build_object('id', p.id, 'version', p.version, 'name', p.name_vi, 'leadTimeDays', p.lead_time_days,
      'minimumOrderQuantity', p.minimum_order_quantity, 'facility', json_build_object('id', f.id, 'name', f.name)),
    'errors', '[]'::json
  )))::text as body
  from product p join facility f on f.id = p.facility_id where p.id = $1`;

// Planned once: PostgreSQL would else plan the long statement anew each time, which takes longer than to carry it out.
const pool = openPool({ options: '-c plan_cache_mode=force_generic_plan' });

serve(
  createServer(async (request, response) => {
    try {
      const change = JSON.parse(await textOf(request)) as Change;
      await inTransaction((client) => update(client, change));
      const { rows } = await pool.query<{ body: string }>({ name: 'read', text: READ, values: [change.id] });
      const { body } = rows[0]!;
      answer(response, body);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }),
);

async function update(
  client: pg.PoolClient,
  { id, version, leadTimeDays, minimumOrderQuantity }: Change,
): Promise<void> {
  const now = new Date();
  const { rows } = await client.query<{ version: number }>({ name: 'lock', text: LOCK, values: [id] });
  if (rows[0]?.version !== version) throw new Error('The product was changed by somebody else.');
  await client.query({ name: 'update', text: UPDATE, values: [id, version, leadTimeDays, minimumOrderQuantity, now] });
  const changes = JSON.stringify({ updatedAt: now, minimumOrderQuantity, leadTimeDays });
  await client.query({ name: 'audit', text: AUDIT, values: [uuid(), now, 'bench', uuid(), id, changes] });
  const lock = Number.parseInt(id.slice(-6), 16) % 512;
  await client.query({ name: 'lock-document', text: LOCK_DOCUMENT, values: [lock] });
  const values = refresh.values.map((value) => value ?? [id]);
  await client.query({ name: 'refresh', text: refresh.text, values });
}

async function inTransaction(change: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await change(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
