import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { dittoFiller, isDitto } from '../../../src/transfers/import/ditto-marks.ts';
import { headingsOf } from '../../../src/transfers/import/headings.ts';

const rowsOf = (...rows: readonly (readonly CellValue[])[]) => rows.map((cells, at) => ({ number: at + 1, cells }));

/** Which rows below the first, the header, are headings too. */
function headings(...rows: readonly (readonly CellValue[])[]): boolean[] {
  const [header, ...below] = rowsOf(...rows);
  return below.map(headingsOf([header!, ...below], 1));
}

const HEADER = ['STT', 'Tên cơ sở', 'Địa chỉ', 'SĐT'];

describe('a row below the header', () => {
  it.each([
    [['STT', 'TÊN  CƠ SỞ', 'Địa chỉ', 'SĐT']],
    [[null, 'Tên cơ sở', 'Địa chỉ']],
    [['(1)', '(2)', '(3)', '(4)']],
    [[1, 2, 3, 4]],
    [['A', 'B', '1', '2']],
    [['1', '2', '3', '4 = 2x3']],
  ])('%j is a heading', (cells) => {
    expect(headings(HEADER, cells)).toEqual([true]);
  });

  it.each([
    [[null, 'Tên cơ sở']],
    [['STT', 'Tên cơ sở', 'Thôn 2']],
    [[1, 'HTX Muối', 'Thôn 2', '0905123456']],
    [[1, 2]],
    [[1, 3, 2, 4]],
    [[]],
  ])('%j is none', (cells) => {
    expect(headings(HEADER, cells)).toEqual([false]);
  });

  it('that counts up is one right below the header only, and where it is that one again', () => {
    const record = [1, 'HTX Muối', 'Thôn 2', '0905123456'];
    expect(headings(HEADER, record, [1, 2, 3, 4])).toEqual([false, false]);
    expect(headings(HEADER, [1, 2, 3, 4], record, HEADER, [1, 2, 3, 4])).toEqual([true, false, true, true]);
  });
});

describe('ditto marks', () => {
  it.each(['nt', '-nt-', '- NT -', 'n/t', '"', '″', '-"-', "''", 'Như trên', 'ditto'])('%s is one', (text) => {
    expect(isDitto(text)).toBe(true);
  });

  it.each(['NT', '-', '12"', 'nt1', '', null, 5])('%s is none', (cell) => {
    expect(isDitto(cell)).toBe(false);
  });

  it('are what stands above, as often as they follow one another, and stay where nothing does', () => {
    const rows = rowsOf(['HTX Muối', 'Thôn 2', null], ['HTX Mật', 'nt', 'nt'], ['HTX Tiêu', '-nt-']);
    expect(rows.map(dittoFiller()).map(({ cells }) => cells)).toEqual([
      ['HTX Muối', 'Thôn 2', null],
      ['HTX Mật', 'Thôn 2', 'nt'],
      ['HTX Tiêu', 'Thôn 2'],
    ]);
  });
});
