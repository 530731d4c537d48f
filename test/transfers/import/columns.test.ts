import { describe, expect, it } from 'vitest';
import { useTestApp } from '../../support/app.ts';
import { check, holdingOf } from './import-support.ts';

const app = useTestApp('seeded');

interface Column {
  readonly header: string | null;
  readonly field: string | null;
  readonly confidence: string | null;
}

const told = ({ columns }: { columns: Column[] }) =>
  columns.map(({ header, field, confidence }) => [header, field, confidence]);

describe('the columns of a file', () => {
  it('have the titles of both rows of a header in two', async () => {
    const file = `BẢNG GIÁ,,,
Mã SP,Tên hàng hoá,Giá bán,
,,Sỉ,Lẻ
CT-1,Nước mắm hai dòng,45.000,50.000
`;
    const checked = await check(app, file);
    expect(checked).toMatchObject({ headerRow: 3, rows: 1 });
    expect(told(checked)).toEqual([
      ['Mã SP', 'externalId', 'EXACT'],
      ['Tên hàng hoá', 'nameVi', 'EXACT'],
      ['Giá bán Sỉ', 'wholesalePrice', 'EXACT'],
      ['Giá bán Lẻ', 'retailPrice', 'EXACT'],
    ]);
  });
});

describe('rows below the header', () => {
  it('that repeat it or number its columns are left out', async () => {
    const file = `STT,Tên hàng hoá,ĐVT,Giá sỉ
(1),(2),(3),(4)
1,Nước mắm thử in trang,chai,45.000
STT,Tên hàng hoá,ĐVT,Giá sỉ
(1),(2),(3),(4)
2,Nước mắm thử in trang hai,chai,46.000
`;
    expect(await check(app, file, await holdingOf(app).then((options) => ({ options })))).toMatchObject({
      rows: 5,
      created: 2,
      leftOut: 3,
      refused: 0,
      undecided: 0,
    });
  });
});
