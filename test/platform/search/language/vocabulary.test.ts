import { describe, expect, it } from 'vitest';
import { MemoryVocabulary, readWords } from '../../../../src/platform/search/language/vocabulary.ts';

describe('the words of a text', () => {
  it.each([
    ['Nước mắm “Hòn Én”, 40°', 'nước mắm hòn én 40'],
    ['Gạo ST25 5kg', 'gạo st 25 5 kg'],
    ['Hoà Bình'.normalize('NFD'), 'hòa bình'],
    ['', ''],
  ])('of %s are %s', (text, words) => {
    expect(readWords(text).join(' ')).toBe(words);
  });
});

describe('a vocabulary', () => {
  const vocabulary = new MemoryVocabulary(['Kẹo dừa', 'Kẹo dứa', 'Kẹo dừa', 'Mật ong']);

  it('counts a word with diacritics for itself and one without for all that fold to it', () => {
    expect(['dừa', 'dứa', 'dưa', 'dua', 'ong', 'ông'].map((word) => vocabulary.frequency(word))).toEqual([
      2, 1, 0, 3, 1, 0,
    ]);
    expect(vocabulary.has('dua')).toBe(true);
    expect(vocabulary.has('dưa')).toBe(false);
    expect(vocabulary.total).toBe(8);
  });

  it('counts what follows a word in the same way', () => {
    expect(vocabulary.pair('kẹo', 'dừa')).toBe(2);
    expect(vocabulary.pair('keo', 'dua')).toBe(3);
    expect(vocabulary.pair('keo', 'dừa')).toBe(2);
    expect(vocabulary.pair('kéo', 'dua')).toBe(0);
    expect(vocabulary.pair('dừa', 'kẹo')).toBe(0);
    expect(vocabulary.pair('mật', 'ong')).toBe(1);
    expect(vocabulary.pair('mat', 'ong')).toBe(1);
  });

  it('does not let texts run into each other', () => {
    expect(vocabulary.pair('dừa', 'mật')).toBe(0);
  });

  it('gives the spellings of a word, the most frequent first', () => {
    expect(vocabulary.spellings('dua')).toEqual(['dừa', 'dứa']);
    expect(vocabulary.spellings('dừa')).toEqual([]);
  });

  it('weighs texts', () => {
    const weighed = new MemoryVocabulary();
    weighed.add('mật ong', 3);
    expect([weighed.frequency('mật'), weighed.pair('mật', 'ong')]).toEqual([3, 3]);
  });
});
