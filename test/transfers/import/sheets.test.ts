import { describe, expect, it } from 'vitest';
import { workbookOf } from '../../platform/tables/workbook.ts';
import { useTestApp } from '../../support/app.ts';
import { act, check } from './import-support.ts';

const app = useTestApp('seeded');

const row = (cells: readonly string[], attributes = ''): string =>
  `<row ${attributes}>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;

const COVER = row(['Kính gửi Sở Công Thương']);
const GOODS =
  row(['Mã SP', 'Tên hàng hoá', 'ĐVT']) +
  row(['TS-1', 'Mật ong trang hai', 'kg']) +
  row(['TS-2', 'Mật ong bị lọc', 'kg'], 'hidden="1"');

describe('the sheet of a workbook that is read', () => {
  it('is the first with a header, and stays it', async () => {
    const file = await workbookOf({ sheets: { Bìa: COVER, 'Sản phẩm': GOODS, 'Năm cũ': GOODS } });
    const checked = await check(app, file);
    const expected = { sheet: 'Sản phẩm', sheets: ['Bìa', 'Sản phẩm', 'Năm cũ'], rows: 2, hiddenRows: 1, headerRow: 1 };
    expect(checked).toMatchObject(expected);
    const { id, version } = checked;
    const again = await act(app, 'configureImport', { id, version, columns: [{ column: 2, field: null }] });
    expect(again).toMatchObject(expected);
    const other = await act(app, 'configureImport', { id, version: again.version, options: { sheet: 'Năm cũ' } });
    expect(other).toMatchObject({ sheet: 'Năm cũ' });
  });

  it('is named where it has no column that is known', async () => {
    const checked = await check(app, await workbookOf({ sheets: { Bìa: COVER, 'Ghi chú': COVER } }));
    expect(checked).toMatchObject({
      state: 'FAILED',
      sheet: 'Bìa',
      failure: expect.stringMatching(/Đã đọc trang tính "Bìa" trong các trang "Bìa", "Ghi chú"\.$/),
    });
  });

  it('tells which columns it hides', async () => {
    const before = { 'Sản phẩm': '<cols><col min="1" max="1" width="9"/><col min="3" max="16384" hidden="1"/></cols>' };
    const { columns } = await check(app, await workbookOf({ sheets: { 'Sản phẩm': GOODS }, before }));
    expect(columns.map((column: { isHidden: boolean }) => column.isHidden)).toEqual([false, false, true]);
  });

  it('is none of a text file', async () => {
    expect(await check(app, 'Mã SP,Tên hàng hoá\nTS-3,Mật ong\n')).toMatchObject({ sheet: null, hiddenRows: 0 });
  });
});
