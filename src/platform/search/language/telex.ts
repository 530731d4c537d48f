import { readSyllable, type ToneMark, writeSyllable } from '../../text/syllable.ts';
import { fillMarks } from './marks.ts';
import { readWords, type Vocabulary } from './vocabulary.ts';

/** A syllable that typed keys may stand for. */
export interface TypedSyllable {
  /** In canonical spelling. */
  readonly syllable: string;
  /** Whether marks of vowels were added for which no key was typed: nuocs is nước. */
  readonly filled: boolean;
}

/** What keys have written so far. */
interface State {
  readonly letters: string;
  readonly tone: ToneMark | '';
  /** Whether some key was more than its letter. */
  readonly decoded: boolean;
}

const TELEX_TONES: Readonly<Record<string, ToneMark>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
};
const VNI_TONES: Readonly<Record<string, ToneMark>> = {
  1: '\u0301',
  2: '\u0300',
  3: '\u0309',
  4: '\u0303',
  5: '\u0323',
};

/** What a key makes of a plain letter before it. */
const TELEX_MARKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  a: { a: 'â' },
  e: { e: 'ê' },
  o: { o: 'ô' },
  w: { a: 'ă', o: 'ơ', u: 'ư' },
  d: { d: 'đ' },
};
const VNI_MARKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  6: { a: 'â', e: 'ê', o: 'ô' },
  7: { o: 'ơ', u: 'ư' },
  8: { a: 'ă' },
  9: { d: 'đ' },
};

/** Keys that are never letters of a Vietnamese syllable. */
const NO_LETTER = /[fjwz0-9]/;

/** Letters and digits, and no paper size: A4 is not ạ. A single letter may have its mark, which is none of a size. */
const VNI = /^(?:(?=.*[1-9])(?=[1-9]*[a-z][1-9]*[a-z])[a-z1-9]+|[aeou][678][1-5]?)$/;

const VOWEL = /[aăâeêioôơuưy]/u;

/** No syllable has more letters than nghiêng, and two keys for each vowel, its tone and đ are the most. */
const MAX_LETTERS = 7;
const MAX_KEYS = 12;

/** A syllable that ends so has a tone. */
const STOPPED = /(?:[cpt]|ch)$/;

/**
 * The syllables that keys typed without an input method may stand for in Telex, in any order in which the method would take them:
 * nuowcs, nuwowcs, nuocws and nuowsc are nước. Where keys of marks were left out (nuocs) the syllables with them are there as well,
 * after those that need none. Empty where every key is its letter and no more.
 */
export const decodeTelex = (typed: string): TypedSyllable[] =>
  /^[a-z]+$/.test(typed) ? decode(typed, TELEX_TONES, TELEX_MARKS) : [];

/** The same for VNI, which types marks by digits: nuoc71 is nước. */
export const decodeVni = (typed: string): TypedSyllable[] =>
  VNI.test(typed) ? decode(typed, VNI_TONES, VNI_MARKS) : [];

/**
 * What a word typed in Telex or VNI is in the catalogue: the most frequent of the syllables that need no filling, else of the others.
 * Null if the catalogue has the word as it was typed, or none that it may stand for. `typed` may have digits in it.
 */
export function readTyped(typed: string, vocabulary: Vocabulary): string | null {
  if (isKnown(typed, vocabulary)) return null;
  const readings = [...decodeTelex(typed), ...decodeVni(typed)];
  for (const filled of [false, true]) {
    let best: string | null = null;
    for (const { syllable } of readings.filter((reading) => reading.filled === filled))
      if (vocabulary.frequency(syllable) > (best ? vocabulary.frequency(best) : 0)) best = syllable;
    if (best) return best;
  }
  return null;
}

/** Ri6 and ST25 are known if their parts follow each other somewhere. */
function isKnown(typed: string, vocabulary: Vocabulary): boolean {
  const parts = readWords(typed);
  if (parts.length === 1) return vocabulary.has(typed);
  return parts.every((part, index) => index === 0 || vocabulary.pair(parts[index - 1]!, part) > 0);
}

function decode(typed: string, tones: typeof TELEX_TONES, marks: typeof TELEX_MARKS): TypedSyllable[] {
  if (typed.length < 2 || typed.length > MAX_KEYS) return [];
  let states = new Map<string, State>([['', { letters: '', tone: '', decoded: false }]]);
  for (const key of typed) {
    const next = new Map<string, State>();
    for (const state of states.values())
      for (const after of press(state, key, tones, marks))
        if (after.letters.length <= MAX_LETTERS) next.set(`${after.letters} ${after.tone}`, after);
    states = next;
  }
  const found = new Map<string, boolean>();
  const decoded = [...states.values()].filter((state) => state.decoded).map(complete);
  for (const { letters, tone } of decoded) for (const syllable of voiced(letters, tone)) found.set(syllable, false);
  for (const { letters, tone } of decoded)
    for (const syllable of fillMarks(letters, tone).flatMap(settled))
      if (!found.has(syllable)) found.set(syllable, true);
  return [...found].map(([syllable, filled]) => ({ syllable, filled }));
}

/** Everything that one more key may do. */
function* press(state: State, key: string, tones: typeof TELEX_TONES, marks: typeof TELEX_MARKS): Generator<State> {
  const { letters, tone } = state;
  if (!NO_LETTER.test(key)) yield { ...state, letters: letters + key };
  const toned = tones[key];
  if (toned && !tone && VOWEL.test(letters)) yield { letters, tone: toned, decoded: true };
  const changes = marks[key];
  if (!changes) return;
  for (let at = 0; at < letters.length; at += 1) {
    const marked = changes[letters[at]!];
    if (!marked || (marked === 'đ' && at > 0)) continue;
    yield { letters: letters.slice(0, at) + marked + letters.slice(at + 1), tone, decoded: true };
  }
  if (changes.u) {
    // One key marks both vowels of ươ, and w alone is ư.
    if (letters.includes('uo')) yield { letters: letters.replace('uo', 'ươ'), tone, decoded: true };
    if (key === 'w') yield { letters: `${letters}ư`, tone, decoded: true };
  }
  // The third o takes the mark of the second away: xooong is xoong.
  if (key === 'o' && letters.endsWith('ô')) yield { letters: `${letters.slice(0, -1)}oo`, tone, decoded: true };
}

/** Input methods mark the o after ư, and the u before ơ if something follows: nuwocs. */
const complete = (state: State): State => ({
  ...state,
  letters: state.letters.replace('ưo', 'ươ').replace(/uơ(?=[cimnptu])/, 'ươ'),
});

/** The syllable of these letters and this tone, if there is one. */
const voiced = (letters: string, tone: string): string[] => settled(letters.replace(VOWEL, (vowel) => vowel + tone));

function settled(word: string): string[] {
  const syllable = readSyllable(word);
  if (!syllable || (!syllable.tone && STOPPED.test(word))) return [];
  return [writeSyllable(syllable)];
}
