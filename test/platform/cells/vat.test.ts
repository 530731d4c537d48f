import { describe, expect, it } from 'vitest';
import { vatIn } from '../../../src/platform/cells/vat.ts';

describe('vatIn', () => {
  it.each([
    ['120.000 đã gồm VAT', '120.000', true],
    ['Đã bao gồm VAT', '', true],
    ['gồm thuế', '', true],
    ['có VAT', '', true],
    ['Giá (đã bao gồm 8% VAT)', 'Giá', true],
    ['sau thuế GTGT 10%', '', true],
    ['incl. VAT', '', true],
    ['VAT included', '', true],
    ['120.000 (chưa VAT)', '120.000', false],
    ['Đơn giá chưa bao gồm thuế VAT', 'Đơn giá', false],
    ['Giá, chưa gồm thuế', 'Giá', false],
    ['KHÔNG VAT', '', false],
    ['không bao gồm thuế', '', false],
    ['120.000đ + VAT', '120.000đ', false],
    ['120.000 + 8% VAT', '120.000', false],
    ['trước thuế', '', false],
    ['no VAT', '', false],
    ['excl. VAT', '', false],
    ['120.000đ (chưa VAT)/kg', '120.000đ /kg', false],
  ])('finds in %j, beside %j, %j', (text, rest, vatIncluded) => {
    expect(vatIn(text)).toEqual({ rest, vatIncluded });
  });

  it.each(['VAT', 'VAT 8%', 'không chịu thuế', 'mã số thuế', '120.000', 'đã trừ thuế', 'giá cơ sở'])(
    'finds nothing in %j',
    (text) => {
      expect(vatIn(text)).toEqual({ rest: text, vatIncluded: null });
    },
  );
});
