import { describe, expect, it } from 'vitest';
import { looksLikeNoGoods } from '../../../../src/transfers/import/importers/goods-words.ts';

describe('a name of a price list', () => {
  it.each([
    'Phí vận chuyển',
    'PHI SHIP',
    'Tiền điện tháng 5',
    'Sửa chữa máy',
    'sua chua may',
    'Cước xe',
    'Thuê xe',
    'thuế GTGT',
  ])('%s looks like no goods', (name) => {
    expect(looksLikeNoGoods(name)).toBe(true);
  });

  it.each(['Sữa chua nếp cẩm', 'Cuốc bàn rèn tay', 'Nước mắm phí', 'Tiên hương trầm', ''])(
    '%s may be goods',
    (name) => {
      expect(looksLikeNoGoods(name)).toBe(false);
    },
  );
});
