import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone } from '../../../src/facilities/phone.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import {
  phoneIn,
  readSaid,
  readYear,
  taxCodeIn,
  vsicCodeIn,
  websiteIn,
} from '../../../src/transfers/columns/facility-cells.ts';
import { RowReader } from '../../../src/transfers/columns/row-reader.ts';

describe('a telephone number', () => {
  it('that a spreadsheet took for a number is the one that it was', () => {
    const mobile = fc.tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.integer({ min: 0, max: 99_999_999 }));
    const fixed = fc.tuple(fc.constant('2'), fc.integer({ min: 0, max: 999_999_999 }));
    fc.assert(
      fc.property(fc.oneof(mobile, fixed), ([first, rest]) => {
        const written = `0${first}${String(rest).padStart(first === '2' ? 9 : 8, '0')}`;
        expect(parsePhone(phoneIn(String(Number(written))))).toEqual(parsePhone(written));
      }),
    );
  });

  it.each(['0901234567', '+84901234567', '84901234567', '+6591234567', '1900 1234', '12', 'gọi anh Ba'])(
    '%s stays as it is',
    (text) => {
      expect(phoneIn(text)).toBe(text);
    },
  );
});

describe('what spreadsheets and people leave out', () => {
  it.each([
    [taxCodeIn, '300588569', '0300588569'],
    [taxCodeIn, '0300588569', '0300588569'],
    [taxCodeIn, '0300 588 569', '0300588569'],
    [taxCodeIn, '0300588569001', '0300588569-001'],
    [taxCodeIn, '0300588569 – 001', '0300588569-001'],
    [taxCodeIn, '0300588569-1', '0300588569-1'],
    [taxCodeIn, '83012345678', '083012345678'],
    [taxCodeIn, 'chưa rõ', 'chưa rõ'],
    [vsicCodeIn, '111', '0111'],
    [vsicCodeIn, '1030', '1030'],
    [websiteIn, 'www.example.com', 'https://www.example.com'],
    [websiteIn, 'http://example.com', 'http://example.com'],
  ])('is put back by %o: %s is %s', (read, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['-', undefined],
    ['N/A', undefined],
    ['chưa có', undefined],
    ['  ', undefined],
    [null, undefined],
    [' HTX Không Có Gì ', 'HTX Không Có Gì'],
    [901234567, '901234567'],
  ])('reads %j as %s', (cell, expected) => {
    expect(readSaid(cell)).toBe(expected);
  });
});

describe('the year in which a facility was founded', () => {
  const yearOf = (cell: CellValue) => {
    const conventions = { answers: {}, numberStyles: new Map(), moneyScales: new Map(), dayOrders: new Map() };
    const row = new RowReader(2, conventions, []);
    return [readYear(cell, row), row.problems[0]?.suggestion];
  };

  it.each<[CellValue, number]>([
    [2015, 2015],
    ['năm 2015', 2015],
    ['01/03/2015', 2015],
    ['tháng 3 năm 2015', 2015],
    [{ day: '2015-03-01', time: null }, 2015],
  ])('is read of %j', (cell, year) => {
    expect(yearOf(cell)).toEqual([year, undefined]);
  });

  it.each([
    ['trước 1975', '1975'],
    ['khoảng năm 1990', '1990'],
    ['1975-1980', null],
    ['lâu rồi', null],
  ])('is not sure in %s', (cell, suggestion) => {
    expect(yearOf(cell)).toEqual([undefined, suggestion]);
  });

  it('is not said where there is none', () => {
    expect(yearOf('chưa rõ')).toEqual([undefined, undefined]);
  });
});
