import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defuse, undefuse } from '../../../src/platform/tables/defuse.ts';

/** Texts of what matters here: beginnings of formulas, apostrophes, blanks, anything. */
const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '＝', '＠', '\t', '\r', '\n', '\0', ' ', '\u200b', 'a') }),
  fc.string({ unit: 'binary' }),
);

describe('defuse', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+84901234567', "'+84901234567"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\n=1', "'\n=1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠A', "'＠A"],
    ['  =1', "'  =1"],
    ['\u00a0\u200b=1', "'\u00a0\u200b=1"],
    ['\ufeff=1', "'\ufeff=1"],
    ["'=1", "''=1"],
    ["''' =1", "'''' =1"],
  ])('%j becomes %j', (text, defused) => {
    expect(defuse(text)).toBe(defused);
    expect(undefuse(defused)).toBe(text);
  });

  it.each(['', 'Nước mắm', '1 + 1 = 2', "Ea H'leo", "'tươi'", "'", '0901-234', 'a=b', '8934563138165', '₫ 5'])(
    'leaves %j as it is',
    (text) => {
      expect(defuse(text)).toBe(text);
      expect(undefuse(text)).toBe(text);
    },
  );

  it('is undone for every text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(undefuse(defuse(text))).toBe(text);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('leaves nothing that begins like a formula, past whatever blanks', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(defuse(text)).not.toMatch(/^[=+\-@＝＋－＠\t\r\n\0]/);
        expect(defuse(text).trim()).not.toMatch(/^[=+\-@＝＋－＠]/);
      }),
      { seed: 2, numRuns: 2_000 },
    );
  });
});
