import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf, writtenIn } from '../../../src/platform/cells/text-cells.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

describe('textOf', () => {
  it.each<[CellValue, string | null]>([
    ['  Nước mắm ', 'Nước mắm'],
    ['\u00a0Chả\u00a0cá\u200b\ufeff', 'Chả cá'],
    ['Nu\u031bo\u031b\u0301c', 'Nước'],
    ['một\r\nhai\rba\u2028bốn', 'một\nhai\nba\nbốn'],
    ['“Tiêu”', '“Tiêu”'],
    ['   ', null],
    ['', null],
    [null, null],
    [8934563138165, '8934563138165'],
    [8.93456313816e12, '8934563138160'],
    [1e21, '1000000000000000000000'],
    [0.1 + 0.2, '0.3'],
    [1e-7, '0.0000001'],
    [-2.5, '-2.5'],
    [0, '0'],
    [true, 'TRUE'],
    [false, 'FALSE'],
    [{ day: '2026-12-31', time: null }, '2026-12-31'],
    [{ day: '2026-12-31', time: '08:30:00' }, '2026-12-31 08:30:00'],
  ])('of %j is %j', (cell, expected) => {
    expect(textOf(cell)).toBe(expected);
  });

  it('writes whole numbers in digits alone', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(textOf(value)).toBe(String(value));
      }),
    );
  });

  it('is its own text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = textOf(text);
        expect(textOf(once)).toBe(once);
      }),
    );
  });
});

describe('writtenIn', () => {
  it.each<[string, string]>([
    ['１２．５', '12.5'],
    ['−5', '-5'],
    ["'0123", '0123'],
    ['\u200e31/12/2026', '31/12/2026'],
    ['㎏', 'kg'],
    ["'", "'"],
  ])('of %j is %j', (cell, expected) => {
    expect(writtenIn(cell)).toBe(expected);
  });

  it.each([null, '', ' ', '-', '—', '--', '...', 'N/A', '#N/A', 'null', 'Chưa có', 'chưa rõ', 'Đang cập nhật'])(
    'of %j is nothing',
    (cell) => {
      expect(writtenIn(cell)).toEqual({ is: 'empty' });
    },
  );

  it.each<[Exclude<CellValue, number>, RegExp]>([
    ['=A1*2', /formula “=A1\*2” without a result/],
    ['#REF!', /has failed: #REF!/],
    ['#DIV/0!', /has failed/],
    [true, /truth value/],
    [{ day: '2026-05-01', time: null }, /turned a number into a day/],
  ])('of %j is refused', (cell, en) => {
    expect(writtenIn(cell)).toMatchObject({ is: 'refused', reason: { en: expect.stringMatching(en) } });
  });
});
