import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Migration20261129ExpiringFiles } from '../../../src/migrations/migration-20261129-expiring-files.ts';
import { sweepStoredFiles } from '../../../src/platform/files/sweep-stored-files.job.ts';
import { decodeIdOf } from '../../../src/platform/graphql/ids.ts';
import type { JobContext } from '../../../src/platform/jobs/job.ts';
import { CHECK_IMPORT } from '../../../src/transfers/import/import.jobs.ts';
import { IMPORT_PREFIX } from '../../../src/transfers/import/import.read.ts';
import { useTestApp } from '../../support/app.ts';
import { jobContext } from '../job-context.ts';
import { read, upload } from './import-support.ts';

const app = useTestApp();

const FILE = 'Tên sản phẩm,Mã vạch\nMắm nhĩ,8934563138165\n';

const CREATE = `mutation ($input: CreateImportInput!) { createImport(input: $input) { import { id } errors { code path } } }`;

const create = (input: object) => app.asOperator.mutate(CREATE, { kind: 'PRODUCTS', ...input });

let origin: string;
/** What happens while a file is fetched. */
let meanwhile: () => Promise<unknown>;
const server = http.createServer(async (_, response) => {
  await meanwhile();
  response.end(FILE);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  meanwhile = async () => {};
});
afterEach(async () => {
  app.setClock('2026-11-22T05:00:00.000Z');
  await app.services.db.query('delete from stored_file');
});
afterAll(() => server.close());

const context = (more: Partial<JobContext> = {}) =>
  jobContext(app, { files: { importHosts: [origin], maxBytes: 1_000_000 }, ...more });

async function createFetched() {
  const { import: created } = await create({ url: `${origin}/gia.csv` });
  return { id: created.id, round: { id: decodeIdOf(IMPORT_PREFIX, created.id, []), round: 1 } };
}

/** How many files are left once what nothing has taken was swept. */
async function leftLater(): Promise<number> {
  app.setClock('2026-11-29T05:00:00.000Z');
  await sweepStoredFiles.run(context(), null);
  const [row] = await app.services.db.query<{ n: number }>('select count(*)::int as n from stored_file');
  return row!.n;
}

describe('an uploaded file', () => {
  it('goes after seven days, unless an import takes it', async () => {
    await upload(app, 'gia.csv', FILE);
    const { errors } = await create({ file: await upload(app, 'gia.csv', FILE) });
    expect(errors).toEqual([]);
    expect(await leftLater()).toBe(1);
  });

  it('goes also if it came before files were given a time, unless an import has it', async () => {
    const { db, orm } = app.services;
    await create({ file: await upload(app, 'có.csv', FILE) });
    await upload(app, 'không.csv', FILE);
    await db.query("update stored_file set expires_at = null, created_at = '2026-01-01'");
    const migration = new Migration20261129ExpiringFiles(orm.em.getDriver(), orm.config);
    migration.up();
    for (const statement of migration.getQueries()) await db.query(String(statement));
    const named = 'select name, expires_at is null as stays from stored_file order by name';
    expect(await db.query(named)).toEqual([
      { name: 'có.csv', stays: true },
      { name: 'không.csv', stays: false },
    ]);
  });
});

describe('a fetched file', () => {
  it('stays with its import', async () => {
    const { id, round } = await createFetched();
    await CHECK_IMPORT.run(context(), round);
    expect(await leftLater()).toBe(1);
    expect(await read(app, id)).toMatchObject({ state: 'CHECKED', rows: 1 });
  });

  it('goes when the process was killed before the import had it', async () => {
    const { id, round } = await createFetched();
    const { db, orm } = app.services;
    let arrived = false;
    const dying = {
      ...db,
      async query<Row>(text: string, ...rest: []) {
        const rows = await db.query<Row>(text, ...rest);
        arrived ||= text.includes('complete = true');
        return rows;
      },
    };
    const em = {
      fork() {
        if (arrived) throw new Error('Killed.');
        return orm.em.fork();
      },
    };
    const killed = context({ db: dying, orm: { em } as unknown as JobContext['orm'] });
    await expect(CHECK_IMPORT.run(killed, round)).rejects.toThrow('Killed.');
    expect(arrived).toBe(true);
    await CHECK_IMPORT.run(context(), round);
    expect(await leftLater()).toBe(1);
    expect(await read(app, id)).toMatchObject({ state: 'CHECKED', rows: 1 });
  });

  it('goes at once when the import was given up meanwhile', async () => {
    const { id, round } = await createFetched();
    meanwhile = () =>
      app.asOperator.mutate('mutation ($input: ImportIdInput!) { cancelImport(input: $input) { errors { code } } }', {
        id,
      });
    await CHECK_IMPORT.run(context(), round);
    expect(await read(app, id)).toMatchObject({ state: 'CANCELLED', rows: 0 });
    expect(await app.services.db.query('select id from stored_file')).toEqual([]);
  });
});
