import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatives, correct } from '../../../../src/platform/search/language/correction.ts';
import { areNeighbours, deletions, keyCost } from '../../../../src/platform/search/language/keys.ts';
import { fillMarks, isSyllable, markCost } from '../../../../src/platform/search/language/marks.ts';
import { candidates, MAX_COST } from '../../../../src/platform/search/language/misspelling.ts';
import { soundCost, soundKey } from '../../../../src/platform/search/language/sound.ts';
import { MemoryVocabulary, readWords } from '../../../../src/platform/search/language/vocabulary.ts';
import { seededNames, seededVocabulary } from './catalogue.ts';

describe('the sound of a word', () => {
  it.each([
    ['s and x', 'sua', 'xua'],
    ['ch and tr', 'chung', 'trung'],
    ['d and gi', 'do', 'gio'],
    ['d and r', 'dau', 'rau'],
    ['v and d in the south', 'vua', 'dua'],
    ['gi and r', 'gieng', 'rieng'],
    ['l and n', 'nam', 'lam'],
    ['i and y', 'mi', 'my'],
    ['qu and w', 'qua', 'wa'],
    ['k and c', 'keo', 'ceo'],
    ['ng and ngh', 'nge', 'nghe'],
    ['ph and f', 'phe', 'fe'],
    ['final n and ng', 'rieng', 'rien'],
    ['final n and nh', 'banh', 'ban'],
    ['final c and t', 'muc', 'mut'],
    ['final ch and t', 'ech', 'et'],
    ['ươu and iêu', 'ruou', 'rieu'],
    ['uôi and ui', 'chuoi', 'chui'],
    ['ao and au', 'cao', 'cau'],
    ['iêm and im', 'tiem', 'tim'],
  ])('is the same for %s', (_, one, other) => {
    expect(soundKey(one)).toBe(soundKey(other));
    expect(soundCost(one, other)).toBeGreaterThan(0);
    expect(soundCost(one, other)).toBeLessThan(0.6);
  });

  it.each([
    ['ba', 'ca'],
    ['mam', 'man'],
    ['buoi', 'bot'],
    ['kho', 'ho'],
    ['organic', 'organik'],
  ])('differs: %s and %s', (one, other) => {
    expect(soundKey(one)).not.toBe(soundKey(other));
    expect(soundCost(one, other)).toBeNull();
  });

  it('costs more for more confusions', () => {
    expect(soundCost('trut', 'chuc')!).toBeGreaterThan(soundCost('trut', 'trut')!);
    expect(soundCost('xan', 'sang')!).toBeGreaterThan(soundCost('xan', 'xang')!);
  });
});

describe('keys', () => {
  it('lie beside each other on the keyboard', () => {
    for (const pair of ['as', 'aq', 'sw', 'gh', 'gy', 'mn', 'op', 'uy'])
      expect(areNeighbours(pair[0]!, pair[1]!), pair).toBe(true);
    for (const pair of ['ap', 'qm', 'aa', 'lq', 'zp']) expect(areNeighbours(pair[0]!, pair[1]!), pair).toBe(false);
  });

  it.each([
    ['nuooc', 'nuoc', 0.5],
    ['nuco', 'nuoc', 0.7],
    ['niuoc', 'nuoc', 0.7],
    ['nuic', 'nuoc', 0.8],
    ['nuec', 'nuoc', 1.4],
    ['nec', 'nuoc', null],
    ['nuov', 'nuoc', 0.8],
    ['nuo', 'nuoc', 0.9],
    ['buoc', 'nuoc', 1.2],
    ['chocolat', 'chocolate', 0.9],
    ['chocoalte', 'chocolate', 0.7],
    ['choclat', 'chocolate', 1.8],
  ])('%s for %s costs %s', (typed, meant, cost) => {
    const found = keyCost(typed, meant);
    if (cost === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(cost);
  });

  it('find every word that is one key away by its deletions', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdeghinou'), minLength: 3, maxLength: 7 });
    fc.assert(
      fc.property(letters, fc.nat(), fc.constantFrom(...'abcdeghinou'), fc.nat(3), (word, place, letter, kind) => {
        const at = place % word.length;
        const head = word.slice(0, at);
        const typed = [
          head + word.slice(at + 1),
          head + letter + word.slice(at),
          head + letter + word.slice(at + 1),
          head + (word[at + 1] ?? '') + word[at] + word.slice(at + 2),
        ][kind]!;
        expect([...deletions(typed)].some((rest) => deletions(word).has(rest))).toBe(true);
        expect(keyCost(typed, word)).not.toBeNull();
      }),
    );
  });
});

describe('marks', () => {
  it('are filled in', () => {
    expect(fillMarks('nuoc', '\u0301')).toEqual(['nuốc', 'nước']);
    expect(fillMarks('nuco')).toEqual([]);
  });

  it.each(['nước', 'nuoc', 'nưoc', 'mam', 'oc', 'thoại', 'ghe'])('%s could be a syllable', (word) => {
    expect(isSyllable(word)).toBe(true);
  });

  it.each(['nuco', 'mma', 'organic', 'nuooc', 'xyz', 'nghiengg'])('%s could not', (word) => {
    expect(isSyllable(word)).toBe(false);
  });

  it('cost least for hỏi and ngã, then for what was left out', () => {
    expect(markCost('chã', 'chả')).toBeLessThan(markCost('cha', 'chả'));
    expect(markCost('chá', 'chả')).toBeGreaterThan(markCost('cha', 'chả'));
    expect(markCost('duong', 'đường')).toBeLessThan(MAX_COST);
    expect(markCost('mắm', 'mắm')).toBe(0);
  });
});

const vocabulary = seededVocabulary();
vocabulary.add('Bánh chocolate');

describe('the candidates of a word', () => {
  const best = (typed: string) => candidates(typed, vocabulary)[0]?.word;

  it.each([
    ['chã', 'chả'],
    ['xửa', 'sữa'],
    ['nươc', 'nước'],
    ['nuớc', 'nước'],
    ['mặt', 'mật'],
    ['choclate', 'chocolate'],
    ['chocolatte', 'chocolate'],
    ['nuco', 'nuoc'],
    ['nuoocs', undefined],
  ])('%s: %s', (typed, meant) => {
    expect(best(typed)).toBe(meant);
  });

  it('are spelt with diacritics exactly if the word is', () => {
    expect(candidates('nuoocc', vocabulary).every(({ word }) => /^[a-z]+$/.test(word))).toBe(true);
    expect(candidates('xửa', vocabulary).some(({ word }) => word === 'sữa')).toBe(true);
  });

  it('are none by key for one or two letters and none for numbers', () => {
    for (const typed of ['m', 'mx', 'tq']) expect(candidates(typed, vocabulary)).toEqual([]);
    for (const typed of ['25', 'b12']) expect(candidates(typed, vocabulary)).toEqual([]);
  });

  it('cost more the further away they are, and never too much', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcdđghinôơướuxr'), maxLength: 10 }), (typed) => {
        for (const { word, cost } of candidates(typed, vocabulary)) {
          expect(cost).toBeLessThanOrEqual(MAX_COST);
          expect(vocabulary.has(word)).toBe(true);
          expect(word).not.toBe(typed);
        }
      }),
    );
  });
});

describe('a query', () => {
  const mended = (text: string) => correct(readWords(text), vocabulary).words.join(' ');

  it.each([
    ['xửa chua', 'sữa chua'],
    ['nước mấm', 'nước mắm'],
    ['chã mực', 'chả mực'],
    ['mức dừa', 'mứt dừa'],
    ['bánh chán', 'bánh tráng'],
    ['cà fê', 'cà phê'],
    ['nuco mam', 'nuoc mam'],
    ['mat ongg', 'mat ong'],
    ['sầu riên', 'sầu riêng'],
    ['sầu riêng xấy', 'sầu riêng sấy'],
    ['mắm ruốt', 'mắm ruốc'],
    ['rượi cần', 'rượu cần'],
    ['hạc điều', 'hạt điều'],
    ['banh chocolat', 'banh chocolate'],
  ])('%s is read as %s', (typed, meant) => {
    expect(mended(typed)).toBe(meant);
  });

  it.each([
    'dừa',
    'dứa',
    'kẹo dứa',
    'nuoc mam',
    'mắm tôm',
    'điện thoại',
    'tu lanh',
    'xe dap',
    'laptop',
    'coca cola',
    'ti vi',
    '',
    'a',
    'mx 5',
  ])('stays: %s', (typed) => {
    expect(correct(readWords(typed), vocabulary)).toMatchObject({ words: readWords(typed), changes: [] });
  });

  it('keeps every word that the catalogue has', () => {
    const words = seededNames().flatMap(readWords);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 6 }), (query) => {
        expect(correct(query, vocabulary).words).toEqual(query);
      }),
    );
  });

  it('says what was wrong', () => {
    expect(correct(['chã', 'mực'], vocabulary).changes).toEqual([
      { at: 0, typed: 'chã', word: 'chả', cost: expect.closeTo(0.3), by: 'marks' },
    ]);
    expect(correct(['nuco', 'mam'], vocabulary).changes).toMatchObject([{ word: 'nuoc', by: 'keys' }]);
    expect(correct(['xửa', 'chua'], vocabulary).changes).toMatchObject([{ word: 'sữa', by: 'sound' }]);
  });

  it('prefers the word that is known beside its neighbours', () => {
    const known = new MemoryVocabulary(['mứt dừa', 'mực khô', 'mực khô', 'mực khô']);
    expect(correct(['mức', 'dừa'], known).words).toEqual(['mứt', 'dừa']);
    expect(correct(['mức', 'khô'], known).words).toEqual(['mực', 'khô']);
  });

  it('leaves a known word among strangers, and says what it may have been', () => {
    const known = new MemoryVocabulary(['mứt dừa', 'định mức']);
    expect(correct(['mức', 'dừa'], known)).toEqual({ words: ['mức', 'dừa'], changes: [] });
    expect(alternatives(['mức', 'dừa'], known)[0]).toEqual(['mứt', 'dừa']);
    expect(alternatives(readWords('kẹo lạt'), vocabulary)[0]).toEqual(['kẹo', 'lạc']);
    expect(alternatives(['mứt', 'dừa'], known)).toEqual([]);
    expect(alternatives(['mức'], known)).toEqual([]);
  });
});
