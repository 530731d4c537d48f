import { describe, expect, it } from 'vitest';
import { RUN_IMPORT, UNDO_IMPORT } from '../../../src/transfers/import/import.jobs.ts';
import { useTestApp } from '../../support/app.ts';
import { contentsOf } from '../../support/batches.ts';
import { jobContext } from '../job-context.ts';
import { act, actWithoutJobs, check, read, roundOf, writeOneBatch } from './import-support.ts';

const app = useTestApp('seeded');

/** A row that is refused so often that what follows is in another batch. */
const often = (row: string): string => `${row}\n`.repeat(1_000);

const TABLES = ['facility', 'product', 'product_price', 'product_component', 'certificate'];

/** The rows of tables, but for what an undo must change: versions and stamps. */
async function contents() {
  const all = await contentsOf(app, TABLES);
  return Object.entries(all).map(([table, rows]) => [
    table,
    rows.map((row) => ({ ...(row as object), version: 0, updated_at: null })),
  ]);
}

async function settings() {
  const [row] = await app.services.db.query<{ facility: string; category: string }>(
    `select 'fac_' || facility.id as facility, 'cat_' || category.id as category
     from facility, category where facility.status = 'VERIFIED' and category.code = 'fish-sauce' limit 1`,
  );
  return { options: row! };
}

/** Imports a file, and answers what is said of it then. */
const bring = async (content: string, input: object = {}) => {
  const { id } = await check(app, content, input);
  return act(app, 'startImport', { id });
};

const undone = (id: string) => act(app, 'undoImport', { id });

const PRODUCTS = 'Mã SP,Mã vạch,Tên hàng,ĐVT,Đơn giá,Sản phẩm trong bộ\n';

describe('an import that touched a record twice is undone', () => {
  it('where a new product joins a set that is there', async () => {
    await bring(`${PRODUCTS}QUA-1,,Mắm làm quà,chai,1000,\nQUA-2,,Bộ quà mắm,hộp,1000,QUA-1: 2\n`, await settings());
    const before = await contents();
    const rows = 'QUA-3,,Mắm làm quà mới,chai,1000,\nQUA-2,,Bộ quà mắm mới,hộp,1000,"QUA-1: 2\nQUA-3: 1"\n';
    const done = await bring(PRODUCTS + rows, await settings());
    expect(done).toMatchObject({ state: 'DONE', created: 1, changed: 1 });
    expect(await undone(done.id)).toMatchObject({ state: 'UNDONE' });
    expect(await contents()).toEqual(before);
  });

  it('where batches call a facility by its tax code and by its name', async () => {
    const header = 'Tên cơ sở,Mã số thuế,Tỉnh,Điện thoại\n';
    await bring(`${header}Cơ sở Hai Tên,0100109106,Thành phố Huế,0912345678\n`, { kind: 'FACILITIES' });
    const before = await contents();
    const rows = `Cơ sở Hai Tên,0100109106,Thành phố Huế,0912345679\n${often(',,,0912345678')}`;
    const done = await bring(`${header}${rows}Cơ sở Hai Tên,,Thành phố Huế,0912345670\n`, { kind: 'FACILITIES' });
    expect(done).toMatchObject({ state: 'DONE', changed: 2 });
    expect(await undone(done.id)).toMatchObject({ state: 'UNDONE' });
    expect(await contents()).toEqual(before);
  });

  it('unless somebody changed the record in between', async () => {
    const header = 'Tên cơ sở,Mã số thuế,Tỉnh,Điện thoại\n';
    await bring(`${header}Cơ sở Ở Giữa,0300588569,Thành phố Huế,0912345678\n`, { kind: 'FACILITIES' });
    const rows = `Cơ sở Ở Giữa,0300588569,Thành phố Huế,0912345679\n${often(',,,0912345678')}`;
    const file = `${header}${rows}Cơ sở Ở Giữa,,Thành phố Huế,0912345670\n`;
    const { id } = await check(app, file, { kind: 'FACILITIES' });
    await actWithoutJobs(app, 'startImport', { id });
    await writeOneBatch(app, id);
    await app.services.db.query(
      "update facility set name_en = 'In between', version = version + 1 where tax_code = '0300588569'",
    );
    await RUN_IMPORT.run(jobContext(app), await roundOf(app, id));
    expect(await read(app, id)).toMatchObject({ state: 'DONE', changed: 2 });
    expect(await undone(id)).toMatchObject({ errors: [{ code: 'CONFLICT', path: ['id'] }] });
  });
});

describe('imports that changed the same records are undone', () => {
  const facilities = { kind: 'FACILITIES' };
  const fileOf = (phone: string) =>
    `Tên cơ sở,Mã số thuế,Tỉnh,Điện thoại\nCơ sở Lần Lượt,0301464904,Thành phố Huế,${phone}\n`;
  const rename = () =>
    app.services.db.query(
      "update facility set name_en = 'By hand', version = version + 1 where tax_code = '0301464904'",
    );

  it('from the last to the first, and again', { timeout: 60_000 }, async () => {
    const before = await contents();
    const first = await bring(fileOf('0912345670'), facilities);
    const between = await contents();
    const last = await bring(fileOf('0912345671'), facilities);
    const twice = await bring(
      `${fileOf('0912345672')}${often(',,,0912345678')}Cơ sở Lần Lượt,,Thành phố Huế,0912345673\n`,
      facilities,
    );
    expect(twice).toMatchObject({ changed: 2 });
    expect(await undone(first.id)).toMatchObject({ errors: [{ code: 'CONFLICT', path: ['id'] }] });
    expect(await undone(twice.id)).toMatchObject({ state: 'UNDONE' });
    expect(await undone(first.id)).toMatchObject({ errors: [{ code: 'CONFLICT', path: ['id'] }] });
    expect(await undone(last.id)).toMatchObject({ state: 'UNDONE' });
    expect(await contents()).toEqual(between);
    expect(await undone((await bring(fileOf('0912345674'), facilities)).id)).toMatchObject({ state: 'UNDONE' });
    expect(await undone(first.id)).toMatchObject({ state: 'UNDONE' });
    expect(await contents()).toEqual(before);
  });

  it.each([
    ['between them', '0912345675'],
    ['after the last was undone', '0912345676'],
  ])('unless somebody changed them %s', async (when, phone) => {
    const first = await bring(fileOf(phone), facilities);
    if (when === 'between them') await rename();
    const last = await bring(fileOf('0912345671'), facilities);
    expect(await undone(last.id)).toMatchObject({ state: 'UNDONE' });
    if (when !== 'between them') await rename();
    const message = expect.stringMatching(
      /^This cannot be undone: 1 records of the import \("Cơ sở Lần Lượt"\)[^:]*\.$/,
    );
    expect(await undone(first.id)).toMatchObject({ errors: [{ code: 'CONFLICT', path: ['id'], message }] });
  });

  it('with prices, sets and certificates', { timeout: 60_000 }, async () => {
    const holding = await settings();
    const certificates = (issuer: string) => `Loại chứng nhận,Số,Cơ quan cấp,Mã sản phẩm\nHACCP,SO-1,${issuer},LAN-1\n`;
    const files: [string, object][] = [
      [`${PRODUCTS}LAN-1,,Mắm một,chai,1000,\nLAN-2,,Bộ mắm,hộp,5000,LAN-1: 2\n`, holding],
      [certificates('Viện Một'), { kind: 'CERTIFICATES', ...holding }],
      [
        `${PRODUCTS}LAN-3,,Mắm ba,chai,1500,\nLAN-1,,Mắm đổi,chai,2000,\nLAN-2,,Bộ đổi,hộp,6000,"LAN-1: 1\nLAN-3: 1"\n`,
        holding,
      ],
      [certificates('Viện Hai'), { kind: 'CERTIFICATES', ...holding }],
      [`${PRODUCTS}LAN-1,,Mắm đổi nữa,chai,3000,\nLAN-2,,Bộ mắm,hộp,5000,LAN-1: 2\n`, holding],
    ];
    const steps = [];
    for (const [file, input] of files) {
      const before = await contents();
      steps.push({ before, ...(await bring(file, input)) });
    }
    expect(steps.map(({ created, changed }) => [created, changed])).toEqual([
      [2, 0],
      [1, 0],
      [1, 2],
      [0, 1],
      [0, 2],
    ]);
    for (const { id, before } of steps.toReversed()) {
      expect(await undone(id)).toMatchObject({ state: 'UNDONE' });
      expect(await contents()).toEqual(before);
    }
  });

  it('unless each wrote after the other: each says which is in the way', { timeout: 60_000 }, async () => {
    const header = 'Tên cơ sở,Mã số thuế,Tỉnh,Điện thoại\n';
    const one = (phone: string) => `Cơ sở Chéo Một,0300588569,Thành phố Huế,${phone}\n`;
    const two = (phone: string) => `Cơ sở Chéo Hai,0100109106,Thành phố Huế,${phone}\n`;
    await bring(`${header}${one('0912345670')}${two('0912345670')}`, facilities);
    const filler = often(',,,0912345678');
    const first = await check(app, `${header}${one('0912345671')}${filler}${two('0912345672')}`, facilities, 'a.csv');
    const second = await check(app, `${header}${two('0912345673')}${filler}${one('0912345674')}`, facilities, 'b.csv');
    for (const { id } of [first, second]) await actWithoutJobs(app, 'startImport', { id });
    for (const { id } of [first, second]) await writeOneBatch(app, id);
    for (const { id } of [first, second]) await RUN_IMPORT.run(jobContext(app), await roundOf(app, id));
    const refusals = [await undone(first.id), await undone(second.id)].map(({ errors: [{ message }] }) => message);
    expect(refusals).toEqual([
      expect.stringMatching(/1 records .*\("Cơ sở Chéo Một"\).* The import of "b.csv" of 2026-11-22 12:00 /),
      expect.stringMatching(/1 records .*\("Cơ sở Chéo Hai"\).* The import of "a.csv" of 2026-11-22 12:00 /),
    ]);
  });
});

describe('an undo', () => {
  it('is written in the name of who asked for it', async () => {
    const { id } = await bring('Tên cơ sở,Tỉnh\nCơ sở Ai Xóa,Thành phố Huế\n', { kind: 'FACILITIES' });
    await app.services.db.query("update import set created_by = 'Lan'");
    expect(await undone(id)).toMatchObject({ state: 'UNDONE' });
    const [last] = await app.services.db.query('select action, by from audit_entry order by at desc, id desc limit 1');
    expect(last).toEqual({ action: 'DELETED', by: 'operator' });
  });
});

describe('an import that cannot be undone', () => {
  const facilities = { kind: 'FACILITIES' };
  const fileOf = (name: string) => `Mã,Tên cơ sở,Tỉnh\n${often(`,Cơ sở ${name},Thành phố Huế`)}`;

  /** Has the undo of an import asked for, and a record of it changed before that is done. */
  async function undoTooLate(id: string, name: string) {
    const asked = await actWithoutJobs(app, 'undoImport', { id });
    expect(asked).toMatchObject({ state: 'UNDOING', percent: 0, failure: null });
    await app.services.db.query('update facility set version = version + 1 where name = $1', [`Cơ sở ${name}`]);
    await UNDO_IMPORT.run(jobContext(app), await roundOf(app, id));
    return read(app, id);
  }

  it('stays cancelled', async () => {
    const { id } = await check(app, `${fileOf('Bỏ Dở')},Cơ sở Sau Bỏ Dở,Thành phố Huế\n`, facilities);
    await actWithoutJobs(app, 'startImport', { id });
    await writeOneBatch(app, id);
    expect(await act(app, 'cancelImport', { id })).toMatchObject({ state: 'CANCELLED', created: 1, failure: null });
    await app.services.db.query("update import set percent = 50 where state = 'CANCELLED'");
    const kept = await undoTooLate(id, 'Bỏ Dở');
    expect(kept).toMatchObject({ state: 'CANCELLED', percent: 50, failure: expect.stringMatching(/1 bản ghi/) });
    expect(await act(app, 'startImport', { id, withoutUndecided: true })).toMatchObject({
      errors: [{ code: 'INVALID_STATE' }],
    });
  });

  it('stays failed, and says why it has failed and why it could not be undone', async () => {
    const { id } = await check(app, `${fileOf('Hỏng')},Cơ sở Sau Hỏng,Thành phố Huế\n`, facilities);
    await actWithoutJobs(app, 'startImport', { id });
    await writeOneBatch(app, id);
    await RUN_IMPORT.giveUp!(jobContext(app), { ...(await roundOf(app, id)), after: 5_000 });
    const failed = await read(app, id);
    expect(failed).toMatchObject({ state: 'FAILED', failure: expect.stringContaining('job-test') });
    for (const _ of ['once', 'twice']) {
      await app.services.db.query("update facility set version = 1 where name = 'Cơ sở Hỏng'");
      const kept = await undoTooLate(id, 'Hỏng');
      const failure = expect.stringMatching(/job-test\. Không hoàn tác được: 1 bản ghi[^.]*\.$/);
      expect(kept).toMatchObject({ state: 'FAILED', failure });
    }
    await app.services.db.query("update facility set version = 1 where name = 'Cơ sở Hỏng'");
    expect(await undone(id)).toMatchObject({ state: 'UNDONE', failure: null, percent: 100 });
  });
});
