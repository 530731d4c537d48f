import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, type Shown, shownBy } from '../../../src/platform/tables/xlsx-dates.ts';

describe('shownBy', () => {
  it.each<[number | string, Shown]>([
    [0, 'NUMBER'],
    [9, 'NUMBER'],
    [13, 'NUMBER'],
    [14, 'DAY'],
    [17, 'DAY'],
    [18, 'TIME'],
    [22, 'MOMENT'],
    [30, 'DAY'],
    [37, 'NUMBER'],
    [46, 'ELAPSED'],
    [49, 'NUMBER'],
    [57, 'DAY'],
    ['General', 'NUMBER'],
    ['0.00E+00', 'NUMBER'],
    ['#,##0', 'NUMBER'],
    ['#,##0 "đồng/tháng"', 'NUMBER'],
    ['#,##0\\ \\d', 'NUMBER'],
    ['#,##0_d', 'NUMBER'],
    ['#,##0 [$₫-42A]', 'NUMBER'],
    ['[Red]0%', 'NUMBER'],
    ['@', 'NUMBER'],
    ['dd/mm/yyyy', 'DAY'],
    ['[$-1010000]d/m/yyyy;@', 'DAY'],
    ['[$-42A]dd "tháng" mm "năm" yyyy', 'DAY'],
    ['mmm-yy', 'DAY'],
    ['mmmm', 'DAY'],
    ['0;dd', 'NUMBER'],
    ['"a;b"dd', 'DAY'],
    ['dd/mm/yyyy hh:mm', 'MOMENT'],
    ['yyyy-mm-dd\\Thh:mm:ss.000', 'MOMENT'],
    ['h:mm AM/PM', 'TIME'],
    ['mm:ss', 'TIME'],
    ['[h]:mm', 'ELAPSED'],
    ['[mm]:ss', 'ELAPSED'],
  ])('reads %s as %s', (format, shown) => {
    expect(typeof format === 'number' ? shownBy(format) : shownBy(164, format)).toBe(shown);
  });
});

describe('dayOf', () => {
  it.each<[number, Shown, boolean, string | null]>([
    [1, 'DAY', false, '1900-01-01'],
    [59, 'DAY', false, '1900-02-28'],
    [60, 'DAY', false, null],
    [61, 'DAY', false, '1900-03-01'],
    [46_387, 'DAY', false, '2026-12-31'],
    [46_387.999_999, 'DAY', false, '2026-12-31'],
    [2_958_465, 'DAY', false, '9999-12-31'],
    [2_958_466, 'DAY', false, null],
    [0, 'DAY', false, null],
    [-5, 'DAY', false, null],
    [1, 'DAY', true, '1904-01-02'],
    [44_925, 'DAY', true, '2026-12-31'],
    [46_387.25, 'MOMENT', false, '2026-12-31 06:00:00'],
    [46_387, 'MOMENT', false, '2026-12-31 00:00:00'],
    [46_387.999_999_9, 'MOMENT', false, '2027-01-01 00:00:00'],
    [0.25, 'TIME', false, null],
    [46_387.25, 'TIME', false, '2026-12-31 06:00:00'],
    [1.5, 'ELAPSED', false, null],
    [46_387, 'NUMBER', false, null],
  ])('%d, shown as %s, since 1904: %s', (serial, shown, date1904, expected) => {
    const cell = dayOf(serial, shown, date1904);
    expect(cell && [cell.day, ...(cell.time ? [cell.time] : [])].join(' ')).toBe(expected);
  });

  it('counts on from day to day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_464 }), (serial) => {
        const [day, next] = [serial, serial + 1].map((number) => Date.parse(dayOf(number, 'DAY', false)!.day));
        expect(next! - day!).toBe(86_400_000);
      }),
    );
  });
});
