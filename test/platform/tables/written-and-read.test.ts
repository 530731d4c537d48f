import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../src/platform/tables/csv-writer.ts';
import { undefuse } from '../../../src/platform/tables/defuse.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import type { WrittenCell, WrittenColumn } from '../../../src/platform/tables/table-writer.ts';
import { xlsxOf } from '../../../src/platform/tables/xlsx-writer.ts';
import { readTable } from './read-table.ts';
import { streamOf, wholeOf } from './written-tables.ts';

const COLUMNS: WrittenColumn[] = [
  { title: 'Tên', note: 'Như trên bao bì' },
  { title: 'Đơn vị', choices: ['kg', 'chai'] },
  { title: 'Giá', kind: 'money' },
  { title: 'Từ ngày', kind: 'day' },
  { title: 'Có thuế' },
];

const ROWS: WrittenCell[][] = [
  ['Nước mắm, 40° "nhĩ"', 'chai', 55_000, { day: '2026-12-31' }, true],
  ['=HYPERLINK("http://x")', '+84901234567', -1.5, { day: '1900-03-01' }, false],
  ["'=1", '08934563138165', 9_007_199_254_740_991, { day: '9999-12-31' }, true],
  ['hai\ndòng; một, hai\tba', '-', 0, { day: '2028-02-29' }, true],
  ['_x0041_ & <b> 😀', null, null, null, false],
];

const titles = COLUMNS.map(({ title }) => title);

describe('what is written is read back', () => {
  it('from a workbook, by type', async () => {
    const bytes = await wholeOf(
      xlsxOf(COLUMNS, streamOf(ROWS), { sheetName: 'Sản phẩm', notes: [['Cột', 'Ý nghĩa']], emptyRows: 100 }),
    );
    const { format, sheets, rows } = await readTable(bytes);
    expect(format).toBe('XLSX');
    expect(sheets).toEqual([
      { name: 'Sản phẩm', hidden: false },
      { name: 'Hướng dẫn', hidden: false },
      { name: 'Lựa chọn', hidden: true },
    ]);
    const dayCell = (cell: WrittenCell): CellValue =>
      typeof cell === 'object' && cell ? { day: cell.day, time: null } : cell;
    expect(rows).toEqual([[1, ...titles], ...ROWS.map((row, index) => [index + 2, ...row.map(dayCell)])]);
  });

  it('from a CSV file, as text', async () => {
    const { format, encoding, delimiter, rows } = await readTable(await wholeOf(csvOf(COLUMNS, streamOf(ROWS))));
    expect({ format, encoding, delimiter }).toEqual({ format: 'CSV', encoding: 'UTF-8', delimiter: ',' });
    const textOf = (cell: WrittenCell): string | null => {
      if (cell === null) return null;
      return typeof cell === 'object' ? cell.day : String(cell);
    };
    const undefused = rows.map(([, ...cells]) =>
      cells.map((cell) => (typeof cell === 'string' ? undefuse(cell) : cell)),
    );
    expect(undefused).toEqual([titles, ...ROWS.map((row) => row.map(textOf))]);
  });
});
