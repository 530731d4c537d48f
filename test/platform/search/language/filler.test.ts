import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropFiller } from '../../../../src/platform/search/language/filler.ts';
import { MemoryVocabulary, readWords } from '../../../../src/platform/search/language/vocabulary.ts';
import { seededNames, seededVocabulary } from './catalogue.ts';

const vocabulary = seededVocabulary();
const left = (text: string, known = vocabulary) => dropFiller(readWords(text), known).words.join(' ');

describe('filler', () => {
  it.each([
    ['cho hỏi ai bán nước mắm giá sỉ', 'nước mắm'],
    ['cho hoi ai ban nuoc mam gia si', 'nuoc mam'],
    ['mua mật ong ở đâu', 'mật ong'],
    ['mua mat ong o dau', 'mat ong'],
    ['cần tìm cà phê nhân số lượng lớn', 'cà phê nhân'],
    ['shop ơi còn kẹo dừa không', 'kẹo dừa'],
    ['nước mắm loại nào ngon', 'nước mắm'],
    ['nước mắm ngon nhất giá bao nhiêu vậy shop', 'nước mắm'],
    ['em muốn mua sỉ gạo ST25 ạ', 'gạo st 25'],
    ['tiêu ở Đắk Nông', 'tiêu đắk nông'],
    ['bánh tráng loại nào ngon nhất vậy mọi người', 'bánh tráng'],
    ['đặt mua kẹo dừa số lượng lớn giao hàng tận nơi', 'kẹo dừa'],
    ['mua giá đỗ ở đâu', 'giá đỗ'],
    ['where to buy fish sauce', 'fish sauce'],
    ['I am looking for coconut candy wholesale price', 'coconut candy'],
    ['how much is honey', 'honey'],
  ])('%s asks for %s', (typed, goods) => {
    expect(left(typed)).toBe(goods);
  });

  it.each([
    'giá sỉ',
    'mua bán',
    'ở đâu',
    'where to buy',
    '',
    'nước mắm',
    'dau dua',
    'toi den',
    'cua thịt',
    'hương trầm',
    'giá đỗ',
    'gia do',
    'cho noi',
    'nha dam',
  ])('nothing goes from: %s', (typed) => {
    expect(dropFiller(readWords(typed), vocabulary)).toMatchObject({ words: readWords(typed), dropped: [] });
  });

  it('stays inside a name of the catalogue', () => {
    const known = new MemoryVocabulary(['Giá đỗ sạch', 'Bàn bán nguyệt', 'Giá sỉ Hòa Bình', 'gạo']);
    expect(left('giá đỗ', known)).toBe('giá đỗ');
    expect(left('bán nguyệt', known)).toBe('bán nguyệt');
    expect(left('giá sỉ hòa bình', known)).toBe('giá sỉ hòa bình');
    expect(left('bán gạo', known)).toBe('gạo');
  });

  it('must be written as it is, if it has diacritics', () => {
    expect(left('bàn gạo')).toBe('bàn gạo');
  });

  it('is told in pieces', () => {
    expect(dropFiller(readWords('cho hỏi ai bán nước mắm ở đâu'), vocabulary).dropped).toEqual([
      'cho hỏi',
      'ai bán',
      'ở đâu',
    ]);
  });

  it('leaves something of everything, in its order, and all of a name', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...seededNames().flatMap(readWords), 'mua', 'bán', 'giá', 'ở', 'đâu')),
        (words) => {
          const { words: rest, dropped } = dropFiller(words, vocabulary);
          if (words.length > 0) expect(rest.length).toBeGreaterThan(0);
          expect(rest.length + dropped.join(' ').split(' ').filter(Boolean).length).toBe(words.length);
        },
      ),
    );
    for (const name of seededNames()) expect(left(name)).toBe(readWords(name).join(' '));
  });
});
