import { expect, it } from 'vitest';
import { RUN_IMPORT } from '../../../src/transfers/import/import.jobs.ts';
import { useTestApp } from '../../support/app.ts';
import { jobContext } from '../job-context.ts';
import { act, actWithoutJobs, check, read, roundOf, writeOneBatch } from './import-support.ts';

/* What a file brings in several batches comes in as it was checked: nothing of it is taken for what an earlier batch has made. */

const app = useTestApp('seeded');

/** Rows that are refused, so that what follows is in another batch. */
const often = (row: string): string => `${row}\n`.repeat(1_000);

async function settings() {
  const [row] = await app.services.db.query<{ facility: string; category: string }>(
    `select 'fac_' || facility.id as facility, 'cat_' || category.id as category
     from facility, category where facility.status = 'VERIFIED' and category.code = 'fish-sauce' limit 1`,
  );
  return row!;
}

/** Has a file checked and written; answers what the check said and what came of it. */
async function bring(content: string, input: object, answers: readonly object[] = []) {
  let checked = await check(app, content, input);
  if (answers.length > 0) checked = await act(app, 'answerImport', { id: checked.id, answers });
  return [checked, await act(app, 'startImport', { id: checked.id })] as const;
}

const FACILITIES = 'Tên cơ sở,Mã số thuế,Tỉnh,Điện thoại\n';
const NO_FACILITY = often(',,,0912345678');

it('facilities of similar names', async () => {
  const rows = `HTX Nước mắm Hồng Hạc Đông,,Thành phố Huế,\n${NO_FACILITY}HTX Nước mắm Hồng Hạc Tây,,Thành phố Huế,\n`;
  const [checked, done] = await bring(FACILITIES + rows, { kind: 'FACILITIES' });
  expect(checked).toMatchObject({ created: 2, refused: 1_000, undecided: 0 });
  expect(done).toMatchObject({ state: 'DONE', created: 2, refused: 1_000 });
});

const MAKERS = 'Mã SP,Tên hàng,ĐVT,Đơn giá,Cơ sở sản xuất,Tỉnh\n';
const NO_PRODUCT = often(',,chai,1000,,');

it('makers of similar names', async () => {
  const { category } = await settings();
  const row = (code: string, maker: string) => `${code},Mắm ${code},chai,1000,${maker},Thành phố Huế\n`;
  const rows = `${row('SK-1', 'HTX Nước mắm Sao Khuê Bắc')}${NO_PRODUCT}${row('SK-2', 'HTX Nước mắm Sao Khuê Nam')}`;
  const [checked, done] = await bring(MAKERS + rows, { options: { category } });
  expect(checked).toMatchObject({ created: 2, undecided: 0, facilitiesCreated: 2 });
  expect(done).toMatchObject({ state: 'DONE', created: 2, refused: 1_000, facilitiesCreated: 2 });
});

it('makers that a run has made before it was interrupted, said with less or spelt otherwise', async () => {
  const { category } = await settings();
  const row = (code: string, maker: string) => `${code},Mắm ${code},chai,1000,${maker}\n`;
  const later = [
    row('SC-2', 'Cơ sở Mắm Sau Cơn Ngắt,'),
    row('SC-3', 'cơ sở mắm sau cơn ngắt,Thành phố Huế'),
    row('SC-4', 'Cơ sở Mắm Sau Cơn Ngất,Thành phố Huế'),
  ];
  const rows = `${row('SC-1', 'Cơ sở Mắm Sau Cơn Ngắt,Thành phố Huế')}${NO_PRODUCT}${later.join('')}`;
  const checked = await check(app, MAKERS + rows, { options: { category } });
  expect(checked).toMatchObject({ created: 3, undecided: 1, facilitiesCreated: 1 });
  await actWithoutJobs(app, 'startImport', { id: checked.id, withoutUndecided: true });
  await writeOneBatch(app, checked.id);
  await RUN_IMPORT.run(jobContext(app), await roundOf(app, checked.id));
  expect(await read(app, checked.id)).toMatchObject({
    state: 'DONE',
    created: 3,
    refused: 1_001,
    facilitiesCreated: 1,
  });
});

const PRODUCTS = 'Mã SP,Tên hàng,ĐVT,Đơn giá\n';
const NO_NAME = often(',,chai,1000');

it.each([
  ['of the same name but for its marks', ',Mắm ruốc Thần Kỳ,chai,1000\n', ',Mam ruoc Than Ky,chai,1000\n'],
  ['of the same name, one with a code', 'TR-1,Mắm Trùng,chai,1000\n', ',Mắm Trùng,chai,2000\n'],
])('products %s', async (_, first, last) => {
  const [checked, done] = await bring(`${PRODUCTS}${first}${NO_NAME}${last}`, { options: await settings() });
  expect(checked).toMatchObject({ created: 2, undecided: 0 });
  expect(done).toMatchObject({ state: 'DONE', created: 2, changed: 0, refused: 1_000 });
});

it('products of a name, where those that were there before are to be updated', async () => {
  const options = await settings();
  await bring(`${PRODUCTS},Mắm Đã Có,chai,1900\n`, { options });
  const rows = `,Mắm Đã Có,chai,1950\nTG-1,Mắm Trong Tệp,chai,1000\n${NO_NAME},Mắm Trong Tệp,chai,2000\n`;
  const answers = [{ key: 'SAME_PRODUCT:*', choice: 'SAME' }];
  const [checked, done] = await bring(PRODUCTS + rows, { options }, answers);
  expect(checked).toMatchObject({ created: 2, changed: 1, undecided: 0 });
  expect(done).toMatchObject({ state: 'DONE', created: 2, changed: 1 });
});

it('but for a product whose code another batch has brought, whatever its maker is called there', async () => {
  const { category } = await settings();
  const taxCode = '0100109106';
  await bring(`${FACILITIES}Cơ sở Hai Cách Gọi,${taxCode},Thành phố Huế,\n`, { kind: 'FACILITIES' });
  const header = 'Mã SP,Tên hàng,ĐVT,Đơn giá,Cơ sở sản xuất,Mã số thuế cơ sở\n';
  const [first, last] = ['MC-1,Mắm một,chai,1000,Cơ sở Hai Cách Gọi,\n', `MC-1,Mắm hai,chai,2000,,${taxCode}\n`];
  const [, done] = await bring(`${header}${first}${NO_PRODUCT}${last}`, { options: { category } });
  expect(done).toMatchObject({ state: 'DONE', created: 1, changed: 0, refused: 1_001 });
  const [problem] = await app.services.db.query(
    'select code, text from import_problem where import_id = $1 and row > 1002',
    [(await roundOf(app, done.id)).id],
  );
  expect(problem).toMatchObject({ code: 'DUPLICATE', text: { en: expect.stringContaining('row 2 ') } });
});

it('certificates of one holder', async () => {
  const taxCode = '0301464904';
  await bring(`${FACILITIES}Cơ sở Chứng Nhận,${taxCode},Thành phố Huế,\n`, { kind: 'FACILITIES' });
  const header = 'Loại chứng nhận,Số,Cơ quan cấp,Hiệu lực từ,Mã số thuế cơ sở\n';
  const row = (number: string) => `HACCP,${number},Viện Hai Đợt,2026-01-02,${taxCode}\n`;
  const rows = `${row('')}${often(`,9,,,${taxCode}`)}${row('SO-1')}`;
  const [checked, done] = await bring(header + rows, { kind: 'CERTIFICATES' });
  expect(checked).toMatchObject({ created: 2, undecided: 0 });
  expect(done).toMatchObject({ state: 'DONE', created: 2, changed: 0, refused: 1_000 });
});
