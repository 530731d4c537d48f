import { readSyllable } from '../src/platform/text/syllable.ts';
import { canonical, fold, hasDiacritics } from '../src/platform/text/vietnamese.ts';
import type { Random } from './catalogue/random.ts';

/** A way in which people mistype: what they then have typed, or null where the text gives no occasion for it. */
type Slip = (text: string, random: Random) => string | null;

/** Marks of letters and tones, as Telex types them. */
const KEYS: Readonly<Record<string, string>> = {
  '\u0306': 'w',
  '\u031b': 'w',
  '\u0300': 'f',
  '\u0301': 's',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
};

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/;

/** What begins or ends alike by ear, folded; each pair both ways. */
const ONSETS: readonly (readonly [string, string])[] = [
  ['x', 's'],
  ['tr', 'ch'],
  ['gi', 'd'],
  ['r', 'd'],
  ['l', 'n'],
  ['v', 'd'],
];
const FINALS: readonly (readonly [string, string])[] = [
  ['ng', 'n'],
  ['c', 't'],
];

/** Raw keys of an input method that was off. */
const telex: Slip = (text) => (hasDiacritics(text) ? words(text).map(keysOf).join(' ') : null);

/** The tone or the mark of one word is another one, or missing. */
const marks: Slip = (text, random) =>
  inOneWord(text, random, (word) => {
    const letters = [...word.normalize('NFD')];
    const marked = letters.findIndex((letter) => /\p{M}/u.test(letter));
    if (marked < 0) return null;
    if (random.chance(0.5) && letters[marked] === '\u0309') letters[marked] = '\u0303';
    else if (random.chance(0.5) && letters[marked] === '\u0303') letters[marked] = '\u0309';
    else letters.splice(marked, 1);
    return letters.join('').normalize('NFC');
  });

/** One word is written as it sounds to somebody. */
const sound: Slip = (text, random) =>
  inOneWord(text, random, (word) => {
    const ways = [
      ...ONSETS.flatMap((pair) =>
        heard(pair, (one, other) => swapped(word, new RegExp(`^${one}(?![hgr])`, 'i'), one, other)),
      ),
      ...FINALS.flatMap((pair) =>
        heard(pair, (one, other) => swapped(word, new RegExp(`(?<=[^n])${one}$`, 'i'), one, other)),
      ),
    ];
    const syllables = ways.filter((way) => readSyllable(way));
    return syllables.length > 0 ? random.pick(syllables) : null;
  });

/** Two letters of one word are in the wrong order, or a key was struck twice. */
const keys: Slip = (text, random) =>
  inOneWord(text, random, (word) => {
    const letters = [...word];
    if (letters.length < 3) return null;
    const at = random.integer(1, letters.length - 2);
    if (letters[at] === letters[at + 1] || random.chance(0.3)) letters.splice(at, 0, letters[at]!);
    else letters.splice(at, 2, letters[at + 1]!, letters[at]!);
    return letters.join('');
  });

/** A blank is missing. */
const joined: Slip = (text, random) => {
  const parts = words(text);
  if (parts.length < 2) return null;
  const at = random.integer(0, parts.length - 2);
  return [...parts.slice(0, at), parts[at]! + parts[at + 1]!, ...parts.slice(at + 2)].join(' ');
};

const SLIPS: readonly Slip[] = [telex, marks, sound, keys, joined];

/** A text as somebody in a hurry types it: with one slip, a different one each time, and the same for the same seed. */
export function misspell(text: string, random: Random): string {
  const first = random.integer(0, SLIPS.length - 1);
  for (let turn = 0; turn < SLIPS.length; turn += 1) {
    const typed = SLIPS[(first + turn) % SLIPS.length]!(text, random);
    if (typed !== null && typed !== text) return typed;
  }
  throw new Error(`There is no way to misspell ${text}.`);
}

const words = (text: string): string[] => canonical(text).split(' ');

/** Changes one of the words that can be changed. */
function inOneWord(text: string, random: Random, change: (word: string) => string | null): string | null {
  const parts = words(text);
  const ways = parts.flatMap((word, at) => {
    const changed = change(word);
    return changed === null || changed === word ? [] : [parts.with(at, changed).join(' ')];
  });
  return ways.length > 0 ? random.pick(ways) : null;
}

const heard = <Way>([one, other]: readonly [string, string], way: (from: string, to: string) => Way | null): Way[] =>
  [way(one, other), way(other, one)].filter((found) => found !== null);

/** A word with a part of it replaced, if it has that part; letters keep their marks. */
function swapped(word: string, part: RegExp, one: string, other: string): string | null {
  const found = part.exec(fold(word));
  return found && fold(word).length === word.length
    ? word.slice(0, found.index) + other + word.slice(found.index + one.length)
    : null;
}

/** The keys of a word: each letter with its mark, the tone last. */
function keysOf(word: string): string {
  let tone = '';
  let typed = '';
  for (const letter of word.replace(/đ/g, 'dd').replace(/Đ/g, 'DD').normalize('NFD')) {
    if (TONES.test(letter)) tone = KEYS[letter]!;
    else if (letter === '\u0302') typed += typed.at(-1)!;
    else typed += KEYS[letter] ?? letter;
  }
  return typed + tone;
}
