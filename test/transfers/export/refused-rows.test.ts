import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openRefusedRows } from '../../../src/transfers/import/refused-rows.ts';
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

  it('have no reasons of an earlier round, in whichever language', async () => {
    const [titles, ...rows] = FILE.trim().split('\n');
    const again = [`Why it was refused,${titles},LÝ DO không nhập được`, ...rows.map((row) => `old,${row},cũ`)];
    const { id } = await check(app, again.join('\n'), {}, `${format}-again.csv`);
    const { bytes } = await write(app, { what: 'REFUSED_ROWS', format, import: id });
    const [first] = await recordsOf(bytes);
    expect(Object.keys(first!)).toEqual(['Tên sản phẩm', 'Mã vạch', 'Ghi chú', 'Lý do không nhập được']);
    expect(first!['Lý do không nhập được']).not.toContain('cũ');
  });
});

describe('the refused rows of a large import', () => {
  const ROWS = 2_200;
  const large = () =>
    `Tên sản phẩm,Mã vạch\n${Array.from({ length: ROWS }, (_, at) => `Mắm sai ${at},8934563138160\n`).join('')}`;

  it('are read with their reasons page by page, beside the file', async () => {
    const { id, refused } = await check(app, large());
    expect(refused).toBe(ROWS);
    const { signal } = new AbortController();
    const key = id.slice('imp_'.length);
    const numbers = async (afterFirst: () => Promise<unknown>) => {
      const opened = await openRefusedRows(app.services, key, 'en');
      try {
        const found: (string | null)[] = [];
        for await (const [name, , reason] of opened.rows(signal)) {
          if (found.length === 0) await afterFirst();
          expect(reason).toContain('Mã vạch: ');
          found.push(name!);
        }
        return found;
      } finally {
        await opened.close();
      }
    };
    const whole = await numbers(async () => {});
    expect(whole).toEqual(Array.from({ length: ROWS }, (_, at) => `Mắm sai ${at}`));
    const without = () =>
      app.services.db.query('delete from import_problem where import_id = $1 and row > 1_500', [key]);
    expect((await numbers(without)).at(-1)).toBe('Mắm sai 1498');
  }, 60_000);

  it('leave no copy of the file when their reasons cannot be read', async () => {
    const { id } = await check(app, FILE, {}, 'hỏng.csv');
    const folder = await mkdtemp(join(tmpdir(), 'refused-'));
    vi.stubEnv('TMPDIR', folder);
    await app.services.db.query('alter table import_problem rename to import_problem_away');
    try {
      await expect(write(app, { what: 'REFUSED_ROWS', format: 'CSV', import: id })).rejects.toThrow('import_problem');
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await app.services.db.query('alter table import_problem_away rename to import_problem');
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    }
  });
});
