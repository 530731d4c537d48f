import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseHsCode } from '../../../src/platform/standards/hs-code.ts';

it.each([
  ['2103.90', { value: '210390', printed: '2103.90', subheading: '210390' }],
  ['1604.20.99', { value: '16042099', printed: '1604.20.99', subheading: '160420' }],
  ['16042099', { value: '16042099', printed: '1604.20.99', subheading: '160420' }],
  ['09 01 21 11', { value: '09012111', printed: '0901.21.11', subheading: '090121' }],
  ['970699', { value: '970699', printed: '9706.99', subheading: '970699' }],
])('accepts %s', (text, value) => {
  expect(parseHsCode(text)).toEqual({ ok: true, value });
});

it.each([
  ['2103', 'An HS code has 6 digits, or 8 in AHTN; this one has 4.'],
  ['9012111', 'An HS code has 6 digits, or 8 in AHTN; this one has 7 (a leading zero may be lost).'],
  ['2103901234', 'An HS code has 6 digits, or 8 in AHTN; this one has 10.'],
  ['2103.9x', 'The HS code has digits only; “x” is not one.'],
  ['770100', 'The HS code is wrong: there is no chapter 77 (chapters are 01 to 97, without 77).'],
  ['980100', 'The HS code is wrong: there is no chapter 98 (chapters are 01 to 97, without 77).'],
  ['000100', 'The HS code is wrong: there is no chapter 00 (chapters are 01 to 97, without 77).'],
  ['210000', 'The HS code is wrong: there is no heading 21.00.'],
])('refuses %s', (text, en) => {
  const parsed = parseHsCode(text);
  expect(parsed).toMatchObject({ ok: false, reason: { en } });
  expect(parsed.ok || parsed.reason.vi).toMatch(/Mã HS/);
});

it('reads what it prints', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 97 }),
      fc.integer({ min: 1, max: 99 }),
      fc.nat(99),
      fc.option(fc.nat(99)),
      (...parts) => {
        const text = parts.map((part) => (part === null ? '' : String(part).padStart(2, '0'))).join('');
        const parsed = parseHsCode(text);
        expect(parsed.ok).toBe(parts[0] !== 77);
        if (parsed.ok) expect(parseHsCode(parsed.value.printed)).toEqual(parsed);
      },
    ),
    { seed: 9 },
  );
});
