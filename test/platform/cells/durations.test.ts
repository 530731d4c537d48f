import { describe, expect, it } from 'vitest';
import { readDays } from '../../../src/platform/cells/durations.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

describe('readDays', () => {
  it.each<[CellValue, number]>([
    [90, 90],
    ['90', 90],
    ['90 ngày', 90],
    ['90days', 90],
    ['2 tuần', 14],
    ['6 tháng', 180],
    ['6T', 180],
    ['6 months', 180],
    ['12 tháng', 365],
    ['12T', 365],
    ['18 tháng', 545],
    ['24 tháng', 730],
    ['1 năm', 365],
    ['1,5 năm', 547],
    ['1 năm 6 tháng', 545],
    ['1 tháng 15 ngày', 45],
    ['48 giờ', 2],
    ['48h', 2],
    ['30 giờ', 1],
    ['1.095 ngày', 1_095],
    ['1,095 ngày', 1_095],
    ['0', 0],
    ['HSD: 12 tháng', 365],
    ['Hạn sử dụng 6 tháng', 180],
    ['Hạn dùng: 6 tháng', 180],
    ['Thời gian bảo quản 6 tháng', 180],
    ['trong vòng 6 tháng', 180],
    ['12 tháng kể từ ngày sản xuất', 365],
    ['06 tháng kể từ NSX', 180],
  ])('%j is %d days', (cell, expected) => {
    expect(readDays(cell)).toEqual({ is: 'value', value: expected });
  });

  it.each<[CellValue, string?]>([
    ['6 - 12 tháng', '6 tháng'],
    ['3-5 ngày', '3 ngày'],
    ['từ 3 đến 5 ngày', '3 ngày'],
    ['3 tuần - 2 tháng'],
    ['1-2'],
    ['90N'],
    ['tháng'],
    ['6 tháng 6 tháng'],
    ['12 tháng lạnh'],
    ['31/12/2026'],
    [-5],
    [1.5],
    ['2 giờ'],
    ['500 năm'],
    ['1 2'],
  ])('refuses %j', (cell, suggestion) => {
    const reading = readDays(cell);
    expect(reading).toMatchObject({ is: 'refused', reason: { en: expect.stringMatching(/A length of time/) } });
    expect(reading.is === 'refused' ? reading.suggestion : null).toBe(suggestion);
  });

  it('suggests the longer end of a range where that is safe', () => {
    expect(readDays('3-5 ngày', 'days', 'LONGER')).toMatchObject({ is: 'refused', suggestion: '5 ngày' });
  });

  it.each([null, '', '-', 'không có'])('finds nothing in %j', (cell) => {
    expect(readDays(cell)).toEqual({ is: 'empty' });
  });

  it('is never longer for fewer months', () => {
    const lengths = Array.from({ length: 120 }, (_, months) => readDays(`${months} tháng`));
    const days = lengths.map((reading) => (reading.is === 'value' ? reading.value : Number.NaN));
    expect(days).toEqual(days.toSorted((a, b) => a - b));
  });
});
