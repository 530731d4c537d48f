import { describe, expect, it } from 'vitest';
import { looksLikeNoGoods } from '../../../../src/transfers/import/importers/goods-words.ts';

describe('a name of a price list', () => {
  it.each([
    'Phí vận chuyển',
    'Tiền điện tháng 5',
    'Sửa chữa máy',
    'Cước xe',
    'Book ship xe máy',
    'Thuê xe',
    'thuế GTGT',
  ])('%s looks like no goods', (name) => {
    expect(looksLikeNoGoods(name)).toBe('LIKELY');
  });

  it.each([
    'phi le ca',
    'PHI THAM DINH',
    'sua chua may',
    'Hoa hồng sấy khô',
    'Lương khô',
    'Cước câu cá',
    'Tiền Giang dừa sáp',
  ])('%s may look so, and is only asked for', (name) => {
    expect(looksLikeNoGoods(name)).toBe('PERHAPS');
  });

  it.each(['Phi lê cá tra', 'Sữa chua nếp cẩm', 'Cuốc bàn rèn tay', 'Nước mắm phí', 'Tiên hương trầm', ''])(
    '%s may be goods',
    (name) => {
      expect(looksLikeNoGoods(name)).toBeNull();
    },
  );
});
