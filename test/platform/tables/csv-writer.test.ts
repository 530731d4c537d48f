import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../src/platform/tables/csv-writer.ts';
import { undefuse } from '../../../src/platform/tables/defuse.ts';
import type { WrittenCell } from '../../../src/platform/tables/table-writer.ts';
import { streamOf, wholeOf } from './written-tables.ts';

const columns = (...titles: string[]) => titles.map((title) => ({ title }));

const csv = async (titles: string[], rows: Iterable<readonly WrittenCell[]>): Promise<string> =>
  (await wholeOf(csvOf(columns(...titles), streamOf(rows)))).toString();

describe('csvOf', () => {
  it('writes UTF-8 with a byte-order mark, commas and CRLF', async () => {
    const bytes = await wholeOf(csvOf(columns('Tên', 'Giá'), streamOf([['Nước mắm', 55_000]])));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString()).toBe('Tên,Giá\r\nNước mắm,55000\r\n');
  });

  it('writes the titles where there are no rows', async () => {
    expect(await csv(['Tên', '=Giá'], [])).toBe("\ufeffTên,'=Giá\r\n");
  });

  it.each<[WrittenCell, string]>([
    [null, ''],
    ['', ''],
    [-5, '-5'],
    [1_234_567.5, '1234567.5'],
    [9_007_199_254_740_991, '9007199254740991'],
    [true, 'true'],
    [false, 'false'],
    [{ day: '2026-12-31' }, '2026-12-31'],
    ['=1+1', "'=1+1"],
    ['+84901234567', "'+84901234567"],
    ['08934563138165', '08934563138165'],
    ['một, hai', '"một, hai"'],
    ['một; hai', '"một; hai"'],
    ['nói "không"', '"nói ""không"""'],
    ['hai\ndòng', '"hai\ndòng"'],
    [' hai bên ', '" hai bên "'],
    ['=A1,"x"', '"\'=A1,""x"""'],
  ])('writes %j as %s', async (cell, field) => {
    expect(await csv(['a', 'b'], [[cell, 'x']])).toBe(`\ufeffa,b\r\n${field},x\r\n`);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', async (value) => {
    await expect(csv(['a'], [[value]])).rejects.toThrow(RangeError);
  });

  it('is read back by a parser, whatever the texts', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('"', ',', '\r\n', '=1', "'+84", ' a ', '\n'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell)), async (rows) => {
        const read: string[][] = parse(await csv(['a', 'b'], rows), { bom: true, record_delimiter: '\r\n' });
        expect(read.map((row) => row.map(undefuse))).toEqual([['a', 'b'], ...rows]);
      }),
      { seed: 3 },
    );
  });

  it('hands out a long table in pieces, and asks for rows only as they are read', async () => {
    let asked = 0;
    let ended = false;
    const rows = function* () {
      for (; asked < 100_000; asked++) yield [`Dòng ${asked}`, 'x'.repeat(100)];
    };
    const pieces = csvOf(
      columns('a', 'b'),
      streamOf(rows(), () => {
        ended = true;
      }),
    );
    expect((await pieces.next()).value!.length).toBeLessThan(100_000);
    expect(asked).toBeLessThan(1_000);
    await pieces.return(undefined);
    expect(ended).toBe(true);
  });
});
