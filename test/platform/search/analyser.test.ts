import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/platform/search/analyser.ts';
import { NO_WORDS } from '../../support/lexicon.ts';

const typed = (text: string) => analyse(text, NO_WORDS)!.variants[0]!.words;

describe('a query', () => {
  it('is none when it is blank', () => {
    expect(analyse('', NO_WORDS)).toBeNull();
    expect(analyse(' \n\u00a0', NO_WORDS)).toBeNull();
  });

  it('of signs only has no word to find', () => {
    expect(analyse('?!', NO_WORDS)).toMatchObject({ variants: [], searchedFor: '?!' });
  });

  it('is the same in NFC and NFD, in both placements of a tone and in any case', () => {
    const words = typed('Hòa Bình');
    expect(typed('Hoà Bình'.normalize('NFD'))).toEqual(words);
    expect(typed('HÒA BÌNH')).toEqual(words);
  });

  it('shows what is searched for in canonical spelling', () => {
    expect(analyse('  nước   mắm  Hoà Bình ', NO_WORDS)!.searchedFor).toBe('nước mắm Hòa Bình');
  });

  it('may be unfinished in its last word', () => {
    expect(typed('nuoc ma').map(({ beginning }) => beginning)).toEqual([null, { folded: 'ma' }]);
    expect(typed('nuoc ma ').at(-1)!.beginning).toBeNull();
    expect(typed('nuoc ma,').at(-1)!.beginning).toBeNull();
    expect(typed('vitamin b').at(-1)!.beginning).toEqual({ folded: 'b' });
    expect(typed('b').at(-1)!.beginning).toBeNull();
  });

  it('keeps the diacritics of an unfinished word', () => {
    expect(typed('dừ')[0]!.beginning).toEqual({ marked: ['\u0300dư'.normalize('NFD')] });
  });

  it('leaves the tone of an unfinished word open until it is typed', () => {
    const { beginning } = typed('mă')[0]!;
    const marked = beginning && 'marked' in beginning ? beginning.marked : [];
    expect(marked).toHaveLength(6);
    expect(marked).toContain('\u0301mă'.normalize('NFD'));
  });

  it('is cut after twelve words', () => {
    const given = Array.from({ length: 20 }, (_, index) => `ab${'c'.repeat(index)}`);
    const { variants, searchedFor } = analyse(given.join(' '), NO_WORDS)!;
    const { words } = variants[0]!;
    expect(words).toHaveLength(12);
    expect(searchedFor).toBe(given.slice(0, 12).join(' '));
    expect(words.at(-1)!.beginning).toBeNull();
  });
});
