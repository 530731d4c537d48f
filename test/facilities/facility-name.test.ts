import { describe, expect, it } from 'vitest';
import { facilityNameKey, isSpeltAlike } from '../../src/facilities/facility-name.ts';

describe('facilityNameKey', () => {
  it.each([
    ['HTX Tân Qui', 'tan qui'],
    ['Hợp tác xã Tân Quy', 'tan qui'],
    ['HTXNN Tân Qui', 'tan qui'],
    ['Hợp tác xã Nông nghiệp Tân Qui', 'tan qui'],
    ['HTX sản xuất, kinh doanh và dịch vụ nông nghiệp Tân Qui', 'tan qui'],
    ['Công ty TNHH MTV Thương mại Dịch vụ Hoà Bình', 'hoa binh'],
    ['CÔNG TY TNHH MỘT THÀNH VIÊN TM-DV HÒA BÌNH', 'hoa binh'],
    ['Công ty Cổ phần Hòa Bình', 'hoa binh'],
    ['Hoa Binh Co., Ltd', 'hoa binh'],
    ['Hộ kinh doanh Nguyễn Văn Sang', 'nguien van sang'],
    ['Hộ SXKD Nguyễn Văn Sang', 'nguien van sang'],
    ['Tổ hợp tác nhãn Rạch Đùi', 'nhan rach dui'],
    ['Cơ sở Minh Nhựt', 'minh nhut'],
  ])('reads %s as %s', (name, key) => {
    expect(facilityNameKey(name)).toBe(key);
  });

  it.each([
    ['Dịch vụ', 'dich vu'],
    ['Công ty', 'cong ti'],
    ['Hợp tác', 'hop tac'],
    ['Nông nghiệp Xanh', 'nong nghiep xanh'],
    ['Cổ Phần Vàng Bạc', 'vang bac'],
  ])('leaves something of %s', (name, key) => {
    expect(facilityNameKey(name)).toBe(key);
  });
});

describe('isSpeltAlike', () => {
  it.each([
    ['Công ty TNHH Minh Thúy', 'Hộ kinh doanh MINH THUÝ'],
    ['HTX Tân Quý', 'Hợp tác xã nông nghiệp Tân Quí'],
    ['Cơ sở Minh Thúy', 'Minh Thuy'],
    ['Hoà Bình Co., Ltd', 'Công ty Cổ phần Hòa Bình'],
  ])('is so of %s and %s', (one, other) => {
    expect(isSpeltAlike(one, other)).toBe(true);
  });

  it.each([
    ['Công ty TNHH Minh Thúy', 'Hộ kinh doanh Minh Thủy'],
    ['HTX Dừa Xanh', 'HTX Dứa Xanh'],
  ])('is not so of %s and %s', (one, other) => {
    expect(isSpeltAlike(one, other)).toBe(false);
  });
});
