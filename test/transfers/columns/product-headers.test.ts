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

  it.each(['Thành tiền', 'Giá nhập'])('has %s that is no price of a unit', (title) => {
    expect(fieldsOf('Tên sản phẩm', title, 'Giá bán')).toEqual(['nameVi', null, 'wholesalePrice']);
    expect(fieldsOf('Tên sản phẩm', title)).toEqual(['nameVi', null]);
  });
});
