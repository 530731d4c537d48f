import { expect, it } from 'vitest';
import { noFacilityIn } from '../../../../src/transfers/import/importers/facility-words.ts';

it.each([
  ['Tổng cộng: 3 cơ sở', [], 'TOTAL'],
  ['TỔNG SỐ', ['120'], 'TOTAL'],
  ['Người lập biểu', [], 'SIGNATURE'],
  ['GIÁM ĐỐC (Ký, đóng dấu)', [], 'SIGNATURE'],
  ['Người lập biểu', ['Quảng Ngãi, ngày … tháng … năm 2025'], 'SIGNATURE'],
  ['TM. UBND xã Ea Kly', [], 'SIGNATURE'],
  ['Quảng Ngãi, ngày 5 tháng 3 năm 2025', [], 'DAY'],
  ['HTX Muối', ['A'], 'ALONE'],
  ['HTX Muối', [], 'ALONE'],
  ['HTX Muối', ['1'], null],
  ['HTX Muối', ['Thôn 2'], null],
  ['Tổng công ty Cà phê', ['1'], null],
  ['Cộng Cà phê', ['1'], null],
  ['Giám Đốc Coffee', ['1', '0905123456'], null],
  ['Tổng cộng', ['Thôn 2'], null],
])('%s beside %j is %s', (name, others, expected) => {
  expect(noFacilityIn(name, others)).toBe(expected);
});
