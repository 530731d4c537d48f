import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSplit, splitJoined } from '../../../../src/platform/search/language/segment.ts';
import { MemoryVocabulary, readWords } from '../../../../src/platform/search/language/vocabulary.ts';
import { fold } from '../../../../src/platform/text/vietnamese.ts';
import { seededNames, seededVocabulary } from './catalogue.ts';

const vocabulary = seededVocabulary();
vocabulary.add('Chocolate');
vocabulary.add('Bánh tráng trộn');
vocabulary.add('Caphe Sạch');

describe('a joined word', () => {
  it.each([
    ['nuocmam', 'nuoc mam'],
    ['nướcmắm', 'nước mắm'],
    ['nướcmam', 'nước mam'],
    ['matong', 'mat ong'],
    ['banhtrangtron', 'banh trang tron'],
    ['nuocmamphuquoc', 'nuoc mam phu quoc'],
    ['keodua', 'keo dua'],
    ['cafephin', null],
    ['honey', null],
    ['nuoc', null],
    ['caphe', null],
    ['iphone', null],
    ['macbook', null],
    ['laptop', null],
    ['cola', null],
    ['samsung', null],
    ['panasonic', null],
    ['xyzxyzxyz', null],
    ['x'.repeat(2_000), null],
  ])('%s is %s', (typed, parts) => {
    expect(splitJoined(typed, vocabulary)?.join(' ') ?? null).toBe(parts);
  });

  it('is parted into words that the catalogue has and that make it up', () => {
    const names = seededNames().filter((name) => readWords(name).length > 1);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.boolean(), (name, marked) => {
        const joined = readWords(marked ? name : fold(name))
          .slice(0, 4)
          .join('');
        const parts = splitJoined(joined, vocabulary) ?? [joined];
        expect(parts.join('')).toBe(joined);
        if (parts.length > 1) for (const part of parts) expect(vocabulary.has(part)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('gives nearly all pairs of words of the catalogue back', () => {
    const pairs = seededNames()
      .map(readWords)
      .filter((words) => words.length > 1 && words.slice(0, 2).every((word) => /^\p{L}{2,}$/u.test(word)))
      .map((words) => words.slice(0, 2));
    const back = pairs.filter((pair) => splitJoined(pair.join(''), vocabulary)?.join(' ') === pair.join(' '));
    expect(back.length / pairs.length).toBeGreaterThan(0.99);
  });
});

describe('split words', () => {
  const joined = (text: string) => joinSplit(readWords(text), vocabulary);

  it('are joined where the catalogue has them in one', () => {
    expect(joined('kẹo choco late')).toEqual([{ start: 1, length: 2, words: ['chocolate'], only: true }]);
    expect(joined('cho co late')).toEqual([{ start: 0, length: 3, words: ['chocolate'], only: true }]);
  });

  it('may be both where the catalogue has both', () => {
    expect(joined('ca phe')).toEqual([{ start: 0, length: 2, words: ['caphe'], only: false }]);
    expect(joined('cà phê')).toEqual([{ start: 0, length: 2, words: ['caphe'], only: false }]);
  });

  it.each(['nước mắm', 'mật ong rừng', '', '2 5', 'st 25'])('stay apart: %s', (text) => {
    expect(joined(text)).toEqual([]);
  });

  it('do not take another word for one with diacritics', () => {
    expect(joinSplit(['mi', 'ến'], new MemoryVocabulary(['miến']))).toHaveLength(1);
    expect(joinSplit(['mí', 'en'], new MemoryVocabulary(['miến']))).toEqual([]);
  });
});
