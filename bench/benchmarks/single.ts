import pg from 'pg';
import { expectSame } from '../contents.ts';
import { graphqlRequest, type LoadRequest, send, throughput } from '../load.ts';
import { compare, type Rounds } from '../rounds.ts';
import { type Ground, startApi, startPeer } from '../servers.ts';
import { comparisonRows, type Section } from '../table.ts';
import { CARD, CERTIFICATES, comparableNodes } from './card.ts';

const CONNECTIONS = 16;
/** The load asks for these many products in turn. */
const PRODUCTS = 500;

const BY_HAND = 'node:http, one JSON statement by hand';
const TITLE = `A single product by id, with facility, images and certificates, ${CONNECTIONS} connections`;
const BARS = { [BY_HAND]: '≥ 0.55' };

const QUERY = `query Product($id: ID!) { product(id: $id) { ${CARD} certificates(includeFacility: false) { ${CERTIFICATES} } } }`;

/** One product by its id, with facility, images and certificates, at 16 connections. */
export async function benchSingle(ground: Ground, rounds: Rounds): Promise<Section[]> {
  const ids = await drawProducts(ground);
  const [api, hand] = await Promise.all([startApi(ground), startPeer(ground, 'passthrough')]);
  const running = [api, hand];
  try {
    const asked = ids.map((id) => graphqlRequest(QUERY, { id: `prd_${id}` }));
    const byHand = ids.map((id): LoadRequest => ({ method: 'GET', path: `/${id}` }));
    for (const [index, id] of ids.entries()) {
      expectSame(`Product ${id}`, [
        { from: 'the API', content: await productOf(api.url, asked[index]!) },
        { from: 'node:http', content: await productOf(hand.url, byHand[index]!) },
      ]);
    }
    const answer = JSON.stringify(await send(api.url, asked[0]!));
    const constant = await startPeer(ground, 'apollo-constant', { ANSWER: answer });
    running.push(constant);
    const measured = (name: string, url: string, requests: readonly LoadRequest[]) => ({
      name,
      measure: (seconds: number) => throughput(url, { connections: CONNECTIONS, seconds, requests }),
    });
    const standings = await compare(
      [
        measured('the API', api.url, asked),
        measured(BY_HAND, hand.url, byHand),
        measured('Apollo that answers a constant', constant.url, asked),
      ],
      rounds,
    );
    return [{ title: TITLE, rows: comparisonRows(standings, BARS) }];
  } finally {
    await Promise.all(running.map((server) => server.stop()));
  }
}

/** Public products from all over the catalogue. */
async function drawProducts({ databaseUrl }: Ground): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `select p.id from product p join facility f on f.id = p.facility_id and f.status = 'VERIFIED'
       where p.status = 'PUBLISHED' and p.publish_at <= now() order by md5(p.id::text) limit $1`,
      [PRODUCTS],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}

async function productOf(url: string, request: LoadRequest): Promise<unknown> {
  const { data } = (await send(url, request)) as { data: { product: Record<string, unknown> } };
  return comparableNodes([data.product]);
}
