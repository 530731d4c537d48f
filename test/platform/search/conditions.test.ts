import { describe, expect, it } from 'vitest';
import type { Closeness, Phrase } from '../../../src/platform/search/analysed-text.ts';
import { analyse } from '../../../src/platform/search/analyser.ts';
import { type Condition, conditionOf, nodeTerm } from '../../../src/platform/search/conditions.ts';
import { NO_WORDS } from '../../support/lexicon.ts';

/** Whether a document with these terms fulfils a condition. */
function fulfils(terms: readonly string[], condition: Condition): boolean {
  if ('term' in condition) return terms.includes(condition.term.normalize('NFC'));
  if ('begins' in condition) return terms.some((term) => term.normalize('NFD').startsWith(condition.begins));
  if ('all' in condition) return condition.all.every((part) => fulfils(terms, part));
  return condition.any.some((part) => fulfils(terms, part));
}

const found = (text: string, closeness: Closeness, terms: string[], phrases: Phrase[] = []) => {
  const [variant] = analyse(text, NO_WORDS)!.variants;
  return fulfils(
    terms.map((term) => term.normalize('NFC')),
    conditionOf({ ...variant!, phrases }, closeness),
  );
};

describe('what a document must have', () => {
  it('is each word somewhere in names and headings', () => {
    expect(found('keo dua ', 'whole', ['^dua', '^keo'])).toBe(true);
    expect(found('keo dua ', 'whole', ['^keo', 'dua'])).toBe(false);
  });

  it('is a single word in any text', () => {
    expect(found('dua ', 'whole', ['dua'])).toBe(true);
    expect(found('dừa ', 'any', ['dua'])).toBe(false);
    expect(found('123456 ', 'whole', ['123456'])).toBe(true);
  });

  it('is words beside each other in other texts', () => {
    expect(found('rang vang ', 'whole', ['rang', 'vang'])).toBe(false);
    expect(found('rang vang ', 'whole', ['rang', 'vang', '+rang vang'])).toBe(true);
    expect(found('me rang vang ', 'whole', ['^me', 'rang', 'vang', '+rang vang'])).toBe(true);
  });

  it('may be one word by itself in a text if all others are in names', () => {
    expect(found('keo dua gung ', 'whole', ['^keo', '^dua', 'gung'])).toBe(true);
    expect(found('keo dua gung ', 'whole', ['^keo', 'dua', 'gung'])).toBe(false);
  });

  it('has no words of several letters that only begin so, but the unfinished last', () => {
    expect(found('keo du', 'any', ['^keo', '^dua'])).toBe(true);
    expect(found('keo du', 'whole', ['^keo', '^dua'])).toBe(false);
    expect(found('ke dua', 'any', ['^keo', '^dua'])).toBe(false);
    expect(found('keo du', 'any', ['^keo', 'dua'])).toBe(false);
  });

  it('may be to lie in a place that is named', () => {
    const phrases = [{ start: 1, length: 2, required: false, nodes: ['11112222333344445555'], isPlace: true }];
    const term = nodeTerm('11112222333344445555');
    expect(term).toBe('@333344445555');
    expect(found('tieu dak nong ', 'whole', ['^tieu', term], phrases)).toBe(true);
    expect(found('tieu dak nong ', 'whole', ['^tieu', '^dak', '^nong'], phrases)).toBe(true);
    expect(found('tieu dak nong ', 'whole', ['^tieu', '^dak'], phrases)).toBe(false);
  });
});
