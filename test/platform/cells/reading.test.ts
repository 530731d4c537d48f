import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOrderOf, readDay } from '../../../src/platform/cells/days.ts';
import { readDays } from '../../../src/platform/cells/durations.ts';
import { readList } from '../../../src/platform/cells/lists.ts';
import { readMoney } from '../../../src/platform/cells/money.ts';
import { readNumber, styleOf } from '../../../src/platform/cells/numbers.ts';
import { readPercent } from '../../../src/platform/cells/percent.ts';
import { readQuantity } from '../../../src/platform/cells/quantities.ts';
import { quoted } from '../../../src/platform/cells/reading.ts';
import { readTruth } from '../../../src/platform/cells/truth.ts';
import { readUnit } from '../../../src/platform/cells/units.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

const READERS: Readonly<Record<string, (cell: CellValue) => { readonly is: string }>> = {
  readNumber: (cell) => readNumber(cell, null),
  readMoney: (cell) => readMoney(cell, null),
  readPercent: (cell) => readPercent(cell, null),
  readDay: (cell) => readDay(cell, null),
  readDays,
  readTruth,
  readQuantity: (cell) => readQuantity(cell, null),
  readUnit: (cell) => readUnit(String(cell)),
};

const piece = fc.constantFrom(
  ...' |  |.|,|;|-|/|(|)|x|k|tr|đ|%|=|#|:|12|1.234|0|2026|31|tháng|ngày|năm|kg|ml|thùng|chai|hộp|T|E+|http://|\n'.split(
    '|',
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
);

/** As long as a cell may be, of what patterns stumble over. */
const LONG = ['1', '1-', '1,', '(1', ' ', '-', ', ', '; ', "'", 'x', '((', '1 000 ', 'kg ', '/', '.,', 'http://; '].map(
  (each) => each.repeat(32_767 / each.length),
);

describe.each(Object.entries(READERS))('%s', (_, read) => {
  it('answers whatever a cell holds', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true })), (cell) => {
        expect(['value', 'empty', 'ambiguous', 'refused', 'unit', 'unknown']).toContain(read(cell).is);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(LONG.map((long) => [`${long.slice(0, 6)}…`, long]))('does not dwell on a cell of %j', (_, long) => {
    const before = performance.now();
    read(long);
    read(`5${long}kg`);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('conventions and lists', () => {
  it.each(LONG.map((long) => [`${long.slice(0, 6)}…`, long]))('do not dwell on a cell of %j', (_, long) => {
    const before = performance.now();
    readList(long);
    readList(`http://a.vn ${long} (a`);
    styleOf([long]);
    dayOrderOf([long]);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('quoted', () => {
  it.each([
    ['12 kg', '“12 kg”'],
    ['một\nhai', '“một hai”'],
    ['x'.repeat(41), `“${'x'.repeat(39)}…”`],
  ])('%j is %s', (given, expected) => {
    expect(quoted(given)).toBe(expected);
  });
});
