/** The five tone marks of Vietnamese as combining characters; the level tone has none. */
export type ToneMark = '\u0300' | '\u0301' | '\u0303' | '\u0309' | '\u0323';

/** A letter without its tone; marks that make another vowel of it (ă, ơ) are its own. */
export interface Letter {
  letter: string;
  tone: ToneMark | null;
}

/** A Vietnamese syllable taken apart; `letters` keep their case. */
export interface Syllable {
  letters: string[];
  tone: ToneMark | null;
  /** Index in `letters` of the vowel that bears the tone, see {@link bearer}. */
  toneAt: number;
}

const TONES: readonly ToneMark[] = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const VOWELS = 'aăâeêioôơuưy';

/** Every letter of a syllable in NFC; ð and ɖ stand for the đ that old fonts and encodings have them for. */
const LETTERS = new Map<string, Letter>();
for (const letter of `${VOWELS}bcdđghklmnpqrstvx`) {
  for (const cased of [letter, letter.toUpperCase()]) {
    LETTERS.set(cased, { letter: cased, tone: null });
    if (!VOWELS.includes(letter)) continue;
    for (const tone of TONES) LETTERS.set((cased + tone).normalize('NFC'), { letter: cased, tone });
  }
}
for (const [lookalike, letter] of Object.entries({ ð: 'đ', ɖ: 'đ', Ð: 'Đ', Ɖ: 'Đ' }))
  LETTERS.set(lookalike, { letter, tone: null });

/** Characters that {@link readSyllable} may have to move or replace. */
export const UNSETTLED = new RegExp(
  `[${[...LETTERS].map(([char, { letter, tone }]) => (tone || letter !== char ? char : '')).join('')}${TONES.join('')}]`,
  'u',
);

/** `u` belongs to the onset in `qu`, `i` in `gi` before a vowel; `giê` is g + iê. */
const ONSET = new RegExp(
  `^(?:qu(?=[${VOWELS}])|gi(?=[${VOWELS.replace('ê', '')}])|ngh?|[cgknpt]h|tr|[bcdđghklmnprstvx])?`,
  'u',
);

/** Every rime of Vietnamese spelling, without tone, each with the index of the vowel that bears it. */
const RIMES = new Map(
  `a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âu ây âc âm ân âng âp ât
   e eo ec em en eng ep et ê êu êch êm ên ênh êp êt
   i ia iu ic ich im in ing inh ip it iêu iêc iêm iên iêng iêp iêt
   o oi oc om on ong op ot oa oai oao oay oac oach oam oan oang oanh oap oat oăc oăm oăn oăng oăt
   oe oeo oec oem oen oeng oet ooc oong ô ôi ôc ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
   u ua ui uc um un ung up ut uây uâc uân uâng uât uê uêch uênh uơ uôi uôc uôm uôn uông uôt
   uy uya uyu uych uyn uynh uyp uyt uyên uyêt ư ưa ưi ưu ưc ưm ưn ưng ưt
   ươi ươu ươc ươm ươn ương ươp ươt y ych yn ynh yp yt yêu yêm yên yêng yêt`
    .split(/\s+/)
    .map((rime) => [rime, bearer(rime)]),
);

/** Syllables with such an end have the tone sắc or nặng. */
const STOPPED = /(?:[cpt]|ch)$/;

/**
 * Index in `rime` of the vowel that bears the tone, in the older placement (hòa, khỏe, thúy): a vowel with a mark of
 * its own bears it (the last of two: ươ); else the second vowel before a final consonant (hoàn), the middle one of
 * three (xoáy), and otherwise the first.
 */
function bearer(rime: string): number {
  const marked = rime.search(/[ăâêôơư][^ăâêôơư]*$/u);
  if (marked >= 0) return marked;
  const vowels = /^[aeiouy]*/.exec(rime)?.[0].length ?? 0;
  if (vowels === 3) return 1;
  return vowels === 2 && vowels < rime.length ? 1 : 0;
}

/** One character of a word in NFC without its tone; null where no Vietnamese syllable has it. */
export function readLetter(character: string): Letter | null {
  return LETTERS.get(character) ?? null;
}

/**
 * Takes one word apart, whatever its normal form, tone placement or order of marks.
 * Returns null for what is not the spelling of one Vietnamese syllable: two tones, marks of other languages (Noël),
 * rimes that Vietnamese does not have (Paris), a tone that cannot be on a final stop. A foreign word that could be a
 * syllable is read as one: nothing in it says otherwise.
 */
export function readSyllable(word: string): Syllable | null {
  const letters: string[] = [];
  let tone: ToneMark | null = null;
  for (const character of word.normalize('NFC')) {
    // A mark that did not compose: the tone was typed before the mark of the vowel, é + ̂.
    const loose = character >= '\u0300' && character <= '\u036f';
    const read = readLetter(loose ? ((letters.pop() ?? '') + character).normalize('NFC') : character);
    if (!read || (tone && read.tone)) return null;
    letters.push(read.letter);
    tone ??= read.tone;
  }
  const plain = letters.join('').toLowerCase();
  const onset = ONSET.exec(plain)?.[0].length ?? 0;
  const rime = plain.slice(onset);
  const toneAt = RIMES.get(rime);
  if (toneAt === undefined) return null;
  if (tone && tone !== '\u0301' && tone !== '\u0323' && STOPPED.test(rime)) return null;
  return { letters, tone, toneAt: onset + toneAt };
}

/** Puts a syllable together again, in NFC, its tone where it belongs. */
export function writeSyllable({ letters, tone, toneAt }: Syllable): string {
  return letters
    .map((letter, index) => (tone && index === toneAt ? (letter + tone).normalize('NFC') : letter))
    .join('');
}
