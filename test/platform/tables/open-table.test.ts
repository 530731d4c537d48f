import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTable } from '../../../src/platform/tables/open-table.ts';
import { rowsOf, withFile } from './read-table.ts';
import { workbookOf } from './workbook.ts';

const ROWS = 20_000;
const csv = () => `Mã,Tên\n${Array.from({ length: ROWS }, (_, at) => `SP${at},Mắm ${at}\n`).join('')}`;
const xlsx = () =>
  workbookOf({
    sheets: {
      A: Array.from({ length: ROWS }, (_, at) => `<row><c t="s"><v>${at}</v></c><c><v>${at}</v></c></row>`).join(''),
    },
    strings: Array.from({ length: ROWS }, (_, at) => `<si><t>Mắm ${at}</t></si>`).join(''),
  });

const openFiles = () => readdirSync('/proc/self/fd').length;

describe.each([
  ['CSV', async () => Buffer.from(csv())],
  ['XLSX', xlsx],
] as const)('openTable of %s', (format, bytes) => {
  it('reads from the start again, also while it is being read', async () => {
    await withFile(await bytes(), async (path) => {
      const table = await openTable(path);
      expect(table.format).toBe(format);
      const [first, second] = await Promise.all([rowsOf(table), rowsOf(table)]);
      expect(first.length).toBeGreaterThanOrEqual(ROWS);
      expect(second).toEqual(first);
      expect(await rowsOf(table)).toEqual(first);
      await table.close();
    });
  });

  it('tells how far it is, from nothing to all', async () => {
    await withFile(await bytes(), async (path) => {
      const table = await openTable(path);
      const told: number[] = [];
      await rowsOf(table, { onProgress: (fraction) => told.push(fraction) });
      await table.close();
      expect(told.length).toBeGreaterThan(2);
      expect(told).toEqual(told.toSorted((one, other) => one - other));
      expect(told[0]).toBeLessThan(0.5);
      expect(told.at(-1)).toBe(1);
    });
  });

  it('ends when it is told to, and can be read afterwards', async () => {
    await withFile(await bytes(), async (path) => {
      const table = await openTable(path);
      const cancelled = new AbortController();
      const reason = new Error('cancelled');
      const reading = rowsOf(table, { signal: cancelled.signal, onProgress: () => cancelled.abort(reason) });
      await expect(reading).rejects.toBe(reason);
      expect((await rowsOf(table)).length).toBeGreaterThanOrEqual(ROWS);
      await table.close();
    });
  });

  it.runIf(process.platform === 'linux')('leaves no file open when its reader goes away', async () => {
    await withFile(await bytes(), async (path) => {
      const before = openFiles();
      for (let turn = 0; turn < 20; turn++) {
        const table = await openTable(path);
        for await (const { number } of table.rows()) if (number > 3) break;
        await table.close();
      }
      await expect.poll(openFiles).toBeLessThanOrEqual(before + 1);
    });
  });

  it('throws what the disk says as it is', async () => {
    await expect(openTable('/nowhere/file')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
