import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../../seeds/read-data.ts';
import { Synonyms } from '../../../../src/platform/search/language/synonyms.ts';
import { MemoryVocabulary, readWords } from '../../../../src/platform/search/language/vocabulary.ts';
import { canonical } from '../../../../src/platform/text/vietnamese.ts';
import { seededVocabulary } from './catalogue.ts';

const rows = readCsv<'term' | 'synonym' | 'direction' | 'kind'>('synonyms.csv');
const synonyms = new Synonyms(
  rows.map(({ term, synonym, direction }) => ({ term, synonym, oneWay: direction === 'one-way' })),
);
const vocabulary = seededVocabulary();

const read = (text: string, by = synonyms, known = vocabulary) =>
  by
    .readings(readWords(text), known)
    .map(({ start, readings }) => [start, ...readings.map((words) => words.join(' '))]);
const others = (text: string) => read(text).flatMap(([, , ...found]) => found);

describe('the file of synonyms', () => {
  it('has at least 300 pairs, each whole and of a known kind', () => {
    expect(rows.length).toBeGreaterThanOrEqual(300);
    for (const { term, synonym, direction, kind } of rows) {
      expect(readWords(term).length * readWords(synonym).length, term).toBeGreaterThan(0);
      expect(['both', 'one-way']).toContain(direction);
      expect(['regional', 'spelling', 'trade', 'english']).toContain(kind);
    }
  });

  it('is in canonical spelling', () => {
    for (const { term, synonym } of rows) expect([term, synonym]).toEqual([canonical(term), canonical(synonym)]);
  });

  it('has no pair twice, in either direction, and none of a word with itself', () => {
    const keys = rows.map(({ term, synonym }) =>
      [term, synonym]
        .map((text) => readWords(text).join(' '))
        .sort()
        .join(' = '),
    );
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    for (const { term, synonym } of rows) expect(readWords(term)).not.toEqual(readWords(synonym));
  });

  it.each([
    ['dừa', 'dứa', 'dưa'],
    ['quả dừa', 'quả dứa', 'quả dưa'],
    ['nước dừa', 'nước dứa'],
    ['lạc', 'lác'],
    ['ngô', 'ngò'],
    ['mè', 'me'],
    ['muối', 'muôi'],
    ['quất', 'quạt', 'quýt'],
    ['mận', 'roi'],
    ['mãng cầu', 'mãng cầu xiêm'],
    ['mắm tôm', 'mắm ruốc', 'nước mắm'],
    ['bưởi', 'cam', 'chanh'],
    ['vải', 'vải thiều'],
    ['hương', 'hoa', 'hành'],
    ['gạo', 'nếp'],
    ['nho', 'nhãn'],
    ['mật ong', 'mật mía'],
  ])('does not make one good of %s and %s', (...goods) => {
    for (const good of goods)
      for (const [, typed, ...found] of read(good))
        if (typed === good) expect(found.filter((other) => goods.includes(`${other}`))).toEqual([]);
  });
});

describe('synonyms', () => {
  it.each([
    ['quả', 'trái'],
    ['lạc', 'đậu phộng'],
    ['đậu phộng', 'lạc'],
    ['ngô', 'bắp'],
    ['dứa', 'khóm'],
    ['khóm', 'dứa'],
    ['khóm', 'trái thơm'],
    ['sắn', 'khoai mì'],
    ['ngan', 'vịt xiêm'],
    ['bát', 'tô'],
    ['chén', 'bát'],
    ['thìa', 'muỗng'],
    ['hoa', 'bông'],
    ['mướp đắng', 'khổ qua'],
    ['na', 'mãng cầu'],
    ['lợn', 'heo'],
    ['tất', 'vớ'],
    ['mỳ', 'mì'],
    ['cafe', 'cà phê'],
    ['café', 'cà phê'],
    ['chocolate', 'sô cô la'],
    ['HTX', 'hợp tác xã'],
    ['VinMart', 'winmart'],
    ['mắm', 'nước mắm'],
    ['fish sauce', 'nước mắm'],
    ['honey', 'mật ong'],
    ['rice paper', 'bánh tráng'],
    ['rice paper', 'bánh đa'],
    ['khoai mi', 'sắn'],
    ['dau phong', 'lạc'],
  ])('%s is %s, too', (typed, meant) => {
    expect(others(typed)).toContain(meant);
  });

  it('go one way only where they are so', () => {
    expect(others('nước mắm')).not.toContain('mắm');
    expect(others('mật ong')).not.toContain('honey');
  });

  it('put the typed word first and name the words they are of', () => {
    const few = new Synonyms([{ term: 'Lạc', synonym: 'Đậu phộng', oneWay: false }]);
    expect(few.readings(['kẹo', 'lạc'], vocabulary)).toEqual([
      { start: 1, length: 1, readings: [['lạc'], ['đậu', 'phộng']] },
    ]);
  });

  it('are not read where the query says them already', () => {
    expect(read('nước mắm')).toEqual([]);
    expect(read('nuoc mam ngon')).toEqual([]);
    expect(read('mắm')).toEqual([[0, 'mắm', 'nước mắm']]);
  });

  it('read the longest term and nothing inside it', () => {
    expect(read('kẹo lá dứa').map(([start]) => start)).toEqual([1]);
    expect(others('kẹo lá dứa')).toEqual(['lá nếp']);
    expect(others('chà bông')).not.toContain('chà hoa');
  });

  it('are understood without diacritics unless another word is meant as well', () => {
    const few = new Synonyms([
      { term: 'vừng', synonym: 'mè', oneWay: false },
      { term: 'ngô', synonym: 'bắp', oneWay: false },
    ]);
    expect(read('vung', few, new MemoryVocabulary(['hạt vừng']))).toEqual([[0, 'vung', 'mè']]);
    expect(read('vung', few, new MemoryVocabulary(['hạt vừng', 'vùng cao']))).toEqual([]);
    expect(read('vung', few, new MemoryVocabulary([]))).toEqual([[0, 'vung', 'mè']]);
    expect(read('vùng', few, new MemoryVocabulary([]))).toEqual([]);
    expect(read('dua')).toEqual([]);
    expect(read('lac')).toEqual([]);
  });

  it('are none for other words, nor for none', () => {
    expect(read('')).toEqual([]);
    expect(read('cồng chiêng')).toEqual([]);
  });
});
