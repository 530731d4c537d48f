import pg from 'pg';
import type { Database } from '../../src/platform/database/database.ts';
import type { ProgressDisplay } from '../../src/platform/logging/progress.ts';
import { facilityCertificates, productCertificates } from './certificates.ts';
import { FACILITIES, makeFacilities } from './facilities.ts';
import { readCommunes, readGoods } from './ground.ts';
import { makeParts } from './parts.ts';
import { makeProducts, PRODUCTS } from './products.ts';
import { Random } from './random.ts';

type Row = Record<string, unknown>;

/** Rows of one statement. */
const BATCH = 5_000;

/** Fills the tables of facilities, products and certificates, in one transaction. Places and categories must be there. */
export async function loadCatalogue(url: string, db: Database, display: ProgressDisplay): Promise<void> {
  const communes = await readCommunes(db);
  const goods = await readGoods(db);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    // The rows refer to one another by construction: checking two million of them again takes half of the time.
    await client.query('set local session_replication_role = replica');
    const table = new Tables(client);
    const makers = makeFacilities(communes, goods);
    const badges = new Random('facility certificates');
    for (const maker of makers) {
      await table.add('facility', [maker.row]);
      await table.add('certificate', facilityCertificates(badges, maker));
    }
    const progress = display.bar(`${FACILITIES} facilities, ${PRODUCTS} products`);
    const [details, certificates] = [new Random('parts'), new Random('product certificates')];
    let done = 0;
    for (const product of makeProducts(makers)) {
      const { images, prices, capacities, attributes } = makeParts(details, product);
      await table.add('product', [product.row]);
      await table.add('product_image', images);
      await table.add('product_price', prices);
      await table.add('product_capacity', capacities);
      await table.add('product_attribute', attributes);
      await table.add('certificate', productCertificates(certificates, product));
      done += 1;
      if (done % 1_000 === 0) progress(done, PRODUCTS);
    }
    await table.flush();
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Collects rows and inserts them in batches. */
class Tables {
  readonly #waiting = new Map<string, Row[]>();

  constructor(readonly client: pg.Client) {}

  async add(table: string, rows: readonly Row[]): Promise<void> {
    const waiting = this.#waiting.get(table) ?? [];
    this.#waiting.set(table, waiting);
    waiting.push(...rows);
    if (waiting.length >= BATCH) await this.#insert(table);
  }

  async flush(): Promise<void> {
    for (const table of this.#waiting.keys()) await this.#insert(table);
  }

  async #insert(table: string): Promise<void> {
    const rows = this.#waiting.get(table) ?? [];
    this.#waiting.set(table, []);
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0]!).join(', ');
    const text = `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`;
    await this.client.query({ text, name: `insert ${table}`, values: [JSON.stringify(rows)] });
  }
}
