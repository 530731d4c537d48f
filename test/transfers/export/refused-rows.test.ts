import { describe, expect, it } from 'vitest';
import { useTestApp } from '../../support/app.ts';
import { check } from '../import/import-support.ts';
import { recordsOf, write } from './export-support.ts';

const app = useTestApp('seeded');

const FILE = `Tên sản phẩm,Mã vạch,Ghi chú
Mắm đúng,8934563138165,x
=Mắm sai,8934563138160,y
`;

describe.each(['CSV', 'XLSX'])('the refused rows of an import as %s', (format) => {
  it('have the columns of the file, and the reasons', async () => {
    const { id, refused } = await check(app, FILE, {}, `${format}.csv`);
    const { found, bytes } = await write(app, { what: 'REFUSED_ROWS', format, import: id });
    const records = await recordsOf(bytes);
    expect(found.rows).toBe(refused);
    const wrong = records.find((record) => record['Mã vạch'] === '8934563138160');
    expect(wrong).toEqual({
      'Tên sản phẩm': format === 'CSV' ? "'=Mắm sai" : '=Mắm sai',
      'Mã vạch': '8934563138160',
      'Ghi chú': 'y',
      'Lý do không nhập được': expect.stringContaining('Mã vạch'),
    });
  });
});
