import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { settleUnits } from '../../../src/transfers/columns/said-units.ts';
import { openIn, readProducts } from './headed-table.ts';

/** A row of products below a header, its units settled. */
function rowOf(header: readonly string[], cells: readonly CellValue[]) {
  const [row] = readProducts([
    ['Tên sản phẩm', ...header],
    ['Mứt dừa', ...cells],
  ]);
  settleUnits(row!.given, row!.reader);
  return row!;
}

describe('what a price is for', () => {
  it.each([
    ['kg', '45.000đ/kg'],
    ['ký', '45.000/1 kg'],
    ['chiếc', '45.000đ/cái'],
    ['lít', '45.000đ/dm3'],
    ['mớ lạ', '45.000/Mớ Lạ'],
    ['hộp', '45.000/hộp 500g'],
    ['gói', '45.000đ/sp'],
    ['gói', '45.000đ/ĐVT'],
  ])('is the unit of its row: %s, %s', (unit, price) => {
    expect(openIn([rowOf(['ĐVT', 'Giá sỉ'], [unit, price])]).filter((open) => !open.startsWith('UNIT:'))).toEqual([]);
  });

  it.each([
    ['kg', '45.000đ/500g', '500g'],
    ['gói', '120.000đ/kg', 'kg'],
    ['lốc 6 lon', '15.000đ/lon', 'lon'],
    ['hộp 500g', '15.000đ/hộp 1kg', 'hộp 1kg'],
    ['kg', '15.000đ/combo', 'combo'],
  ])('is refused where it is not: %s, %s', (unit, price, per) => {
    const row = rowOf(['ĐVT', 'Giá sỉ'], [unit, price]);
    expect(openIn([row])).toEqual([`Ô này tính theo “${per}”, còn đơn vị tính của dòng là “${unit}”.`]);
    expect(row.reader.problems[0]!.column?.field).toBe('wholesalePrice');
  });

  it('is the unit of a row that names none', () => {
    const row = rowOf(['Giá sỉ', 'Giá lẻ'], ['45.000đ/kg', '50.000/ký']);
    expect(openIn([row])).toEqual([]);
    expect(row.given.fields.unit).toBe('KGM');
    expect(openIn([rowOf(['Giá sỉ'], ['45.000đ/500g'])])).toEqual([expect.stringContaining('không phải một đơn vị')]);
    expect(openIn([rowOf(['Giá sỉ', 'Giá lẻ'], ['45.000đ/kg', '9.000đ/gói'])])).toHaveLength(1);
  });

  it('may be said by the header', () => {
    expect(rowOf(['Giá sỉ (đ/kg)'], ['45.000']).given.fields.unit).toBe('KGM');
    expect(openIn([rowOf(['ĐVT', 'Giá sỉ (đ/kg)'], ['gói', '45.000'])])).toEqual([
      'Ô này tính theo “kg”, còn đơn vị tính của dòng là “gói”.',
    ]);
    expect(openIn([rowOf(['ĐVT', 'Giá sỉ (đ/kg)'], ['gói', '45.000/gói'])])).toEqual([]);
    expect(openIn([rowOf(['ĐVT', 'Giá sỉ (đ/đơn vị)'], ['gói', '45.000'])])).toEqual([]);
  });

  it('is compared of quantities too', () => {
    const header = ['ĐVT', 'MOQ (thùng)', 'Công suất (kg/tháng)'];
    expect(openIn([rowOf(header, ['hộp', 10, null])])).toEqual([
      'Ô này tính theo “thùng”, còn đơn vị tính của dòng là “hộp”.',
    ]);
    expect(openIn([rowOf(header, ['kg', null, 500])])).toEqual([]);
  });
});

describe('what a unit holds', () => {
  it('is the net content of a row that has none', () => {
    const contentOf = (header: string[], cells: CellValue[]) => rowOf(header, cells).given.fields.netContent;
    expect(contentOf(['ĐVT'], ['hũ 500g'])).toEqual({ value: 500, unit: 'GRM' });
    expect(contentOf(['ĐVT', 'Dung tích'], ['Chai 500ml', null])).toEqual({ value: 500, unit: 'MLT' });
    expect(contentOf(['ĐVT', 'Trọng lượng'], ['hũ 500g', '450 g'])).toEqual({ value: 450, unit: 'GRM' });
    expect(contentOf(['ĐVT'], ['Thùng 24 chai'])).toBeUndefined();
    expect(contentOf(['ĐVT'], ['hũ'])).toBeUndefined();
  });
});
