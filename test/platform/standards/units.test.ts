import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PACKAGING, parsePackaging } from '../../../src/platform/standards/packaging.ts';
import { ALL_UNITS, convert, parseUnit, unitOf } from '../../../src/platform/standards/units.ts';

const CONVERTIBLE = ALL_UNITS.filter((unit) => unit.factor !== null);
const unit = fc.constantFrom(...CONVERTIBLE);
const quantity = fc.integer({ min: 1, max: 1_000_000 });

describe('units', () => {
  it('have a code of two or three characters, unique, and names in both languages', () => {
    expect(new Set(ALL_UNITS.map(({ code }) => code)).size).toBe(ALL_UNITS.length);
    for (const { code, symbol, name } of ALL_UNITS) {
      expect(code).toMatch(/^[A-Z0-9]{2,3}$/);
      expect([symbol, name.vi, name.en].every((text) => text.length > 0 && text === text.normalize('NFC'))).toBe(true);
    }
  });

  it.each(['KGM', 'GRM', 'TNE', 'LTR', 'MLT', 'H87', 'MTR', 'MTK', 'MTQ', 'SET', 'PR', 'DZN', 'XBO', 'XJR'])(
    'include %s',
    (code) => {
      expect(unitOf(code)?.code).toBe(code);
    },
  );

  it('are read in any case, and refused with an example', () => {
    expect(parseUnit(' kgm ')).toMatchObject({ ok: true, value: { code: 'KGM', name: { vi: 'kilôgam' } } });
    expect(parseUnit('kg')).toMatchObject({
      ok: false,
      reason: { en: expect.stringMatching(/^No unit has the code “KG”/) },
    });
    expect(parseUnit('constructor').ok).toBe(false);
  });
});

describe('convert', () => {
  it.each([
    [1.5, 'TNE', 'KGM', 1_500],
    [500, 'GRM', 'KGM', 0.5],
    [3, 'DTN', 'KGM', 300],
    [2, 'HGM', 'GRM', 200],
    [1, 'MTQ', 'LTR', 1_000],
    [750, 'MLT', 'LTR', 0.75],
    [1, 'LTR', 'DMQ', 1],
    [2, 'DZN', 'H87', 24],
    [1, 'H18', 'MTK', 10_000],
    [3, 'MTR', 'MMT', 3_000],
    [1, 'ANN', 'MON', 12],
    [2, 'WEE', 'DAY', 14],
    [5, 'SET', 'SET', 5],
    [0, 'KGM', 'GRM', 0],
  ])('%d %s in %s is %d', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBe(expected);
  });

  it.each([
    ['KGM', 'LTR'],
    ['SET', 'H87'],
    ['XBO', 'XBX'],
    ['XBO', 'H87'],
    ['KGM', 'NONE'],
    ['NONE', 'NONE'],
  ])('does not turn %s into %s', (from, to) => {
    expect(convert(1, from, to)).toBeNull();
  });

  it('is undone by itself, and takes any way there', () => {
    fc.assert(
      fc.property(quantity, unit, unit, unit, (value, a, b, c) => {
        const there = convert(value, a.code, b.code);
        expect(there === null).toBe(a.dimension !== b.dimension);
        if (there === null) return;
        expect(convert(there, b.code, a.code)).toBeCloseTo(value, 5);
        const further = convert(there, b.code, c.code);
        if (further !== null) expect(further / (convert(value, a.code, c.code) ?? Number.NaN)).toBeCloseTo(1, 9);
      }),
      { numRuns: 2_000, seed: 10 },
    );
  });

  it('is exact from a larger unit to one that it is a multiple of', () => {
    fc.assert(
      fc.property(quantity, unit, unit, (value, large, small) => {
        const times = (large.factor ?? 0) / (small.factor ?? 1);
        fc.pre(large.dimension === small.dimension && Number.isInteger(times) && times > 0);
        expect(convert(value, large.code, small.code)).toBe(value * times);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});

describe('packaging', () => {
  it.each(['BX', 'BG', 'BO', 'JR', 'CT', 'CA', 'TU', 'PK'])('includes %s', (code) => {
    expect(PACKAGING.get(code)?.code).toBe(code);
  });

  it('has codes of two characters and is a unit each, with an X', () => {
    for (const { code, name } of PACKAGING.values()) {
      expect(code).toMatch(/^[A-Z0-9]{2}$/);
      expect(unitOf(`X${code}`)).toMatchObject({ dimension: 'PACKAGE', factor: null, name });
    }
  });

  it('is read in any case', () => {
    expect(parsePackaging('jr')).toMatchObject({ ok: true, value: { name: { vi: 'hũ, lọ', en: 'Jar' } } });
    expect(parsePackaging('ZZ')).toMatchObject({ ok: false, reason: { vi: expect.stringMatching(/“ZZ”/) } });
  });
});
