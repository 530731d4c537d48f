import { describe, expect, it } from 'vitest';
import { type AnalysedText, tiersOf, type Variant } from '../../../src/platform/search/analysed-text.ts';
import { analyse, draftOf, finished, type Presence } from '../../../src/platform/search/analyser.ts';
import { type Named, NameList } from '../../../src/platform/search/language/names.ts';
import { type SynonymPair, Synonyms } from '../../../src/platform/search/language/synonyms.ts';
import type { Lexicon } from '../../../src/platform/search/lexicon.ts';
import { lexiconOf } from '../../support/lexicon.ts';

const place = (name: string, id: string, prominence = 1): Named => ({ field: 'place', id, name, prominence });

const LEXICON: Lexicon = {
  ...lexiconOf(
    'Kẹo dừa',
    'Dứa sấy',
    'Khóm tươi',
    'Chiếu cói Nga Sơn',
    'Miến dong',
    'Sáu miếng',
    'Hồ tiêu Đắk Nông',
    'Gạo ST25',
    'Cam sành',
  ),
  synonyms: new Synonyms([
    { term: 'dứa', synonym: 'khóm', oneWay: false },
    { term: 'dứa', synonym: 'trái thơm', oneWay: false },
    { term: 'cói', synonym: 'lác', oneWay: false },
  ]),
  names: new NameList([
    place('Đắk Nông', 'daknong', 3),
    place('Nga Sơn', 'ngason'),
    place('Hòa Bình', 'commune'),
    place('Hòa Bình', 'province', 3),
    { field: 'category', id: 'candy', name: 'Kẹo', prominence: 1 },
  ]),
  places: ['place'],
};

const presence = (named: string[], mentioned: string[] = []): Presence => ({
  named: new Set(named),
  mentioned: new Set(mentioned),
});
const shown = ({ kind, words }: Variant) =>
  `${kind} ${words.map(({ folded, beginning }) => (beginning ? `${folded}*` : folded)).join(' ')}`;
const variants = (text: string, given?: Presence) => analyse(text, LEXICON, given)!.variants.map(shown);

describe('the variants of a query', () => {
  it('are what was typed, and its synonyms, with their words as they are written', () => {
    const { variants, synonyms } = analyse('dứa sấy ', LEXICON)!;
    expect(variants.map(shown)).toEqual(['typed dua say', 'synonym khom say', 'synonym trai thom say']);
    expect(variants[1]!.words.map(({ strict }) => strict)).toEqual([true, false]);
    expect(variants[2]!.phrases).toEqual([{ start: 0, length: 2, required: true, nodes: [], isPlace: false }]);
    expect(synonyms).toEqual([{ words: 'dứa', also: ['khóm', 'trái thơm'] }]);
  });

  it('are at most eight', () => {
    const synonyms = new Synonyms(
      [...'abcdefgh'].flatMap((letter) => [
        { term: 'dứa', synonym: `${letter}1`, oneWay: false },
        { term: 'sấy', synonym: `${letter}2`, oneWay: false },
      ]),
    );
    expect(analyse('dứa sấy ', { ...LEXICON, synonyms })!.variants).toHaveLength(8);
  });

  it('are mended where a word is nowhere, and both where it stands in some text', () => {
    expect(variants('kẹo dừaa ')).toEqual(['corrected keo dua']);
    expect(variants('kẹo dừaa ', presence([], ['dừaa']))).toEqual(['typed keo duaa', 'corrected keo dua']);
    expect(variants('kẹo dừaa ', presence(['dừaa']))).toEqual(['typed keo duaa']);
  });

  it('leave an unfinished word that begins one of the catalogue', () => {
    expect(variants('miế')).toEqual(['typed mie*']);
    expect(variants('chiếu có')).toEqual(['typed chieu co*']);
    expect(variants('keo d')).toEqual(['typed keo d*']);
  });

  it('are also what was perhaps meant, if the index says so', () => {
    const draft = draftOf('miếng dong ', LEXICON)!;
    expect(draft.alternatives[0]).toEqual(['miến', 'dong']);
    const text = finished(draft, LEXICON, draft.alternatives[0]!);
    expect(text.variants.map(shown)).toEqual(['typed mieng dong', 'corrected mien dong']);
    expect([text.searchedFor, text.meant]).toEqual(['miếng dong', 'miến dong']);
    expect(finished(draft, LEXICON, null).meant).toBeNull();
  });

  it('are what was perhaps meant where another word is mended, too', () => {
    const draft = draftOf('miếng dongg ', LEXICON)!;
    expect([draft.words, draft.alternatives[0]]).toEqual([
      ['miếng', 'dong'],
      ['miến', 'dong'],
    ]);
  });

  it('never take a word that has synonyms for another', () => {
    const others = { ...LEXICON, ...lexiconOf('Mứt dừa', 'Định mức'), places: [] };
    const alternatives = (...pairs: SynonymPair[]) =>
      draftOf('mức dừa ', { ...others, synonyms: new Synonyms(pairs) })!.alternatives;
    expect(alternatives()).toContainEqual(['mứt', 'dừa']);
    expect(alternatives({ term: 'mức', synonym: 'hạn', oneWay: false })).not.toContainEqual(['mứt', 'dừa']);
  });

  it('are also what a sentence is about, and where it is to be from', () => {
    expect(variants('cho hỏi ai bán kẹo dừa xịn sò Nga Sơn')).toContain('core keo dua nga son*');
    expect(variants('kẹo dừa xịn sò ').some((variant) => variant.startsWith('core'))).toBe(false);
  });

  it('know places by the most prominent of a name', () => {
    const { names, variants } = analyse('cam Hòa Bình ', LEXICON)!;
    expect(names.map(({ id }) => id)).toEqual(['province']);
    expect(variants[0]!.phrases).toEqual([
      { start: 1, length: 2, required: false, nodes: ['province'], isPlace: true },
    ]);
  });
});

describe('the tiers of a query', () => {
  const tiers = (text: string, given?: Presence) =>
    tiersOf(analyse(text, LEXICON, given)!).map(
      ({ variant, closeness, scope }) => `${shown(variant)} ${closeness} ${scope}`,
    );

  it('are one for a query without marks and synonyms', () => {
    expect(tiers('cam sanh ')).toEqual(['typed cam sanh whole anywhere']);
    expect(tiers('cam sanh')).toEqual(['typed cam sanh* any anywhere']);
  });

  it('put the marks as typed before what gets more of them, and that before other marks', () => {
    expect(tiers('cam sành')).toEqual([
      'typed cam sanh* exact names',
      'typed cam sanh* begun names',
      'typed cam sanh* exact anywhere',
      'typed cam sanh* begun anywhere',
      'typed cam sanh* any names',
    ]);
  });

  it('put a synonym after the word in a name, and before the word elsewhere', () => {
    expect(tiers('khóm ')).toEqual([
      'typed khom exact names',
      'synonym dua whole names',
      'synonym trai thom whole names',
      'typed khom exact anywhere',
      'synonym dua whole anywhere',
      'synonym trai thom whole anywhere',
      'typed khom any names',
    ]);
  });

  it('put what was typed before what was mended', () => {
    expect(tiers('keo duaa ', presence([], ['duaa']))).toEqual([
      'typed keo duaa whole names',
      'corrected keo dua whole names',
      'typed keo duaa whole anywhere',
      'corrected keo dua whole anywhere',
    ]);
  });

  it('are none for a query without words', () => {
    expect(tiersOf({ variants: [] } as unknown as AnalysedText)).toEqual([]);
  });
});
