import fc from 'fast-check';
import { readXlsx, type Sheet } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { WrittenCell, WrittenColumn } from '../../../src/platform/tables/table-writer.ts';
import { type XlsxOptions, xlsxOf } from '../../../src/platform/tables/xlsx-writer.ts';
import { streamOf, wholeOf } from './written-tables.ts';

const columns = (...titles: string[]) => titles.map((title) => ({ title }));

const xlsx = (of: readonly WrittenColumn[], rows: Iterable<readonly WrittenCell[]>, options?: XlsxOptions) =>
  wholeOf(xlsxOf(of, streamOf(rows), options));

/** The sheets of a workbook as a reader that others have written sees them. */
async function sheetsOf(...written: Parameters<typeof xlsx>): Promise<Sheet[]> {
  const { sheets } = await readXlsx(await xlsx(...written), { readStyles: true });
  return sheets;
}

/** One cell, beside one that keeps its column. */
async function cellOf(cell: WrittenCell, kind: WrittenColumn['kind'] = 'text') {
  const [sheet] = await sheetsOf([{ title: 'a', kind }, { title: 'b' }], [[cell, 'x']]);
  return { value: sheet!.rows[1]![0], format: sheet!.cells?.get('1,0')?.style?.numFmt ?? null };
}

describe('xlsxOf', () => {
  it.each<[WrittenCell, WrittenColumn['kind'], unknown]>([
    [null, 'text', { value: null, format: null }],
    ['', 'text', { value: null, format: null }],
    ['Nước mắm', 'text', { value: 'Nước mắm', format: '@' }],
    ['=1+1', 'text', { value: '=1+1', format: '@' }],
    ['+84901234567', 'number', { value: '+84901234567', format: '@' }],
    ['08934563138165', 'text', { value: '08934563138165', format: '@' }],
    ['liên hệ', 'money', { value: 'liên hệ', format: '@' }],
    ["'=1", 'text', { value: "'=1", format: '@' }],
    [' hai  bên \n', 'text', { value: ' hai  bên \n', format: '@' }],
    ['và\r\nxuống dòng', 'text', { value: 'và\r\nxuống dòng', format: '@' }],
    ['_x0041_ \u0001 & < >', 'text', { value: '_x0041_ \u0001 & < >', format: '@' }],
    [1.5, 'number', { value: 1.5, format: null }],
    [-5, 'text', { value: -5, format: null }],
    [9_007_199_254_740_991, 'money', { value: 9_007_199_254_740_991, format: '#,##0' }],
    [true, 'text', { value: true, format: null }],
    [false, 'text', { value: false, format: null }],
    [{ day: '2026-12-31' }, 'day', { value: new Date('2026-12-31'), format: 'dd/mm/yyyy' }],
    [{ day: '1900-03-01' }, 'day', { value: new Date('1900-03-01'), format: 'dd/mm/yyyy' }],
    [{ day: '9999-12-31' }, 'text', { value: new Date('9999-12-31'), format: 'dd/mm/yyyy' }],
    [{ day: '1900-02-28' }, 'day', { value: '1900-02-28', format: '@' }],
  ])('writes %j in a column of %s', async (cell, kind, read) => {
    expect(await cellOf(cell, kind)).toEqual(read);
  });

  it.each<[WrittenCell]>([[Number.NaN], [Number.NEGATIVE_INFINITY], [{ day: '2026-02-30' }], [{ day: '31/12/2026' }]])(
    'refuses %j',
    async (cell) => {
      await expect(xlsx(columns('a'), [[cell]])).rejects.toThrow(RangeError);
    },
  );

  it('says which cell is too long', async () => {
    expect(await cellOf('x'.repeat(32_767))).toMatchObject({ value: 'x'.repeat(32_767) });
    const rows = [['a'], ['x', 'y'.repeat(32_768)]];
    await expect(xlsx(columns('Tên', 'Mô tả'), rows)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      path: ['file'],
      text: {
        vi: 'Ô B3 (“Mô tả”) dài 32.768 ký tự; một ô của XLSX chứa tối đa 32.767. Hãy xuất ra CSV.',
        en: 'Cell B3 (“Mô tả”) has 32,768 characters; a cell of XLSX holds 32,767 at most. Export to CSV.',
      },
    });
  });

  it('keeps the titles in sight and lets people filter by them', async () => {
    const [sheet, ...others] = await sheetsOf(columns('Tên', 'Giá'), [['Mắm', 1]], { sheetName: 'Sản phẩm' });
    expect(others).toEqual([]);
    expect(sheet).toMatchObject({
      name: 'Sản phẩm',
      rows: [
        ['Tên', 'Giá'],
        ['Mắm', 1],
      ],
      freezePane: { rows: 1 },
      autoFilter: { range: 'A1:B2' },
    });
    expect(sheet!.cells?.get('0,0')?.style?.font?.bold).toBe(true);
  });

  it('writes rows that are longer or shorter than the titles', async () => {
    const [sheet] = await sheetsOf(columns('a', 'b'), [[], ['1'], ['1', null, '3']]);
    expect(sheet!.rows.slice(1).map((row) => row.filter((cell) => cell !== null))).toEqual([[], ['1'], ['1', '3']]);
    expect(sheet!.rows[3]![2]).toBe('3');
  });

  it('gives a template its drop-downs, hints and explanation', async () => {
    const units = ['kg', 'chai', "hộp 'to'"];
    const template = [
      { title: 'Tên', note: 'Như trên bao bì,\n"đúng" <từng chữ>' },
      { title: 'Đơn vị', choices: units, note: 'x'.repeat(300) },
      { title: 'Đơn vị mua', choices: units },
      { title: 'Nhóm', choices: ['Mắm'] },
      { title: 'Ghi chú', choices: [] },
    ];
    const sheets = await sheetsOf(template, [], {
      emptyRows: 500,
      notes: [
        ['Cột', 'Ý nghĩa'],
        ['Tên', 'Tên sản phẩm'],
      ],
    });
    expect(sheets.map(({ name, hidden }) => [name, hidden ?? false])).toEqual([
      ['Dữ liệu', false],
      ['Hướng dẫn', false],
      ['Lựa chọn', true],
    ]);
    const [table, notes, lists] = sheets;
    expect(table!.rows).toEqual([['Tên', 'Đơn vị', 'Đơn vị mua', 'Nhóm', 'Ghi chú']]);
    expect(notes!.rows[1]).toEqual(['Tên', 'Tên sản phẩm']);
    expect(lists!.rows.map(([first, second]) => [first, second ?? null])).toEqual([
      ['kg', 'Mắm'],
      ['chai', null],
      ["hộp 'to'", null],
    ]);
    const list = { type: 'list', errorStyle: 'warning', allowBlank: true };
    expect(table!.dataValidations).toMatchObject([
      { ...list, range: 'B2:B501', formula1: "'Lựa chọn'!$A$1:$A$3", inputMessage: `${'x'.repeat(254)}…` },
      { ...list, range: 'C2:C501', formula1: "'Lựa chọn'!$A$1:$A$3" },
      { ...list, range: 'D2:D501', formula1: "'Lựa chọn'!$B$1:$B$1" },
    ]);
  });

  it('goes on in further sheets, titles first', async () => {
    const rows = Array.from({ length: 7 }, (_, index) => [index]);
    const sheets = await sheetsOf(columns('n'), rows, { sheetName: 'Sản phẩm', rowsPerSheet: 4 });
    expect(sheets.map(({ name, rows: [, ...numbers] }) => [name, numbers.flat()])).toEqual([
      ['Sản phẩm', [0, 1, 2]],
      ['Sản phẩm (2)', [3, 4, 5]],
      ['Sản phẩm (3)', [6]],
    ]);
    expect(sheets[2]!.rows[0]).toEqual(['n']);
  });

  it('opens no further sheet for rows that fill one', async () => {
    const sheets = await sheetsOf(columns('n'), [[1], [2], [3]], { rowsPerSheet: 4 });
    expect(sheets).toHaveLength(1);
  });

  it('tells its sheets apart, whatever they are called', async () => {
    const choosing = [{ title: 'n', choices: ['1'] }];
    const options = { sheetName: 'hướng dẫn', notes: [['a']], notesName: 'Lựa chọn', rowsPerSheet: 2 };
    const sheets = await sheetsOf(choosing, [['1'], ['2']], options);
    expect(sheets.map(({ name }) => name)).toEqual(['hướng dẫn', 'hướng dẫn (2)', 'Lựa chọn (2)', 'Lựa chọn']);
  });

  it('is read back, whatever the texts', async () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('_', 'x', '0', '4', '\r', '\n', ' ', '&'), fc.string()) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true }))), async (rows) => {
        const written = rows.map(([words, number]) => [`:${words}`, number || 0]);
        const [sheet] = await sheetsOf(columns('a', 'b'), written);
        expect(sheet!.rows).toEqual([['a', 'b'], ...written]);
      }),
      { seed: 5, numRuns: 50 },
    );
  });

  it('gives the same bytes for the same rows', async () => {
    const once = await xlsx(columns('a'), [['một'], [2]]);
    expect(await xlsx(columns('a'), [['một'], [2]])).toEqual(once);
  });

  it('passes on what the rows throw', async () => {
    const rows = function* () {
      for (let index = 0; index < 10_000; index++) yield [index];
      throw new Error('The database is gone.');
    };
    await expect(xlsx(columns('a'), rows())).rejects.toThrow('The database is gone.');
  });

  it('asks for rows only as it is read, and for no more when it is broken off', async () => {
    let asked = 0;
    let ended = false;
    const endless = function* () {
      for (;;) yield [`Dòng ${asked++}`, Math.imul(asked, 2_654_435_761)];
    };
    const pieces = xlsxOf(
      columns('a', 'b'),
      streamOf(endless(), () => {
        ended = true;
      }),
    );
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > 50_000) break;
    }
    const then = asked;
    expect(then).toBeLessThan(100_000);
    expect(ended).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(then);
  });
});
