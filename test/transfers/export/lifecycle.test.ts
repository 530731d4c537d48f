import { beforeAll, describe, expect, it } from 'vitest';
import { EXPORT_JOBS, RUN_EXPORT } from '../../../src/transfers/export/export.jobs.ts';
import { Fixture } from '../../catalogue/fixture.ts';
import { useTestApp } from '../../support/app.ts';
import { jobContext } from '../job-context.ts';
import { read, run, start, write } from './export-support.ts';

const app = useTestApp();

beforeAll(async () => {
  const fixture = new Fixture(app);
  const [facility, category] = [fixture.facility('HTX Lộ Thiên'), fixture.category('Nước mắm')];
  for (let number = 0; number < 2_500; number++) fixture.product(`Mắm ${number}`, { facility, category });
  await fixture.index();
});

const errorsOf = async (input: object) =>
  (await start(app, input)).errors.map(
    ({ code, path }: { code: string; path: string[] }) => `${code} ${path.join('.')}`,
  );

const storedFiles = async () =>
  (await app.services.db.query<{ count: number }>('select count(*)::int as count from stored_file'))[0]!.count;

/** A database that a job is held with before it inserts into a table for the `nth` time. */
function heldBefore(table: string, nth: number) {
  const { db } = app.services;
  const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let times = 0;
  const held = {
    ...db,
    async query<Row>(text: string, ...rest: []) {
      if (text.includes(`insert into ${table}`) && ++times === nth) {
        reached.resolve();
        await released.promise;
      }
      return db.query<Row>(text, ...rest);
    },
  };
  return { db: held, reached: reached.promise, release: released.resolve };
}

describe('a start', () => {
  it.each([
    ['of changes as a table', { what: 'CHANGES', format: 'CSV' }, ['BAD_INPUT format']],
    ['of a template as JSON', { what: 'TEMPLATE', format: 'JSONL' }, ['BAD_INPUT format']],
    ['of facilities as JSON-LD', { kind: 'FACILITIES', format: 'JSONLD' }, ['BAD_INPUT format']],
    ['of JSON-LD for operators', { format: 'JSONLD', audience: 'OPERATOR' }, ['BAD_INPUT audience']],
    ['of a search without one', { what: 'SEARCH', format: 'CSV' }, ['BAD_INPUT search']],
    ['of records with a cursor', { format: 'CSV', since: 'x' }, ['BAD_INPUT since']],
    ['of changes since nothing', { what: 'CHANGES', format: 'JSONL', since: 'x' }, ['BAD_INPUT since']],
    [
      'of a search that cannot be',
      { what: 'SEARCH', format: 'CSV', search: { orderBy: 'PRICE', filter: { ocopStars: 9 } } },
      ['BAD_INPUT search.filter.ocopStars', 'BAD_INPUT search.priceAt'],
    ],
    [
      'of the refused rows of no import',
      { what: 'REFUSED_ROWS', format: 'CSV', import: 'imp_01980000-0000-7000-8000-000000000000' },
      ['NOT_FOUND import'],
    ],
    ['with a blank key', { format: 'CSV', idempotencyKey: ' ' }, ['BAD_INPUT idempotencyKey']],
  ])('%s is refused', async (_, input, errors) => {
    expect(await errorsOf(input)).toEqual(errors);
  });

  it.each([
    ['what is not for its content', { format: 'JSONL', since: 'x' }, '"since" belongs to CHANGES only.'],
    ['what its content lacks', { what: 'SEARCH', format: 'CSV' }, 'SEARCH needs "search".'],
  ])('is told of %s', async (_, input, message) => {
    expect((await start(app, input)).errors).toMatchObject([{ message }]);
  });

  it('is for operators', async () => {
    const { errors } = await app.asPublic.mutate(
      'mutation ($input: StartExportInput!) { startExport(input: $input) { errors { code } } }',
      { format: 'CSV' },
    );
    expect(errors).toEqual([{ code: 'UNAUTHENTICATED' }]);
  });

  it('that is sent twice starts once', async () => {
    const input = { format: 'CSV', idempotencyKey: 'một lần' };
    const [first, second] = [await start(app, input), await start(app, input)];
    expect(second.export.id).toBe(first.export.id);
    const { exports: all } = await app.asOperator.query('{ exports(first: 100) { nodes { id } } }');
    expect(all.nodes.filter(({ id }: { id: string }) => id === first.export.id)).toHaveLength(1);
    expect((await app.asPublic.query('{ exports(first: 1) { totalCount } }')).exports.totalCount).toBe(0);
  });
});

describe('a key that is sent again', () => {
  const search = { query: 'mắm', orderBy: 'PRICE', priceAt: { quantity: 1 } };

  it.each([
    ['format', {}, { format: 'XLSX' }],
    ['kind', {}, { kind: 'FACILITIES' }],
    ['audience', {}, { audience: 'OPERATOR' }],
    ['search', { what: 'SEARCH', search }, { search: { ...search, query: 'muối' } }],
  ])('is refused with another %s', async (name, given, other) => {
    const input = { format: 'CSV', idempotencyKey: `khác ${name}`, ...given };
    const first = await start(app, input);
    expect((await start(app, input)).export.id).toBe(first.export.id);
    expect(await start(app, { ...input, ...other })).toMatchObject({
      export: null,
      errors: [{ code: 'CONFLICT', path: ['idempotencyKey'] }],
    });
  });
});

describe('the link of an export', () => {
  it('is there once it is done, until it expires, and then the file goes', async () => {
    const { export: started } = await start(app, { format: 'CSV' });
    expect(started).toMatchObject({ state: 'QUEUED', link: null, linkExpiresAt: '2026-11-29T05:00:00.000Z' });
    await run(app, started.id);
    const { link } = await read(app, started.id);
    expect((await app.asPublic.send('GET', link)).headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename=cau-noi-products-2026-11-22.csv',
    });
    expect(
      (
        await app.asPublic.send(
          'GET',
          link.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')),
        )
      ).statusCode,
    ).toBe(404);
    app.setClock('2026-11-29T05:00:00.000Z');
    try {
      expect((await read(app, started.id)).link).toBeNull();
      expect((await app.asPublic.send('GET', link)).statusCode).toBe(410);
      for (const job of EXPORT_JOBS.filter(({ schedule }) => schedule)) await job.run(jobContext(app), undefined);
      expect(await read(app, started.id)).toBeNull();
    } finally {
      app.setClock('2026-11-22T05:00:00.000Z');
    }
  });
});

describe('an export', () => {
  it('that is given up while it runs leaves no file', async () => {
    const before = await storedFiles();
    const { export: started } = await start(app, { format: 'CSV' });
    const cancel = () =>
      app.asOperator.mutate(
        'mutation ($input: CancelExportInput!) { cancelExport(input: $input) { export { state } errors { code } } }',
        { id: started.id },
      );
    // Cancelled once its rows are being read.
    const { db } = app.services;
    let cancelled = false;
    const watched = {
      ...db,
      async query<Row>(text: string, ...rest: []) {
        if (!cancelled && text.includes('insert into stored_file ')) {
          cancelled = true;
          expect(await cancel()).toEqual({ export: { state: 'CANCELLED' }, errors: [] });
        }
        return db.query<Row>(text, ...rest);
      },
    };
    await run(app, started.id, { db: watched });
    expect(cancelled).toBe(true);
    expect(await read(app, started.id)).toMatchObject({ state: 'CANCELLED', link: null });
    expect(await storedFiles()).toBe(before);
    expect((await cancel()).errors).toEqual([]);
  });

  it('that broke off begins anew, and is whole', async () => {
    const { export: started } = await start(app, { format: 'JSONL' });
    const { db } = app.services;
    let pages = 0;
    const breaking = {
      ...db,
      async query<Row>(text: string, ...rest: []) {
        if (text.includes('with maker as materialized') && ++pages === 2) throw new Error('The machine is gone.');
        return db.query<Row>(text, ...rest);
      },
    };
    await expect(run(app, started.id, { db: breaking })).rejects.toThrow('The machine is gone.');
    expect(await read(app, started.id)).toMatchObject({ state: 'RUNNING', link: null });
    await run(app, started.id);
    const found = await read(app, started.id);
    expect(found).toMatchObject({ state: 'DONE', rows: 2_500, percent: 100 });
    const lines = (await app.asPublic.send('GET', found.link)).body.trimEnd().split('\n');
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(2_500);
  });

  it.each([
    ['before', true],
    ['after', false],
  ])('that two jobs write is whole, where the slow one ends %s the other', async (_, slowEndsFirst) => {
    const before = await storedFiles();
    const { export: started } = await start(app, { format: 'JSONL', audience: 'OPERATOR' });
    const [slow, other] = [heldBefore('stored_file_chunk', 2), heldBefore('stored_file_chunk', 1)];
    const slowRun = run(app, started.id, { db: slow.db });
    await slow.reached;
    const otherRun = run(app, started.id, { db: other.db });
    await other.reached;
    const inOrder = [
      { release: slow.release, ended: slowRun },
      { release: other.release, ended: otherRun },
    ];
    for (const { release, ended } of slowEndsFirst ? inOrder : inOrder.toReversed()) {
      release();
      await ended;
      const { state, link } = await read(app, started.id);
      expect(state).toBe('DONE');
      expect((await app.asPublic.send('GET', link)).body.trimEnd().split('\n')).toHaveLength(2_500);
    }
    expect(await storedFiles()).toBe(before + 1);
  });

  it('that breaks for the last time says so', async () => {
    const { export: started } = await start(app, { format: 'CSV' });
    const broken = { ...app.services.db, query: () => Promise.reject(new Error('No.')) };
    await expect(run(app, started.id, { db: broken })).rejects.toThrow('No.');
    const before = await storedFiles();
    await RUN_EXPORT.giveUp!(jobContext(app), { id: started.id.slice('exp_'.length) });
    expect(await storedFiles()).toBe(before);
    expect(await read(app, started.id)).toMatchObject({ state: 'FAILED', failure: expect.stringContaining('Máy chủ') });
  });

  it('tells each record once', async () => {
    const { found, bytes } = await write(app, { format: 'CSV' });
    expect(found.rows).toBe(2_500);
    expect(bytes.toString().trimEnd().split('\r\n')).toHaveLength(2_501);
  });
});
