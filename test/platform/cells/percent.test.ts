import { describe, expect, it } from 'vitest';
import { readPercent, type Unsigned } from '../../../src/platform/cells/percent.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

describe('readPercent', () => {
  it.each<[CellValue, number, Unsigned?]>([
    ['5%', 0.05],
    ['5 %', 0.05],
    ['7%', 0.07],
    ['12,5%', 0.125],
    ['12.5 %', 0.125],
    ['150%', 1.5],
    ['0,5%', 0.005],
    ['5 phần trăm', 0.05],
    ['-5%', -0.05],
    [0.05, 0.05],
    [0, 0],
    ['0,05', 0.05],
    [5, 0.05],
    ['8', 0.08],
    ['100', 1],
    [1, 0.01, 'PERCENT'],
    [1, 1, 'FRACTION'],
    [0.5, 0.005, 'PERCENT'],
  ])('%j is %d', (cell, expected, unsigned) => {
    expect(readPercent(cell, null, unsigned)).toEqual({ is: 'value', value: expected });
  });

  it('asks what 1 is', () => {
    expect(readPercent('1', null)).toEqual({
      is: 'ambiguous',
      choices: [
        { convention: 'PERCENT', value: 0.01 },
        { convention: 'FRACTION', value: 1 },
      ],
    });
  });

  it('asks for the style of a number with three decimals', () => {
    expect(readPercent('1.234%', null)).toMatchObject({
      is: 'ambiguous',
      choices: [{ value: 12.34 }, { value: 0.01234 }],
    });
    expect(readPercent('1.234%', 'POINT_DECIMAL')).toEqual({ is: 'value', value: 0.01234 });
  });

  it.each<[CellValue, string?]>([['nhiều'], ['5 - 10%'], [250], ['250'], ['10 phần'], ['chiết khấu 5%', '5%']])(
    'refuses %j',
    (cell, suggestion) => {
      const reading = readPercent(cell, null);
      expect(reading).toMatchObject({ is: 'refused', reason: { en: expect.stringMatching(/A percentage is needed/) } });
      expect(reading.is === 'refused' ? reading.suggestion : null).toBe(suggestion);
    },
  );

  it('finds nothing in -', () => {
    expect(readPercent('-', null)).toEqual({ is: 'empty' });
  });
});
