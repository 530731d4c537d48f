import { describe, expect, it } from 'vitest';
import { seenBy } from '../../../src/platform/tables/xlsx-numbers.ts';

describe('seenBy', () => {
  it.each([
    ['[$$-409]#,##0.00', 45, '45 $'],
    ['#,##0.00\\ [$€-1]', 45.5, '45.5 €'],
    ['[$USD] #,##0', 45, '45 USD'],
    ['"$"#,##0', 45, '45 $'],
    ['_($* #,##0.00_);_($* (#,##0.00)', 45, '45 $'],
    ['0000', 12, '0012'],
    ['0000', 12_345, '12345'],
    ['#,##0" k"', 45, '45 k'],
    ['#,##0\\k', 45, '45 k'],
    ['#,##0 "nghìn đồng"', 45, '45 nghìn'],
    ['#,##0".000"', 45, '45.000'],
    ['#,##0".000"', 0, '0'],
  ])('of %s shows %d as %s', (code, value, text) => {
    expect(seenBy(code)!(value)).toBe(text);
  });

  it.each([
    'General',
    '0',
    '#,##0',
    '0.00',
    '#,##0 [$₫-42A]',
    '#,##0 "đ"',
    '#,##0\\ "₫"',
    '[$VND] #,##0',
    '0%',
    '[$-42A]0',
    '#,##0 "kg"',
    '@',
  ])('of %s adds nothing', (code) => {
    expect(seenBy(code)).toBeNull();
  });
});
