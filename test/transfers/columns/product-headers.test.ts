import { describe, expect, it } from 'vitest';
import { guessHeader } from '../../../src/platform/tables/header.ts';
import { namesOfColumns } from '../../../src/transfers/columns/column.ts';
import { PRODUCT_COLUMNS } from '../../../src/transfers/columns/product-columns.ts';

/** The fields of the columns of a price list with these headers. */
const fieldsOf = (...titles: string[]) =>
  guessHeader(
    [
      { number: 1, cells: titles },
      { number: 2, cells: titles.map(() => '1') },
    ],
    namesOfColumns(PRODUCT_COLUMNS),
  ).columns.map(({ field }) => field);

describe('the header of a price list', () => {
  it('has a running number', () => {
    expect(fieldsOf('TT', 'Tên sản phẩm', 'ĐVT', 'Trọng lượng')).toEqual([null, 'nameVi', 'unit', 'netContent']);
  });

  it.each([
    ['Hạn dùng', 'shelfLifeDays'],
    ['Đơn giá đã VAT', 'wholesalePrice'],
    ['Đơn giá chưa VAT', 'wholesalePrice'],
    ['Giá lẻ (đã VAT)', 'retailPrice'],
    ['Giá lẻ chưa bao gồm thuế', 'retailPrice'],
    ['Đ.Giá', 'wholesalePrice'],
    ['Giá mới', 'wholesalePrice'],
    ['Giá kỳ này', 'wholesalePrice'],
    ['Giá kỳ trước', null],
    ['Giá bán sỉ từ 10 kg', 'wholesalePrice'],
    ['Giá bán sỉ (từ 10kg)', 'wholesalePrice'],
    ['Giá từ 2026', null],
    ['Giá tháng 11', 'wholesalePrice'],
    ['Giá T10', 'wholesalePrice'],
    ['Giá bán lẻ tháng 11/2026', 'retailPrice'],
    ['Đã gồm VAT', 'vatIncluded'],
    ['Giá thị trường', null],
  ])('has %s, which is %s', (title, field) => {
    expect(fieldsOf('Tên sản phẩm', title)).toEqual(['nameVi', field]);
  });

  it('has prices of several months, of which none is taken', () => {
    expect(fieldsOf('Tên sản phẩm', 'Giá T10', 'Giá T11')).toEqual(['nameVi', null, null]);
    expect(fieldsOf('Tên sản phẩm', 'Giá T10', 'Giá bán')).toEqual(['nameVi', null, 'wholesalePrice']);
  });

  it.each(['Thành tiền', 'Giá nhập'])('has %s that is no price of a unit', (title) => {
    expect(fieldsOf('Tên sản phẩm', title, 'Giá bán')).toEqual(['nameVi', null, 'wholesalePrice']);
    expect(fieldsOf('Tên sản phẩm', title)).toEqual(['nameVi', null]);
  });
});
