import pg from 'pg';
import sql from 'sql-template-tag';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import { productDocuments } from '../../src/catalogue/product-documents.ts';
import { signOperatorToken } from '../../src/platform/auth/token.ts';
import { writeRows } from '../../src/platform/search/postgres/document-rows.ts';
import { expectSame } from '../contents.ts';
import { type Conversation, graphqlRequest, type LoadRequest, send, throughput } from '../load.ts';
import { compare, type Rounds } from '../rounds.ts';
import { type Ground, startApi, startPeer } from '../servers.ts';
import { comparisonRows, type Section } from '../table.ts';

const QUERY = `mutation Update($input: UpdateProductInput!) {
  updateProduct(input: $input) {
    product { id version name leadTimeDays minimumOrderQuantity facility { id name } }
    errors { code path message }
  }
}`;

const BY_HAND = 'the same statements by hand, on node:http';

/** The load changes these many products, again and again. */
const PRODUCTS = 2_000;

interface Product {
  readonly id: string;
  version: number;
  leadTimeDays: number;
}

interface Updater {
  readonly name: string;
  readonly url: string;
  readonly request: (change: Product & { minimumOrderQuantity: number }) => LoadRequest;
}

/** An update of a product with its audit row and its search row, at 1 and at 8 connections, with a safe and a quick commit. */
export async function benchMutation(ground: Ground, rounds: Rounds): Promise<Section[]> {
  const client = new pg.Client({ connectionString: ground.databaseUrl });
  await client.connect();
  try {
    const sections: Section[] = [];
    for (const commit of ['on', 'off']) {
      await client.query(
        `alter database ${client.escapeIdentifier(client.database!)} set synchronous_commit = ${commit}`,
      );
      sections.push(...(await benchUpdates(ground, rounds, client, `synchronous_commit = ${commit}`)));
    }
    return sections;
  } finally {
    await client.query(`alter database ${client.escapeIdentifier(client.database!)} reset synchronous_commit`);
    await client.end();
  }
}

async function benchUpdates(ground: Ground, rounds: Rounds, client: pg.Client, setting: string): Promise<Section[]> {
  const [api, hand] = await Promise.all([
    startApi(ground),
    startPeer(ground, 'mutation', { REFRESH: refreshStatement() }),
  ]);
  try {
    const token = await signOperatorToken(new TextEncoder().encode(ground.authSecret), 'bench', 1, new Date());
    const authorization = `Bearer ${token}`;
    const updaters: Updater[] = [
      {
        name: 'the API',
        url: api.url,
        request: ({ id, ...change }) =>
          graphqlRequest(QUERY, { input: { id: `prd_${id}`, ...change } }, { authorization }),
      },
      {
        name: BY_HAND,
        url: hand.url,
        request: (change) => ({ method: 'POST', path: '/', body: JSON.stringify(change) }),
      },
    ];
    const products = await drawProducts(client);
    await compareEffects(client, updaters, products[0]!);
    const sections: Section[] = [];
    for (const connections of [1, 8]) {
      const contenders = updaters.map((updater) => ({
        name: updater.name,
        measure: (seconds: number) =>
          throughput(updater.url, { connections, seconds, requests: updates(updater, products) }),
      }));
      sections.push({
        title: `A mutation (lock, row, audit row, search row, answer), ${connections} connection${connections > 1 ? 's' : ''}, ${setting}`,
        rows: comparisonRows(await compare(contenders, rounds), { [BY_HAND]: '≥ 0.6' }),
      });
    }
    return sections;
  } finally {
    await Promise.all([api.stop(), hand.stop()]);
  }
}

/** Each request changes the product that has waited longest, from the version that the last answer gave. */
function updates({ request }: Updater, products: Product[]): Conversation {
  return {
    next() {
      const product = products.shift()!;
      const change = { ...product, leadTimeDays: (product.leadTimeDays % 60) + 1, minimumOrderQuantity: 10 };
      return {
        request: request(change),
        answered(body) {
          const { data } = JSON.parse(body) as Answer;
          if (!data?.updateProduct.product) throw new Error(`A product was not updated: ${body}`);
          product.version = data.updateProduct.product.version;
          product.leadTimeDays = change.leadTimeDays;
          products.push(product);
        },
      };
    },
  };
}

interface Answer {
  data: { updateProduct: { product: { id: string; version: number } | null; errors: unknown[] } } | null;
}

/** Both make the same change of one product; the answers, the row, the audit entry and the search row must be alike. */
async function compareEffects(client: pg.Client, updaters: readonly Updater[], product: Product): Promise<void> {
  const answers = [];
  for (const { name, url, request } of updaters) {
    await client.query('update product set lead_time_days = 61, minimum_order_quantity = 61 where id = $1', [
      product.id,
    ]);
    const answer = (await send(url, request({ ...product, leadTimeDays: 7, minimumOrderQuantity: 5 }))) as Answer;
    const [row] = await client
      .query('select * from product where id = $1', [product.id])
      .then(({ rows }) => rows as { version: number; updated_at: Date }[]);
    const { rows: audits } = await client.query(
      'select by, action, entity_type, changes from audit_entry where entity_id = $1 order by id desc limit 1',
      [product.id],
    );
    const { rows: documents } = await client.query(`select * from ${CATALOGUE.table} where id = $1`, [product.id]);
    answers.push({
      from: name,
      content: JSON.parse(
        JSON.stringify({ answer: answer.data, row, audits, documents }, (key, value) =>
          ['version', 'updated_at', 'updatedAt'].includes(key) ? undefined : key === 'id' ? bare(value) : value,
        ),
      ),
    });
    product.version = row!.version;
    product.leadTimeDays = 7;
  }
  expectSame('The update of a product', answers);
}

const bare = (id: unknown): string => String(id).replace(/^[a-z]+_/, '');

async function drawProducts(client: pg.Client): Promise<Product[]> {
  const { rows } = await client.query<Product>(
    `select p.id, p.version, p.lead_time_days as "leadTimeDays"
     from product p join facility f on f.id = p.facility_id and f.status = 'VERIFIED'
     where p.status = 'PUBLISHED' and p.publish_at <= now() order by md5(p.id::text) limit $1`,
    [PRODUCTS],
  );
  return rows;
}

/** The statement by which the API writes search rows, with a null for each place where ids go. */
function refreshStatement(): string {
  const ids = Symbol('ids');
  const statement = writeRows(CATALOGUE, productDocuments, sql`${ids}::uuid[]`);
  const values = statement.values.map((value) => (value === ids ? null : value));
  return JSON.stringify({ text: statement.text, values });
}
