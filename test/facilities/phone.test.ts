import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone } from '../../src/facilities/phone.ts';

const read = (text: string) => {
  const parsed = parsePhone(text);
  return parsed.ok ? parsed.value : null;
};

describe('parsePhone', () => {
  it.each([
    ['0912345678', '+84912345678'],
    ['0912 345 678', '+84912345678'],
    ['(+84) 912.345.678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['+84 0912 345 678', '+84912345678'],
    ['0084912345678', '+84912345678'],
    ['028 3829 1234', '+842838291234'],
    ['(0294) 3812-345', '+842943812345'],
    ['+1 650 253 0000', '+16502530000'],
    ['0085223456789', '+85223456789'],
    ['０９１２３４５６７８', '+84912345678'],
  ])('reads %s as %s', (text, number) => {
    expect(read(text)).toBe(number);
  });

  it.each([
    '',
    '912345678',
    '091234567',
    '09123456789',
    '1900 1234',
    '0112345678',
    '+84 12',
    'abc',
    '+0912345678',
    '+84',
  ])('refuses %s', (text) => {
    expect(read(text)).toBeNull();
  });

  it('says that mobile numbers of 11 digits were replaced', () => {
    expect(parsePhone('0168 1234 567')).toMatchObject({ ok: false, reason: { en: expect.stringContaining('2018') } });
  });

  it('answers E.164 or nothing, and reads its own answer the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+.- ()') }), (text) => {
        const number = read(text);
        if (number === null) return;
        expect(number).toMatch(/^\+[1-9]\d{7,14}$/);
        expect(read(number)).toBe(number);
      }),
    );
  });
});
