import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERSONAL_NUMBER_RULE, parseTaxCode } from '../../../src/platform/standards/tax-code.ts';

const COMPANY = { legalForm: 'LIMITED_COMPANY', asOf: new Date('2026-03-01T00:00:00Z') };
const HOUSEHOLD = { legalForm: 'HOUSEHOLD_BUSINESS', asOf: COMPANY.asOf };

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** The check digit written a second time; 10 where the nine digits have none. */
function checkValue(nine: string): number {
  return 10 - (WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(nine[at]), 0) % 11);
}

const nine = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9_999_999 }))
  .map(([province, serial]) => String(province).padStart(2, '0') + String(serial).padStart(7, '0'));

describe('parseTaxCode', () => {
  it.each([
    ['0300588569', 'Vinamilk'],
    ['0101248141', 'FPT'],
    ['0100109106', 'Viettel'],
    ['0100112437', 'Vietcombank'],
    ['0300942001', 'Southern Power Corporation'],
  ])('accepts %s (%s)', (code) => {
    expect(parseTaxCode(code, COMPANY)).toEqual({ ok: true, value: { value: code, kind: 'TAXPAYER' } });
  });

  it.each(['0300588569-001', '0300588569001', ' 0300 588 569 – 001 ', '03.00588569.001'])(
    'accepts a branch: %s',
    (code) => {
      expect(parseTaxCode(code, COMPANY)).toEqual({ ok: true, value: { value: '0300588569-001', kind: 'BRANCH' } });
    },
  );

  it.each([
    ['0300588563', 'The tax code is wrong: its check digit is 3, should be 9.'],
    ['0300588563-001', 'The tax code is wrong: its check digit is 3, should be 9.'],
    ['030058856', 'A tax code has 10 digits, or 13 with the branch; this one has 9.'],
    ['', 'A tax code has 10 digits, or 13 with the branch; this one has 0.'],
    ['03005885O9', 'The tax code has digits only; “O” is not one.'],
    ['0300588569-000', 'The branch in a tax code goes from 001 to 999.'],
    ['0300588569-01', 'The branch after the hyphen has 3 digits.'],
    ['0000588569', 'A tax code does not begin with 00, nor is its serial number 0000000.'],
    ['0300000001', 'A tax code does not begin with 00, nor is its serial number 0000000.'],
  ])('refuses %s', (code, en) => {
    const parsed = parseTaxCode(code, HOUSEHOLD);
    expect(parsed).toMatchObject({ ok: false, reason: { en } });
    expect(parsed.ok || parsed.reason.vi).toMatch(/mã số thuế|số chi nhánh/i);
  });

  it('accepts a branch of Southern Power Corporation', () => {
    expect(parseTaxCode('0300942001-021', COMPANY)).toMatchObject({ ok: true, value: { kind: 'BRANCH' } });
  });

  it('accepts one check digit, or none where its value is 10', () => {
    fc.assert(
      fc.property(nine, (digits) => {
        const right = [...'0123456789'].filter((digit) => parseTaxCode(digits + digit, COMPANY).ok);
        const value = checkValue(digits);
        expect(right).toEqual(value === 10 ? [] : [String(value)]);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('says where no check digit exists', () => {
    const digits = fc.sample(nine, { numRuns: 500, seed: 8 }).find((candidate) => checkValue(candidate) === 10);
    expect(parseTaxCode(`${digits}1`, COMPANY)).toMatchObject({
      reason: { en: `The tax code is wrong: no check digit belongs to ${digits}.` },
    });
  });
});

describe('the personal number of an owner', () => {
  it('is the tax code of a household business since 2025-07-01', () => {
    expect(parseTaxCode('001 083 012345', HOUSEHOLD)).toEqual({
      ok: true,
      value: { value: '001083012345', kind: 'PERSONAL_NUMBER' },
    });
    const lastMoment = { ...HOUSEHOLD, asOf: new Date('2025-06-30T16:59:59.999Z') };
    expect(parseTaxCode('001083012345', lastMoment)).toMatchObject({
      reason: { en: 'A personal number serves as tax code only since 2025-07-01.' },
    });
    expect(parseTaxCode('001083012345', { ...HOUSEHOLD, asOf: new Date('2025-06-30T17:00:00Z') }).ok).toBe(true);
  });

  it('is nobody else’s', () => {
    expect(parseTaxCode('001083012345', COMPANY)).toMatchObject({
      ok: false,
      reason: { en: expect.stringMatching(/personal number/) },
    });
  });

  it('leaves the codes of ten and thirteen digits good', () => {
    expect(parseTaxCode('0300588569', HOUSEHOLD).ok).toBe(true);
    expect(parseTaxCode('0300588569-002', HOUSEHOLD).ok).toBe(true);
  });

  it.each([
    ['000083012345', 'registered nowhere'],
    ['001299012345', 'born in 2099'],
  ])('is refused when it says %s: %s', (code) => {
    expect(parseTaxCode(code, HOUSEHOLD)).toMatchObject({
      ok: false,
      reason: { en: expect.stringMatching(/personal number is wrong/) },
    });
  });

  it('follows another rule when one is given', () => {
    const cooperatives = { ...PERSONAL_NUMBER_RULE, legalForms: ['COOPERATIVE'] };
    expect(parseTaxCode('001083012345', { ...HOUSEHOLD, personalNumbers: cooperatives }).ok).toBe(false);
    expect(
      parseTaxCode('001083012345', { ...COMPANY, legalForm: 'COOPERATIVE', personalNumbers: cooperatives }).ok,
    ).toBe(true);
    expect(parseTaxCode('001083012345', { ...HOUSEHOLD, personalNumbers: null }).ok).toBe(false);
  });
});
