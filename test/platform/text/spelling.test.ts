import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSyllable } from '../../../src/platform/text/syllable.ts';
import { canonical, spell, spellPrefix } from '../../../src/platform/text/vietnamese.ts';
import { ACCENTED } from './letters.ts';

const ONSETS = ' b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ');
const VOWELS = [...'aăâeêioôơuưy'];
const CODAS = ' c ch m n ng nh p t'.split(' ');
const ANY_VOWEL = new RegExp(`(?:(?<=q)u)?[${VOWELS.join('')}]`, 'u');
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

/** Every rime, found by trying all sequences of up to three vowels with all final consonants. */
function allRimes(): string[] {
  const nuclei = VOWELS.flatMap((a) => [a, ...VOWELS.flatMap((b) => [a + b, ...VOWELS.map((c) => a + b + c)])]);
  return nuclei.flatMap((nucleus) => CODAS.map((coda) => nucleus + coda)).filter((rime) => readSyllable(rime));
}

/** Every canonical syllable in lower case, about twenty thousand, most of which no word uses. */
function allSyllables(): string[] {
  const syllables = new Set<string>();
  for (const rime of allRimes()) {
    for (const onset of ONSETS) {
      for (const tone of TONES) {
        const syllable = canonical(onset + rime[0] + tone + rime.slice(1));
        if (readSyllable(syllable)) syllables.add(syllable);
      }
    }
  }
  return [...syllables];
}

const CODES: Record<string, string> = { aw: 'ă', aa: 'â', dd: 'đ', ee: 'ê', oo: 'ô', ow: 'ơ', uw: 'ư' };
const TONE_LETTERS: Record<string, string> = { f: '\u0300', s: '\u0301', x: '\u0303', r: '\u0309', j: '\u0323' };

/** Reads a spelling back: it exists here only, to show that nothing is lost. */
function unspell(spelling: string): string {
  const body = spelling.slice(0, -1);
  const word = body.replace(/q(?=u|$)|q([qsfrxj]|(?=[aeodw]))|aw|aa|dd|ee|oo|ow|uw/g, (code, after?: string) => {
    if (code === 'q' && after === undefined) return 'q';
    if (code[0] !== 'q') return CODES[code] ?? code;
    return after === 'q' ? 'q' : (TONE_LETTERS[after ?? ''] ?? '');
  });
  const tone = TONE_LETTERS[spelling.at(-1) ?? ''];
  return canonical(tone ? word.replace(ANY_VOWEL, `$&${tone}`) : word);
}

describe('spell', () => {
  it.each([
    ['dứa', 'duwas'],
    ['dừa', 'duwaf'],
    ['dưa', 'duwaz'],
    ['dua', 'duaz'],
    ['nước', 'nuwowcs'],
    ['mắm', 'mawms'],
    ['Đỏ', 'ddor'],
    ['hoà', 'hoaf'],
    ['hòa', 'hoaf'],
    ['quý', 'quys'],
    ['xông', 'xoongz'],
    ['xoong', 'xoqongz'],
    ['500ml', '500mlz'],
    ['organic', 'organicz'],
    ['Noël', 'noelz'],
    ['nướcmắm', 'nuwowqscmawqsmz'],
    ['東京', '東京z'],
  ])('spells %s as %s', (word, spelling) => {
    expect(spell(word)).toBe(spelling);
    expect(spell(word.normalize('NFD'))).toBe(spelling);
  });

  it('spells all canonical syllables differently, in ASCII, none as the beginning of another', () => {
    const syllables = allSyllables();
    expect(syllables.length).toBeGreaterThan(15_000);
    const spellings = syllables.map(spell).sort();
    expect(new Set(spellings).size).toBe(syllables.length);
    expect(spellings.filter((spelling) => !/^[a-z]+$/.test(spelling))).toEqual([]);
    expect(spellings.filter((spelling, at) => at > 0 && spelling.startsWith(spellings[at - 1] ?? ''))).toEqual([]);
  });

  it('loses nothing of any word of Latin letters, digits and Vietnamese marks', () => {
    const letters = [
      ...ACCENTED.map(([letter]) => letter.toLowerCase()),
      ...'abcdefghijklmnopqrstuvwxyz0aaeooqqwzuddd',
    ];
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 8 });
    const kinds = fc.oneof(word, fc.constantFrom(...allSyllables()));
    fc.assert(
      fc.property(kinds, (given) => {
        expect(unspell(spell(given))).toBe(canonical(given));
      }),
      { numRuns: 10_000, seed: 3 },
    );
  });
});

describe('spellPrefix', () => {
  it('begins the spelling of every syllable that begins with the letters, whatever the tone', () => {
    for (const syllable of allSyllables()) {
      for (let length = 1; length <= syllable.length; length += 1) {
        const prefix = spellPrefix(syllable.slice(0, length));
        if (!spell(syllable).startsWith(prefix)) expect.fail(`${prefix} does not begin ${spell(syllable)}`);
      }
    }
  });

  it('tells the marks of vowels apart', () => {
    expect(spell('dừa').startsWith(spellPrefix('dừ'))).toBe(true);
    expect(spell('dứa').startsWith(spellPrefix('dừ'))).toBe(true);
    expect(spell('dua').startsWith(spellPrefix('dừ'))).toBe(false);
    expect(spell('xông').startsWith(spellPrefix('xoo'))).toBe(false);
  });
});
