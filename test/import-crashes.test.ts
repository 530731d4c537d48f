import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signOperatorToken } from '../src/platform/auth/token.ts';
import { ServerProcess } from './security/server-process.ts';
import { createTestDatabase, type TestDatabase } from './support/cluster.ts';
import { Random } from './support/random.ts';
import { send } from './support/search-load.ts';

/** How many processes are killed; CRASHES=100 for a long run. */
const CRASHES = Number(process.env.CRASHES ?? 2);

const SECRET = 'a secret that only these tests know';

/** Rows of a file: it takes several batches. */
const ROWS = 2_500;

/** One row in so many is wrong, and has to be in the report. */
const WRONG = 50;

let database: TestDatabase;
let client: pg.Client;
let token: string;
let environment: Record<string, string>;
let api: ServerProcess;
let worker: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase('seeded');
  client = new pg.Client(database.url);
  await client.connect();
  environment = { DATABASE_URL: database.url, AUTH_SECRET: SECRET, LOG_LEVEL: 'info' };
  token = await signOperatorToken(new TextEncoder().encode(SECRET), 'crashes', 1, new Date());
  api = await ServerProcess.start(environment, '--only', 'api');
  worker = await ServerProcess.start(environment, '--only', 'worker');
}, 60_000);

afterAll(async () => {
  await Promise.all([api?.end('SIGKILL'), worker?.end('SIGKILL'), client?.end()]);
  await database?.drop();
});

const ask = async (query: string, variables: object) => (await send(api.url, query, variables, token))?.data;

const STATE = 'query ($id: ID!) { import(id: $id) { state rows created refused failure } }';

/** Where the import is; what a killed API does not answer is asked again. */
async function stateOf(id: string): Promise<{ state: string; rows: number; created: number; refused: number }> {
  for (;;) {
    const found = (await ask(STATE, { id }))?.import;
    if (found) return found;
    await sleep(100);
  }
}

async function until(id: string, states: readonly string[]): Promise<string> {
  for (;;) {
    const { state } = await stateOf(id);
    if (states.includes(state)) return state;
    await sleep(100);
  }
}

/** Uploads a file whose codes begin with a mark, and has it imported and published. */
async function startImport(mark: string, facility: string, category: string): Promise<string> {
  const lines = Array.from({ length: ROWS }, (_, row) =>
    row % WRONG === 7 ? `${mark}-${row},,chai,1000` : `${mark}-${row},Hàng thử ${mark} ${row},chai,${1_000 + row}`,
  );
  const response = await fetch(`${api.url}/files?name=${mark}.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: ['Mã SP,Tên hàng,ĐVT,Đơn giá', ...lines].join('\n'),
  });
  const { file } = (await response.json()) as { file: { id: string } };
  const input = { kind: 'PRODUCTS', file: file.id, options: { facility, category, publish: 'ALL' } };
  const created = await ask(
    'mutation ($input: CreateImportInput!) { createImport(input: $input) { import { id } errors { message } } }',
    { input },
  );
  const { id } = created.createImport.import;
  await until(id, ['CHECKED', 'FAILED']);
  await ask('mutation ($input: StartImportInput!) { startImport(input: $input) { errors { message } } }', {
    input: { id },
  });
  return id;
}

it(`has every row of imports in once, or in the report, after ${CRASHES} crashes`, {
  timeout: 240_000 + CRASHES * 60_000,
}, async () => {
  const random = new Random(5);
  const { rows } = await client.query<{ facility: string; category: string }>(`
    select 'fac_' || facility.id as facility, 'cat_' || category.id as category
    from facility, category where facility.status = 'VERIFIED' and category.code = 'fish-sauce' limit 1`);
  const { facility, category } = rows[0]!;
  const imports: { mark: string; id: string }[] = [];
  for (let crash = 0; crash < CRASHES; ) {
    const mark = `V${imports.length}`;
    const id = await startImport(mark, facility, category);
    imports.push({ mark, id });
    for (; crash < CRASHES && !['DONE', 'FAILED'].includes((await stateOf(id)).state); crash += 1) {
      await sleep(random.whole(0, 2_500));
      if (random.chance(0.8)) {
        await worker.end('SIGKILL');
        worker = await ServerProcess.start(environment, '--only', 'worker');
        // The jobs of a killed worker are taken back a few seconds later.
        await sleep(random.whole(0, 14_000));
      } else {
        await api.end('SIGKILL');
        api = await ServerProcess.start(environment, '--only', 'api');
      }
    }
  }
  const wrong = Math.ceil((ROWS - 7) / WRONG);
  for (const { mark, id } of imports) {
    expect(await until(id, ['DONE', 'FAILED'])).toBe('DONE');
    expect(await stateOf(id)).toMatchObject({ rows: ROWS, created: ROWS - wrong, refused: wrong });
    const counted = await client.query(
      `select count(*)::int as products, count(distinct external_id)::int as codes,
         count(document.id)::int as documents, (select count(distinct row)::int from import_problem where import_id = $2) as reported,
         (select sum(last_row - first_row + 1)::int from import_batch where import_id = $2) as batched
       from product left join search_document document on document.id = product.id where external_id like $1 || '-%'`,
      [mark, id.slice(4)],
    );
    const good = ROWS - wrong;
    expect(counted.rows).toEqual([{ products: good, codes: good, documents: good, reported: wrong, batched: ROWS }]);
  }
  console.log(JSON.stringify({ crashes: CRASHES, imports: imports.length, rows: imports.length * ROWS }));
});
