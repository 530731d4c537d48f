import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { lastDay } from '../../../src/transfers/columns/validity.ts';
import { readCertificates } from './headed-table.ts';

/** What a row says of when its certificate holds. */
const read = (from: CellValue, to: CellValue) =>
  readCertificates([
    ['Loại giấy chứng nhận', 'Hiệu lực từ', 'Hiệu lực đến'],
    ['HACCP', from, to],
  ])[0]!;

describe('the last day of a certificate', () => {
  it.each<[CellValue, string | null]>([
    ['31/12/2026', '2026-12-31'],
    ['đến 31/12/2026', '2026-12-31'],
    ['Đến hết ngày 31/12/2026.', '2026-12-31'],
    ['Hết hạn: 31/12/2026', '2026-12-31'],
    ['31/12/2026 (gia hạn)', '2026-12-31'],
    ['31/12/2026 (Đã gia hạn lần 2)', '2026-12-31'],
    ['46387', '2026-12-31'],
    [{ day: '2026-12-31', time: null }, '2026-12-31'],
    ['không thời hạn', null],
    ['Vô thời hạn', null],
    ['Không xác định thời hạn', null],
    ['vĩnh viễn', null],
  ])('of %j is %s', (cell, day) => {
    const { given, reader } = read(null, cell);
    expect(given.fields.validTo).toBe(day);
    expect([...reader.problems, ...reader.questions]).toEqual([]);
  });

  it.each(['31/12/2026 (dự kiến)', '31/12/2026 (chờ gia hạn)', '5', '9000 năm'])('of %s is not read', (cell) => {
    const { given, reader } = read(null, cell);
    expect(given.fields.validTo).toBeUndefined();
    expect(reader.problems).toHaveLength(1);
  });

  it.each([
    ['36 tháng', '2028-03-14'],
    ['3 năm kể từ ngày cấp', '2028-03-14'],
    ['1 năm 6 tháng', '2026-09-14'],
    ['90 ngày', '2025-06-12'],
  ])('after %s from 15/03/2025 is %s', (cell, day) => {
    const { given } = read('15/03/2025', cell);
    expect(lastDay(given.fields.validFrom!, given.lasts!)).toBe(day);
  });

  it('and the first are suggested so that the period is too short, never too long', () => {
    const { reader } = read('từ tháng 3/2025', 'T12/2026');
    expect(reader.questions.map(({ choices }) => choices[0]!.choice)).toEqual(['31/03/2025', '01/12/2026']);
  });
});
