import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { expectSame } from '../contents.ts';
import { graphqlRequest, type LoadRequest, send, throughput } from '../load.ts';
import { compare, type Rounds } from '../rounds.ts';
import { type Ground, type RunningServer, startApi, startPeer } from '../servers.ts';
import { comparisonRows, type Section } from '../table.ts';
import { CARD, CERTIFICATES, comparableNodes } from './card.ts';

/** Products of a page. */
const FIRST = 50;
/** A buyer scrolls: the load asks for these pages in turn, by each server's own cursors. */
const PAGES = 10;
const CONNECTIONS = 16;

const TITLE = `Nested list: ${FIRST} products with facility, 3 images and certificates, ${PAGES} pages in turn, ${CONNECTIONS} connections`;
const BARS = { 'PostGraphile 5': '≥ 2.2', 'raw pg + JSON.stringify': '≥ 1.0', 'mercurius + graphql-jit': '≥ 1.2' };

const API_QUERY = `query Products($after: String) {
  products(first: ${FIRST}, after: $after, orderBy: NEWEST) {
    nodes { ${CARD} certificates(includeFacility: false) { ${CERTIFICATES} } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const MERCURIUS_QUERY = `query Products($after: String) {
  products(first: ${FIRST}, after: $after) {
    nodes { ${CARD} certificates { ${CERTIFICATES} } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const POSTGRAPHILE_QUERY = `query Products($after: Cursor) {
  products: allProducts(first: ${FIRST}, after: $after, orderBy: [PUBLISH_AT_DESC, ROW_ID_DESC]) {
    nodes {
      id: rowId name unit minimumOrderQuantity leadTimeDays storage publishAt
      facility: facilityByFacilityId { id: rowId name legalForm }
      images: imagesList(orderBy: [POSITION_ASC]) { url alt position }
      certificates: certificatesList(orderBy: [KIND_ASC, VALID_UNTIL_DESC, ROW_ID_ASC]) {
        id: rowId kind number stars validUntil standing
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Lister {
  readonly name: string;
  readonly start: (ground: Ground) => Promise<RunningServer>;
  /** The request for the page behind a cursor. */
  readonly page: (after: string | null) => LoadRequest;
}

const LISTERS: readonly Lister[] = [
  { name: 'the API', start: startApi, page: (after) => graphqlRequest(API_QUERY, { after }) },
  {
    name: 'PostGraphile 5',
    start: startPostgraphile,
    page: (after) => graphqlRequest(POSTGRAPHILE_QUERY, { after }),
  },
  {
    name: 'raw pg + JSON.stringify',
    start: (ground) => startPeer(ground, 'raw'),
    page: (after) => ({ method: 'GET', path: `/?first=${FIRST}${after ? `&after=${after}` : ''}` }),
  },
  {
    name: 'mercurius + graphql-jit',
    start: (ground) => startPeer(ground, 'mercurius'),
    page: (after) => graphqlRequest(MERCURIUS_QUERY, { after }),
  },
];

/** 50 products with facility, images and certificates, page by page at 16 connections. */
export async function benchList(ground: Ground, rounds: Rounds): Promise<Section[]> {
  const running: { lister: Lister; server: RunningServer; requests: LoadRequest[] }[] = [];
  try {
    for (const lister of LISTERS) running.push({ lister, server: await lister.start(ground), requests: [] });
    const after = new Map<Lister, string | null>();
    for (let page = 1; page <= PAGES; page += 1) {
      const answers = [];
      for (const { lister, server, requests } of running) {
        const request = lister.page(after.get(lister) ?? null);
        requests.push(request);
        const { data } = (await send(server.url, request)) as { data: { products: Page } };
        after.set(lister, data.products.pageInfo.endCursor);
        answers.push({ from: lister.name, content: comparable(data.products) });
      }
      expectSame(`Page ${page} of the list`, answers);
    }
    const standings = await compare(
      running.map(({ lister, server, requests }) => ({
        name: lister.name,
        measure: (seconds) => throughput(server.url, { connections: CONNECTIONS, seconds, requests }),
      })),
      rounds,
    );
    return [{ title: TITLE, rows: comparisonRows(standings, BARS) }];
  } finally {
    await Promise.all(running.map(({ server }) => server.stop()));
  }
}

async function startPostgraphile(ground: Ground): Promise<RunningServer> {
  const client = new pg.Client({ connectionString: ground.databaseUrl });
  await client.connect();
  try {
    await client.query(await readFile(new URL('../peers/postgraphile.sql', import.meta.url), 'utf8'));
  } finally {
    await client.end();
  }
  return startPeer(ground, 'postgraphile');
}

interface Page {
  nodes: Record<string, unknown>[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const comparable = ({ nodes, pageInfo }: Page): unknown => ({
  nodes: comparableNodes(nodes),
  hasNextPage: pageInfo.hasNextPage,
});
