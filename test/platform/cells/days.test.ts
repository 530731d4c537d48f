import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayOrder, dayOrderOf, readDay } from '../../../src/platform/cells/days.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

describe('readDay', () => {
  it.each<[CellValue, string]>([
    [{ day: '2026-12-05', time: null }, '2026-12-05'],
    [{ day: '2026-12-05', time: '08:30:00' }, '2026-12-05'],
    ['31/12/2026', '2026-12-31'],
    ['31-12-2026', '2026-12-31'],
    ['31.12.2026', '2026-12-31'],
    ['31 12 2026', '2026-12-31'],
    ['31 / 12 / 2026', '2026-12-31'],
    ['12/31/2026', '2026-12-31'],
    ['5/5/2026', '2026-05-05'],
    ['2026-12-31', '2026-12-31'],
    ['2026/12/31', '2026-12-31'],
    ['2026-1-5', '2026-01-05'],
    ['20261231', '2026-12-31'],
    [20261231, '2026-12-31'],
    ['31/12/26', '2026-12-31'],
    ['30/06/27', '2027-06-30'],
    ['15/03/99', '1999-03-15'],
    ['26/02/30', '2030-02-26'],
    ['31/12/2026.', '2026-12-31'],
    ['31/12/69', '2069-12-31'],
    ['31/12/70', '1970-12-31'],
    ['31 tháng 12 năm 2026', '2026-12-31'],
    ['Ngày 5 tháng 12 năm 2026', '2026-12-05'],
    ['ngày 31/12/2026', '2026-12-31'],
    ['Thứ Năm, 31/12/2026', '2026-12-31'],
    ['31-Thg12-2026', '2026-12-31'],
    ['05 Thg 12, 2026', '2026-12-05'],
    ['5-Dec-26', '2026-12-05'],
    ['5 December 2026', '2026-12-05'],
    ['December 5, 2026', '2026-12-05'],
    ['Sept. 5, 2026', '2026-09-05'],
    ['31/12/2026 08:30', '2026-12-31'],
    ['08:30 31/12/2026', '2026-12-31'],
    ['08:30:00 ngày 31/12/2026', '2026-12-31'],
    ['2026-12-31T00:00:00', '2026-12-31'],
    ['2026-12-30T17:00:00Z', '2026-12-31'],
    ['2026-12-31T00:00:00+07:00', '2026-12-31'],
    [46387, '2026-12-31'],
    [46387.75, '2026-12-31'],
    ['46387', '2026-12-31'],
    ['46387,5', '2026-12-31'],
    [20_000, '1954-10-03'],
    [80_000, '2119-01-11'],
    ['29/02/2028', '2028-02-29'],
    ['\u200e31/12/2026', '2026-12-31'],
  ])('%j is %s', (cell, expected) => {
    expect(readDay(cell, null)).toEqual({ is: 'value', value: expected });
  });

  it('asks which of two small numbers is the month, unless the order is known', () => {
    expect(readDay('05/12/2026', null)).toEqual({
      is: 'ambiguous',
      choices: [
        { convention: 'DAY_FIRST', value: '2026-12-05' },
        { convention: 'MONTH_FIRST', value: '2026-05-12' },
      ],
    });
    expect(readDay('05/12/2026', 'DAY_FIRST')).toEqual({ is: 'value', value: '2026-12-05' });
    expect(readDay('05/12/2026', 'MONTH_FIRST')).toEqual({ is: 'value', value: '2026-05-12' });
    expect(readDay('13/05/2026', 'MONTH_FIRST')).toEqual({ is: 'value', value: '2026-05-13' });
  });

  it.each<[CellValue, RegExp, string?]>([
    ['31/02/2026', /calendar has no day “31\/02\/2026”/, '28/02/2026'],
    ['31/06/2026', /no day/, '30/06/2026'],
    ['29/02/2027', /no day/, '28/02/2027'],
    ['31 tháng 4 năm 2026', /no day/, '30/04/2026'],
    ['32/12/2026', /no day/],
    ['13/13/2026', /no day/],
    ['0/12/2026', /no day/],
    ['31/12/0206', /year 206 in “31\/12\/0206” is unlikely/],
    ['15/03/2204', /year 2204 .* is unlikely/],
    ['2026-02-30', /no day/, '28/02/2026'],
    [20261301, /no day/],
    ['12/2026', /“12\/2026” is a month/, '01/12/2026'],
    ['tháng 12/2026', /is a month/, '01/12/2026'],
    ['Tháng 12 năm 2026', /is a month/, '01/12/2026'],
    ['2026-12', /is a month/, '01/12/2026'],
    ['T12/2026', /is a month/, '01/12/2026'],
    ['2026', /is a year/],
    [2026, /is a year/],
    ['năm 2026', /is a year/],
    ['31/12', /cannot be read/],
    ['12 tháng', /cannot be read/],
    [5, /cannot be read/],
    [99_999, /cannot be read/],
    ['5 Foo 2026', /cannot be read/],
    ['hôm qua', /cannot be read/],
    [true, /truth value/],
  ])('refuses %j', (cell, en, suggestion) => {
    const reading = readDay(cell, null);
    expect(reading).toMatchObject({ is: 'refused', reason: { en: expect.stringMatching(en) } });
    expect(reading.is === 'refused' ? reading.suggestion : null).toBe(suggestion);
  });

  it('suggests the last day of a month with which a period begins', () => {
    expect(readDay('tháng 2/2028', null, 'LAST_DAY')).toMatchObject({ is: 'refused', suggestion: '29/02/2028' });
  });

  it('asks whether a year of two digits stands first or last', () => {
    expect(readDay('26/12/31', null)).toEqual({
      is: 'ambiguous',
      choices: [
        { convention: 'DAY_FIRST', value: '2031-12-26' },
        { convention: 'YEAR_FIRST', value: '2026-12-31' },
      ],
    });
    expect(readDay('26/12/31', 'DAY_FIRST')).toEqual({ is: 'value', value: '2031-12-26' });
    expect(readDay('26/12/31', 'MONTH_FIRST')).toEqual({ is: 'value', value: '2031-12-26' });
    expect(readDay('26/12/31', 'YEAR_FIRST')).toEqual({ is: 'value', value: '2026-12-31' });
    expect(readDay('05/12/2026', 'YEAR_FIRST')).toMatchObject({ is: 'ambiguous' });
  });

  it.each([null, '', '-', 'chưa có'])('finds nothing in %j', (cell) => {
    expect(readDay(cell, null)).toEqual({ is: 'empty' });
  });

  it('reads back every day, in either order and as a serial number', () => {
    const day = fc.date({ min: new Date('1955-01-01'), max: new Date('2068-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom('/', '-', '.'), fc.boolean(), (date, mark, short) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = iso.split('-') as [string, string, string];
        const shown = short && year >= '1970' ? year.slice(2) : year;
        const value = { is: 'value', value: iso };
        expect(readDay([dayOfMonth, month, shown].join(mark), 'DAY_FIRST')).toEqual(value);
        expect(
          readDay([dayOfMonth, month, shown].join(mark), Number(dayOfMonth) > 12 ? 'MONTH_FIRST' : 'DAY_FIRST'),
        ).toEqual(value);
        if (Number(dayOfMonth) <= 12)
          expect(readDay([month, dayOfMonth, shown].join(mark), 'MONTH_FIRST')).toEqual(value);
        expect(readDay((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000, null)).toEqual(value);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('dayOrderOf', () => {
  it.each<[CellValue[], DayOrder | 'BOTH' | null]>([
    [['05/12/2026', '31/12/2026'], 'DAY_FIRST'],
    [['05/12/2026', '12/31/2026'], 'MONTH_FIRST'],
    [['31/12/2026', '12/31/2026'], 'BOTH'],
    [['05/12/2026', '2026-12-31', 46387, null, 'x'], null],
    [['31/31/2026'], null],
    [['26/12/31', '20/06/27'], null],
    [['26/12/31', '30/06/27'], 'DAY_FIRST'],
    [['ngày 31-12-26 08:00'], 'DAY_FIRST'],
    [[], null],
  ])('of %j is %s', (cells, expected) => {
    expect(dayOrderOf(cells)).toBe(expected);
  });
});
