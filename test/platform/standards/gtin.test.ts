import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValidGtin, normaliseGtin, parseGtin } from '../../../src/platform/standards/gtin.ts';

/** The algorithm as GS1 describes it, written a second time: weights 3, 1, 3 … leftwards from the digit before the last. */
function withCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return body + String((10 - (sum % 10)) % 10);
}

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const gtin = fc
  .constantFrom(8, 12, 13, 14)
  .chain((length) => digits(length - 1))
  .map(withCheckDigit)
  .filter((value) => !/^0+$/.test(value));

describe('isValidGtin', () => {
  it.each([
    ['6291041500213', 'the example of GS1’s check digit page'],
    ['9506000134352', 'GS1’s sample for digital links'],
    ['614141007349', 'a GTIN-12 of GS1 US'],
    ['00614141007349', 'the same in fourteen digits'],
    ['10614141000415', 'a GTIN-14 of GS1 US'],
    ['73513537', 'a GTIN-8'],
    ['4006381333931', 'Stabilo'],
    ['8934563138165', 'Hảo Hảo, prefix 893 of Viet Nam'],
    ['8 934563 138165', 'with blanks, as it is printed'],
  ])('accepts %s: %s', (value) => {
    expect(isValidGtin(value)).toBe(true);
  });

  it.each([
    ['6291041500214', 'The GTIN is wrong: its check digit is 4, should be 3.'],
    ['73513531', 'The GTIN is wrong: its check digit is 1, should be 7.'],
    ['62910415002', 'A GTIN has 8, 12, 13 or 14 digits; this one has 11.'],
    ['', 'A GTIN has 8, 12, 13 or 14 digits; this one has 0.'],
    ['629104150021A', 'The GTIN has digits only; “A” is not one.'],
    ['6291041500２13', 'The GTIN has digits only; “２” is not one.'],
    [
      '8.936E+12',
      'The GTIN was shortened by a spreadsheet and has lost digits; format the column as text and enter all of them.',
    ],
    ['00000000', 'A GTIN is not all zeros.'],
  ])('refuses %s', (value, en) => {
    const parsed = parseGtin(value);
    expect(parsed).toMatchObject({ ok: false, reason: { en } });
    expect(parsed.ok || parsed.reason.vi).toMatch(/GTIN/);
    expect(normaliseGtin(value)).toBeNull();
  });

  it('accepts exactly one check digit', () => {
    fc.assert(
      fc.property(gtin, (value) => {
        const right = [...'0123456789'].filter((digit) => isValidGtin(value.slice(0, -1) + digit));
        expect(right).toEqual([value.at(-1)]);
      }),
      { seed: 5 },
    );
  });

  it('catches every single wrong digit', () => {
    fc.assert(
      fc.property(gtin, fc.nat(13), fc.integer({ min: 1, max: 9 }), (value, at, by) => {
        const place = at % value.length;
        const wrong = String((Number(value[place]) + by) % 10);
        expect(isValidGtin(value.slice(0, place) + wrong + value.slice(place + 1))).toBe(false);
      }),
      { seed: 6 },
    );
  });
});

describe('parseGtin', () => {
  it('keeps the entered form and gives one form to compare by', () => {
    expect(parseGtin('8-934563-138165')).toEqual({
      ok: true,
      value: { entered: '8934563138165', gtin14: '08934563138165', restricted: false },
    });
    expect(normaliseGtin('614141007349')).toBe(normaliseGtin('0614141007349'));
    expect(normaliseGtin('00614141007349')).toBe('00614141007349');
  });

  it.each([
    [withCheckDigit('021234500123'), true],
    [withCheckDigit('041234500123'), true],
    [withCheckDigit('201234500123'), true],
    [withCheckDigit('291234500123'), true],
    [withCheckDigit('21234500123'), true],
    [withCheckDigit('2123456'), true],
    [withCheckDigit('0123456'), true],
    [withCheckDigit('1201234500123'), true],
    [withCheckDigit('7351353'), false],
    [withCheckDigit('893456313816'), false],
    [withCheckDigit('301234500123'), false],
    [withCheckDigit('61414100734'), false],
  ])('%s is for use inside one company: %s', (value, restricted) => {
    expect(parseGtin(value)).toMatchObject({ ok: true, value: { restricted } });
  });
});
