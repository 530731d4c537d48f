import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsWith, isBetween, isOneOf } from '../../../../src/platform/search/meilisearch/conditions.ts';
import { decodeValue, encodeValue, spell, spellEach } from '../../../../src/platform/search/meilisearch/spelling.ts';
import { searchWords } from '../../../../src/platform/search/words.ts';

const marked = (text: string) => searchWords(text)[0]!.marked!;

describe('the spelling of words', () => {
  it('is ASCII, one for each word', () => {
    const words = ['dua', 'dừa', 'dứa', 'dưa', 'đua', 'dửa', 'dựa', 'dữa', 'dâu', 'dău', 'dơ', '500', '中文', 'день'];
    const spelt = words.flatMap((word) => searchWords(word)).map(({ folded, marked }) => spell(marked ?? folded));
    expect(new Set(spelt).size).toBe(words.length);
    expect(spelt.every((word) => /^[a-z0-9]+$/.test(word))).toBe(true);
  });

  it('begins as the word does', () => {
    expect(spell(marked('dừa')).startsWith(spell(marked('dừ')))).toBe(true);
    expect(spell(marked('dứa')).startsWith(spell(marked('dừ')))).toBe(false);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, length) => {
        const [word] = searchWords(text);
        if (!word) return;
        const begin = [...word.folded].slice(0, length).join('');
        expect(spell(word.folded).startsWith(spell(begin))).toBe(true);
      }),
    );
  });

  it('leaves the markers of terms, one by one', () => {
    expect(spellEach(`^dua|=${marked('dừa')}|~${marked('đỏ')}|+nuoc mam|@00a1|500`)).toEqual([
      '^dua',
      '=1du8a',
      '~49o',
      '+nuoc mam',
      '@00a1',
      '500',
    ]);
  });
});

describe('values', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (value) => decodeValue(encodeValue(value)) === value),
    );
  });

  it('are told apart when they are long', () => {
    const [a, b] = ['a', 'b'].map((end) => encodeValue(`${'x'.repeat(1_000)}${end}`));
    expect(a).not.toBe(b);
    expect(a!.length).toBeLessThan(400);
  });
});

describe('conditions', () => {
  it('quote whatever they are given', () => {
    expect(isOneOf('a"b', ['"] OR id EXISTS', '\\', "it's"])).toBe('"a\\"b" IN ["\\"] OR id EXISTS", "", "it\'s"]');
    expect(beginsWith('terms', '^"')).toBe('"terms" STARTS WITH "^\\""');
    expect(isBetween('n', { min: -1.5, max: 1e21 })).toBe('"n" "-1.5" TO "1e+21"');
    expect(isBetween('n', {})).toBe('"n" EXISTS');
  });
});
