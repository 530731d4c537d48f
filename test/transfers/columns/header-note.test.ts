import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { type HeaderNote, noteOf } from '../../../src/transfers/columns/header-note.ts';
import { settleUnits } from '../../../src/transfers/columns/said-units.ts';
import { openIn, readFacilities, readProducts } from './headed-table.ts';

describe('the header of a column', () => {
  it.each<[string, Partial<HeaderNote>]>([
    ['Hạn sử dụng (tháng)', { span: 'months' }],
    ['HSD, năm', { span: 'years' }],
    ['Hạn sử dụng (tính theo tuần)', { span: 'weeks' }],
    ['Trọng lượng (gram)', { unit: 'gram' }],
    ['Trọng lượng - kg', { unit: 'kg' }],
    ['Khối lượng (ĐVT: kg)', { unit: 'kg' }],
    ['Công suất (tấn/năm)', { unit: 'tấn', per: 'năm' }],
    ['Công suất tấn/năm', { unit: 'tấn', per: 'năm' }],
    ['Sản lượng (tấn)/tháng', { unit: 'tấn', per: 'tháng' }],
    ['Giá bán/kg', { per: 'kg' }],
    ['Giá sỉ (đã gồm VAT)', { vatIncluded: true }],
    ['Đơn giá chưa VAT', { vatIncluded: false }],
    ['Giá sỉ (VNĐ, chưa gồm thuế)', { vatIncluded: false }],
    ['Giá (nghìn đồng)', { scale: 'SAID_THOUSANDS' }],
    ['Đơn giá (1.000đ)', { scale: 'SAID_THOUSANDS' }],
    ['Đơn giá (1,000 VNĐ)', { scale: 'SAID_THOUSANDS' }],
    ['Giá (ngàn đ)', { scale: 'SAID_THOUSANDS' }],
    ['Giá (x1000)', { scale: 'SAID_THOUSANDS' }],
    ['Giá (k)', { scale: 'SAID_THOUSANDS' }],
    ['Giá bán nghìn đồng', { scale: 'SAID_THOUSANDS' }],
    ['Giá (triệu đồng/tấn)', { scale: 'SAID_MILLIONS', per: 'tấn' }],
    ['Đơn giá (VNĐ)', {}],
    ['Giá (đ/1000 cái)', { per: '1000 cái' }],
    ['Giá (từ 30 nghìn đồng)', {}],
    ['Giá từ 30 nghìn', {}],
    ['Giá từ 2026', {}],
    ['Giá sỉ từ 10 kg', { from: { value: 10, unit: 'kg', contains: null } }],
    ['Giá sỉ (từ 1.000 trở lên)', { from: { value: 1_000, unit: null, contains: null } }],
    ['Tên hàng (ghi rõ)', {}],
    ['Mã vạch (GTIN)', {}],
    ['', {}],
  ])('%j says %j', (header, note) => {
    expect(noteOf(header)).toEqual({
      span: null,
      unit: null,
      per: null,
      scale: null,
      from: null,
      vatIncluded: null,
      ...note,
    });
  });

  it.each<[string, CellValue, number]>([
    ['Hạn sử dụng (tháng)', 6, 180],
    ['Hạn sử dụng (tháng)', '12', 365],
    ['HSD (tháng)', 12, 365],
    ['HSD (tháng)', '10 ngày', 10],
    ['Hạn sử dụng (năm)', '1,5', 547],
    ['Hạn sử dụng (năm)', 1.5, 547],
    ['Hạn sử dụng (ngày)', 12, 12],
    ['shelfLifeDays', 12, 12],
    ['HSD', '12 tháng', 365],
    ['HSD', 365, 365],
  ])('%s: %j is %d days', (header, cell, days) => {
    const [row] = readProducts([
      ['Tên sản phẩm', header],
      ['Mứt dừa', cell],
    ]);
    expect(openIn([row!])).toEqual([]);
    expect(row!.given.fields.shelfLifeDays).toBe(days);
  });

  it.each(['HSD', 'Hạn sử dụng (kể từ NSX)'])('%s does not say whether it counts days or months', (header) => {
    const table = [
      ['Tên sản phẩm', header],
      ['Mứt dừa', 12],
      ['Mứt gừng', '24'],
    ];
    const key = 'VALUE:shelflifedays:a_span';
    expect(openIn(readProducts(table))).toEqual([key, key]);
    const days = (answer: string) =>
      readProducts(table, { [key]: answer }).map(({ given }) => given.fields.shelfLifeDays);
    expect(days('MONTHS')).toEqual([365, 730]);
    expect(days('DAYS')).toEqual([12, 24]);
  });

  it.each<[string, CellValue, object]>([
    ['Trọng lượng (gram)', 500, { value: 500, unit: 'GRM' }],
    ['Trọng lượng (g/gói)', '500', { value: 500, unit: 'GRM' }],
    ['Trọng lượng (gram)', '1 kg', { value: 1, unit: 'KGM' }],
    ['Quy cách (ml)', 'chai 500', { value: 500, unit: 'MLT' }],
  ])('%s: %j is %j', (header, cell, netContent) => {
    const [row] = readProducts([
      ['Tên sản phẩm', header],
      ['Mứt dừa', cell],
    ]);
    settleUnits(row!.given, row!.reader);
    expect(openIn([row!])).toEqual([]);
    expect(row!.given.fields.netContent).toEqual(netContent);
  });

  it('says whether the prices below it have value-added tax in them', () => {
    const [row] = readProducts([
      ['Tên sản phẩm', 'Giá sỉ (đã gồm VAT)', 'Giá lẻ (chưa VAT)'],
      ['Mứt dừa', '45.000', '50.000'],
    ]);
    expect(row!.given.prices).toMatchObject({
      WHOLESALE: { amount: 45_000, vatIncluded: true },
      RETAIL: { amount: 50_000, vatIncluded: false },
    });
  });

  it.each<[string, CellValue, number, string]>([
    ['Công suất (tấn/tháng)', 120, 120, 'TNE'],
    ['Công suất (tấn)', '120 tấn/ 1 tháng', 120, 'TNE'],
    ['Sản lượng tháng (kg)', '120', 120, 'KGM'],
    ['Công suất (tấn/năm)', '120 kg/tháng', 120, 'KGM'],
  ])('%s: %j is %d %s a month', (header, cell, monthlyCapacity, monthlyCapacityUnit) => {
    const [row] = readFacilities([
      ['Tên cơ sở', header],
      ['HTX Dừa', cell],
    ]);
    expect(openIn([row!])).toEqual([]);
    expect(row!.given.fields).toMatchObject({ monthlyCapacity, monthlyCapacityUnit });
  });

  it.each(['Công suất (tấn/năm)', 'Sản lượng năm (tấn)'])('has it asked what is made in a month: %s', (header) => {
    const table = [
      ['Tên cơ sở', header],
      ['HTX Dừa', 120],
    ];
    expect(openIn(readFacilities(table))).toEqual(['VALUE:monthlycapacity:a_year']);
    const answered = (answer: string) =>
      readFacilities(table, { 'VALUE:monthlycapacity:a_year': answer })[0]!.given.fields.monthlyCapacity;
    expect(answered('TWELFTH')).toBe(10);
    expect(answered('NO_CAPACITY')).toBeUndefined();
  });

  it.each<[string, CellValue]>([
    ['Sản lượng', '120'],
    ['Công suất (tấn)', 120],
    ['Năng lực sản xuất', '120 tấn'],
  ])('has it asked in which time it counts: %s, %j', (header, cell) => {
    const table = [
      ['Tên cơ sở', header],
      ['HTX Dừa', cell],
    ];
    expect(openIn(readFacilities(table))).toEqual(['VALUE:monthlycapacity:a_time']);
    const answered = (answer: string) =>
      readFacilities(table, { 'VALUE:monthlycapacity:a_time': answer })[0]!.given.fields.monthlyCapacity;
    expect(['MONTH', 'TWELFTH', 'NO_CAPACITY'].map(answered)).toEqual([120, 10, undefined]);
  });

  it.each<[string, CellValue, readonly string[]]>([
    ['Sản lượng (tấn/năm)', '2 tấn/tháng', []],
    ['Sản lượng tháng (tấn)', '24 tấn/năm', ['VALUE:capacities:a_year']],
    ['Sản lượng tấn/năm', 24, ['VALUE:capacities:a_year']],
    ['Năng lực cung ứng (kg/tháng)', 24, []],
    ['Sản lượng', '24 tấn/ngày', ['Hãy ghi sản lượng của một tháng.']],
  ])('is told by the cell rather than by the header: %s, %j', (header, cell, open) => {
    const table = [
      ['Tên sản phẩm', header],
      ['Mứt dừa', cell],
    ];
    expect(openIn(readProducts(table))).toEqual(open);
  });

  it('is of another time than a month: products and facilities', () => {
    const asked = readProducts([
      ['Tên sản phẩm', 'Công suất (kg/năm)'],
      ['Mứt dừa', 1_200],
    ]);
    expect(openIn(asked)).toEqual(['VALUE:capacities:a_year']);
    const refused = readFacilities([
      ['Tên cơ sở', 'Công suất (tấn/ngày)'],
      ['HTX Dừa', 120],
    ]);
    expect(openIn(refused)).toEqual(['Hãy ghi sản lượng của một tháng.']);
  });
});
