import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { signOperatorToken } from '../../src/platform/auth/token.ts';
import { IMPORTED, IMPORTED_CODE, importedLines } from '../import-rows.ts';
import { graphqlRequest, send } from '../load.ts';
import { quantile } from '../rounds.ts';
import { type Ground, type RunningServer, startApi } from '../servers.ts';
import type { Section } from '../table.ts';

/** A database of its own: what is imported must not be there for others. */
const DATABASE = 'cau_noi_import';

/** Milliseconds between two reads beside the import, and how many are taken in quiet. */
const READ_EVERY = 50;
const QUIET_READS = 300;

const READ = `{ products(first: 20, orderBy: NEWEST) { nodes { id name facility { id name } images { url } } } }`;

/** Where the server writes the rows that it is to copy back. */
const copyFile = (table: string): string => `/tmp/cau-noi-copy-${process.pid}-${table}`;

/** The tables that an import fills and a search answers from, each with the rows of the imported products. */
const COPIED = {
  product: `select * from product where external_id like '${IMPORTED_CODE}%'`,
  product_price: `select price.* from product_price price join product on product.id = price.product_id where external_id like '${IMPORTED_CODE}%'`,
  search_change: `select change.* from search_change change join product on product.id = change.id where external_id like '${IMPORTED_CODE}%'`,
  search_document: `select document.* from search_document document join product on product.id = document.id where external_id like '${IMPORTED_CODE}%'`,
};

/** An import of 100,000 products that are published at once, with reads beside it; and a bare COPY of the rows that it wrote. */
export async function benchImport(ground: Ground): Promise<Section[]> {
  const own = { ...ground, databaseUrl: await copyDatabase(ground.databaseUrl) };
  const client = new pg.Client({ connectionString: own.databaseUrl });
  await client.connect();
  const api = await startApi(own, {}, ['--only', 'api']);
  const worker = await startApi(own, {}, ['--only', 'worker']);
  try {
    const lines: string[] = [];
    for await (const line of importedLines(client)) lines.push(line);
    const quiet = await reads(api, QUIET_READS);
    const { seconds, checking, beside } = await importFile(own, api, lines.join(''));
    const memory = await peakMemory(worker.pid);
    const copying = await copyBack(client);
    const perSecond = (taken: number) => `${Math.round(IMPORTED / taken).toLocaleString('en')} rows/s`;
    const p99 = (sorted: readonly number[]) => quantile(sorted, 0.99);
    return [
      {
        title: `Import of ${IMPORTED.toLocaleString('en')} products, published at once; checked before in ${Math.round(checking)} s`,
        rows: [
          { name: 'the API', ratio: '', bar: '', figure: perSecond(seconds) },
          {
            name: 'COPY of the same rows into the same tables',
            ratio: (copying / seconds).toFixed(2),
            bar: '≥ 0.3',
            figure: perSecond(copying),
          },
          { name: 'memory of the worker at most', ratio: '', bar: '≤ 300 MB', figure: `${Math.round(memory)} MB` },
          { name: 'reads in quiet: p99', ratio: '', bar: '', figure: `${p99(quiet).toFixed(1)} ms` },
          {
            name: 'reads beside the import: p99',
            ratio: `${(p99(beside) / p99(quiet)).toFixed(1)} × quiet`,
            bar: '≤ 2 × quiet',
            figure: `${p99(beside).toFixed(1)} ms`,
          },
        ],
      },
    ];
  } finally {
    await Promise.all([api.stop(), worker.stop(), client.end()]);
  }
}

async function copyDatabase(url: string): Promise<string> {
  const copy = new URL(url);
  const template = copy.pathname.slice(1);
  const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') });
  await client.connect();
  try {
    await client.query(`drop database if exists ${DATABASE} with (force)`);
    await client.query(`create database ${DATABASE} template ${template}`);
  } finally {
    await client.end();
  }
  copy.pathname = DATABASE;
  return copy.href;
}

/** Milliseconds of reads, one after the other with a pause, in rising order; as many as asked for, or until it is told. */
async function reads(api: RunningServer, count: number, isOver = () => false): Promise<number[]> {
  const request = graphqlRequest(READ, {});
  const taken: number[] = [];
  while (taken.length < count && !isOver()) {
    const begun = performance.now();
    await send(api.url, request);
    taken.push(performance.now() - begun);
    await sleep(READ_EVERY);
  }
  return taken.sort((a, b) => a - b);
}

interface Imported {
  /** From the start to the last row. */
  readonly seconds: number;
  readonly checking: number;
  readonly beside: readonly number[];
}

async function importFile(ground: Ground, api: RunningServer, content: string): Promise<Imported> {
  const token = await signOperatorToken(new TextEncoder().encode(ground.authSecret), 'bench', 1, new Date());
  const headers = { authorization: `Bearer ${token}` };
  const ask = async <Data>(query: string, variables: object): Promise<Data> =>
    ((await send(api.url, graphqlRequest(query, variables, headers))) as { data: Data }).data;
  const uploaded = await fetch(`${api.url}/files?name=nhap.csv`, { method: 'POST', headers, body: content });
  const { file } = (await uploaded.json()) as { file: { id: string } };
  const until = async (id: string, state: string) => {
    for (;;) {
      const { import: answer } = await ask<{ import: { state: string; refused: number; undecided: number } }>(
        'query ($id: ID!) { import(id: $id) { state failure refused undecided created } }',
        { id },
      );
      if (answer.state === 'FAILED') throw new Error(`The import failed: ${JSON.stringify(answer)}`);
      if (answer.state === state) return answer;
      await sleep(100);
    }
  };
  const begun = performance.now();
  const { createImport } = await ask<{ createImport: { import: { id: string } } }>(
    'mutation ($input: CreateImportInput!) { createImport(input: $input) { import { id } errors { message } } }',
    { input: { kind: 'PRODUCTS', file: file.id, options: { publish: 'ALL' } } },
  );
  const { id } = createImport.import;
  const checked = await until(id, 'CHECKED');
  if (checked.refused > 0 || checked.undecided > 0) throw new Error(`Rows were refused: ${JSON.stringify(checked)}`);
  const started = performance.now();
  let isOver = false;
  const beside = reads(api, Number.POSITIVE_INFINITY, () => isOver);
  await ask('mutation ($input: StartImportInput!) { startImport(input: $input) { errors { message } } }', {
    input: { id },
  });
  await until(id, 'DONE');
  const seconds = (performance.now() - started) / 1_000;
  isOver = true;
  return { seconds, checking: (started - begun) / 1_000, beside: await beside };
}

/** MB of resident memory at most, as Linux counts it. */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) / 1024;
}

/** Seconds of a COPY of the imported rows into the tables that they were taken from, in one transaction. */
async function copyBack(client: pg.Client): Promise<number> {
  for (const [table, rows] of Object.entries(COPIED))
    await client.query(`copy (${rows}) to '${copyFile(table)}' (format binary)`);
  await client.query('delete from search_change');
  await client.query(
    `delete from search_document using product where product.id = search_document.id and external_id like '${IMPORTED_CODE}%'`,
  );
  for (const part of ['product_price', 'product_transition']) {
    await client.query(
      `delete from ${part} using product where product.id = product_id and external_id like '${IMPORTED_CODE}%'`,
    );
  }
  await client.query('set session_replication_role = replica');
  await client.query(`delete from product where external_id like '${IMPORTED_CODE}%'`);
  await client.query('vacuum analyze');
  const begun = performance.now();
  await client.query('begin');
  for (const table of Object.keys(COPIED))
    await client.query(`copy ${table} from '${copyFile(table)}' (format binary)`);
  await client.query('commit');
  return (performance.now() - begun) / 1_000;
}
