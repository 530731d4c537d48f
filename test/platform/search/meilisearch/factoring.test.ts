import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryWord, Variant } from '../../../../src/platform/search/analysed-text.ts';
import { type Condition, conditionOf } from '../../../../src/platform/search/conditions.ts';
import { factored } from '../../../../src/platform/search/meilisearch/factoring.ts';
import { searchWords } from '../../../../src/platform/search/words.ts';

function holds(terms: ReadonlySet<string>, condition: Condition): boolean {
  if ('term' in condition) return terms.has(condition.term);
  if ('begins' in condition) return [...terms].some((term) => term.startsWith(condition.begins));
  if ('all' in condition) return condition.all.every((one) => holds(terms, one));
  return condition.any.some((one) => holds(terms, one));
}

const leaves = (condition: Condition): number => {
  if ('term' in condition || 'begins' in condition) return 1;
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts.reduce((sum, part) => sum + leaves(part), 0);
};

const variantOf = (text: string, phrases: Variant['phrases'] = []): Variant => ({
  kind: 'typed',
  words: searchWords(text).map((word): QueryWord => ({ ...word, strict: false, beginning: null })),
  phrases,
});

const SENTENCE = 'bánh tráng nuong mắm ruốc tay ninh loại ngon gói to';
const NAMED = { start: 5, length: 2, required: false, nodes: ['0198c0de-0000-7000-8000-000000000001'], isPlace: true };

describe('a condition that is said shorter', () => {
  it.each([
    ['mắm', []],
    ['nước mắm', []],
    ['nước mắm nhĩ', []],
    ['bánh tráng nuong mắm ruốc', []],
    [SENTENCE, []],
    [SENTENCE, [NAMED]],
  ])('says the same: %s', (text, phrases) => {
    for (const closeness of ['exact', 'whole', 'any'] as const) {
      const condition = conditionOf(variantOf(text, phrases), closeness);
      const shorter = factored(condition);
      expect(leaves(shorter)).toBeLessThanOrEqual(leaves(condition));
      const words = searchWords(text);
      const all = words.flatMap(({ folded, marked }) => [`^${folded}`, `=${marked ?? folded}`, folded, `~${marked}`]);
      const pairs = words.slice(1).map(({ folded }, at) => `+${words[at]!.folded} ${folded}`);
      fc.assert(
        fc.property(fc.subarray([...all, ...pairs, '@000000000001']), (terms) => {
          const has = new Set(terms);
          expect(holds(has, shorter)).toBe(holds(has, condition));
        }),
      );
      fc.assert(
        fc.property(fc.subarray([...all, ...pairs, '@000000000001'], { minLength: all.length }), (terms) => {
          const has = new Set(terms);
          expect(holds(has, shorter)).toBe(holds(has, condition));
        }),
      );
    }
  });

  it('is much shorter for a sentence', () => {
    const condition = conditionOf(variantOf(SENTENCE), 'any');
    expect(leaves(factored(condition))).toBeLessThan(leaves(condition) / 2);
  });

  it('stays as it is where it has another form', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((term) => ({ term }));
    for (const condition of [
      a!,
      { all: [a!, b!] },
      { any: [{ all: [a!, b!] }, { all: [b!, c!] }] },
      { any: [a!, b!] },
    ]) {
      expect(factored(condition)).toEqual(condition);
    }
  });
});
