import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTelex, decodeVni, readTyped } from '../../../../src/platform/search/language/telex.ts';
import { MemoryVocabulary, readWords } from '../../../../src/platform/search/language/vocabulary.ts';
import { readSyllable } from '../../../../src/platform/text/syllable.ts';
import { canonical } from '../../../../src/platform/text/vietnamese.ts';
import { seededNames, seededVocabulary } from './catalogue.ts';

const MARKS: Record<string, string> = { '\u0302': '6', '\u0306': '8', '\u031b': '7' };
const TONES: Record<string, [string, string]> = {
  '\u0300': ['f', '2'],
  '\u0301': ['s', '1'],
  '\u0309': ['r', '3'],
  '\u0303': ['x', '4'],
  '\u0323': ['j', '5'],
};

/** What a typist presses for a syllable, its tone at the end. */
function keys(syllable: string, method: 'telex' | 'vni'): string {
  let typed = '';
  let tone = '';
  for (const character of syllable.normalize('NFD')) {
    if (TONES[character]) tone = TONES[character][method === 'telex' ? 0 : 1];
    else if (character === 'đ') typed += method === 'telex' ? 'dd' : 'd9';
    else if (MARKS[character])
      typed += method === 'vni' ? MARKS[character] : MARKS[character] === '6' ? typed.at(-1) : 'w';
    else typed += character;
  }
  return typed + tone;
}

const exact = (typed: string) =>
  decodeTelex(typed)
    .filter(({ filled }) => !filled)
    .map(({ syllable }) => syllable);

const syllables = [...new Set(seededNames().flatMap(readWords))].filter(
  (word) => readSyllable(word)?.tone && canonical(word) === word,
);

describe('Telex', () => {
  it.each([
    ['nuowcs', 'nước'],
    ['nuwowcs', 'nước'],
    ['nuocws', 'nước'],
    ['nuowsc', 'nước'],
    ['nuwocs', 'nước'],
    ['nwowcs', 'nước'],
    ['mawms', 'mắm'],
    ['mamws', 'mắm'],
    ['masmw', 'mắm'],
    ['banhs', 'bánh'],
    ['basnh', 'bánh'],
    ['ddaaur', 'đẩu'],
    ['dauadr', 'đẩu'],
    ['dduongwf', 'đường'],
    ['dduowngf', 'đường'],
    ['duwowngfd', 'đường'],
    ['twowng', 'tương'],
    ['ruwowuj', 'rượu'],
    ['ruouwj', 'rượu'],
    ['thuowr', 'thuở'],
    ['xooong', 'xoong'],
    ['quees', 'quế'],
    ['yeens', 'yến'],
    ['hoaf', 'hòa'],
    ['gioongs', 'giống'],
  ])('decodes %s as %s', (typed, syllable) => {
    expect(exact(typed)).toContain(syllable);
  });

  it.each([
    ['nuocs', 'nước'],
    ['mams', 'mắm'],
    ['tieengs', 'tiếng'],
    ['tiengs', 'tiếng'],
    ['duongf', 'đường', false],
  ])('fills in marks whose keys were left out of %s', (typed, syllable, there = true) => {
    expect(decodeTelex(typed).some((one) => one.syllable === syllable)).toBe(there);
  });

  it.each(['organic', 'nuoc', 'mam', 'b', 'st25', 'wifi', 'Banhs', 'laptops', 'xxxxxxxxxxxxxxxx'])(
    'reads nothing into %s',
    (typed) => {
      expect(exact(typed)).toEqual([]);
    },
  );

  it('gives back every syllable of the catalogue that is typed key by key', () => {
    for (const syllable of syllables) expect(exact(keys(syllable, 'telex')), syllable).toContain(syllable);
  });

  it('takes the tone key anywhere after the vowel', () => {
    fc.assert(
      fc.property(fc.constantFrom(...syllables), fc.nat(), (syllable, place) => {
        const typed = keys(syllable, 'telex');
        const tone = typed.at(-1)!;
        const plain = typed.slice(0, -1);
        const vowel = plain.search(/[aeiouy]/) + 1;
        const at = vowel + (place % (plain.length - vowel + 1));
        expect(exact(plain.slice(0, at) + tone + plain.slice(at))).toContain(syllable);
      }),
      { numRuns: 300 },
    );
  });

  it('answers at once to any keys', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aeouwsfrxjdgn'), maxLength: 14 }), (typed) => {
        for (const { syllable } of decodeTelex(typed)) expect(readSyllable(syllable)).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe('VNI', () => {
  it.each([
    ['nuoc71', 'nước'],
    ['nu7o7c1', 'nước'],
    ['ma8m1', 'mắm'],
    ['d9u7o7ng2', 'đường'],
  ])('decodes %s as %s', (typed, syllable) => {
    expect(decodeVni(typed).map((one) => one.syllable)).toContain(syllable);
  });

  it.each(['a4', 'st25', 'ri6', 'h2o', '500ml', 'om5451', 'b12', 'banh'])('leaves %s alone', (typed) => {
    expect(decodeVni(typed)).toEqual([]);
  });

  it('gives back every syllable of the catalogue that has two letters', () => {
    for (const syllable of syllables.filter((word) => word.length > 1))
      expect(
        decodeVni(keys(syllable, 'vni')).map((one) => one.syllable),
        syllable,
      ).toContain(syllable);
  });
});

describe('a word typed without an input method', () => {
  const vocabulary = seededVocabulary();

  it.each([
    ['nuocs', 'nước'],
    ['mawms', 'mắm'],
    ['banhs', 'bánh'],
    ['trangs', 'tráng'],
    ['ddaauj', 'đậu'],
    ['phee', 'phê'],
    ['nuoc71', 'nước'],
    ['keoj', 'kẹo'],
    ['duwaf', 'dừa'],
    ['duwas', 'dứa'],
  ])('%s is %s in the catalogue', (typed, word) => {
    expect(readTyped(typed, vocabulary)).toBe(word);
  });

  it.each(['mam', 'dua', 'mắm', 'cs1', 'ri6', 'st25', 'zalo', 'nuocmam', 'chips'])('%s stays', (typed) => {
    expect(readTyped(typed, vocabulary)).toBeNull();
  });

  it('stays if the catalogue has it, whatever it could be', () => {
    expect(readTyped('max', new MemoryVocabulary(['mã', 'Pro Max']))).toBeNull();
  });

  it('prefers what needs no filling', () => {
    expect(readTyped('mams', new MemoryVocabulary(['mắm', 'mắm', 'mám']))).toBe('mám');
  });
});
