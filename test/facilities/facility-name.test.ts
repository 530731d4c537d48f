import { describe, expect, it } from 'vitest';
import { facilityNameKey, formOfName, haveOtherForms, isSpeltAlike } from '../../src/facilities/facility-name.ts';

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

describe('formOfName', () => {
  it.each([
    ['Hợp tác xã nông nghiệp Tân Quý', 'COOPERATIVE'],
    ['Liên hiệp HTX Tân Quý', 'UNION_OF_COOPERATIVES'],
    ['THT Tân Quý', 'COOPERATIVE_GROUP'],
    ['HKD Minh Thúy', 'HOUSEHOLD_BUSINESS'],
    ['Hộ Nguyễn Văn Sang', 'HOUSEHOLD_BUSINESS'],
    ['CÔNG TY TNHH Hoà Bình', 'COMPANY'],
    ['Hoa Binh JSC', 'COMPANY'],
    ['Cơ sở Minh Thúy', 'ESTABLISHMENT'],
    ['Hồ Văn Sang', undefined],
    ['Doanh nghiệp Hoà Bình', undefined],
    ['Minh Thúy', undefined],
  ])('of %s is %s', (name, form) => {
    expect(formOfName(name)?.form).toBe(form);
  });
});

describe('haveOtherForms', () => {
  it.each([
    ['HTX Đôi Hai', 'Cơ sở Đôi Hai', true],
    ['Công ty TNHH Đôi Hai', 'Công ty CP Đôi Hai', true],
    ['Công ty TNHH Đôi Hai', 'Doi Hai JSC', true],
    ['Công ty TNHH MTV Đôi Hai', 'CTY TNHH Đôi Hai', false],
    ['Công ty Đôi Hai', 'Công ty Cổ phần Đôi Hai', false],
    ['HTX Đôi Hai', 'Hợp tác xã Nông nghiệp Đôi Hai', false],
    ['HTX Đôi Hai', 'Đôi Hai', false],
    ['HTX Đôi Hai', 'Doanh nghiệp Đôi Hai', false],
  ])('of %s and %s: %s', (one, other, are) => {
    expect(haveOtherForms(one, other)).toBe(are);
  });
});
