import { readLetter, readSyllable, type ToneMark, writeSyllable } from '../../text/syllable.ts';
import { fold } from '../../text/vietnamese.ts';

/** The vowels that a plain one becomes when it takes a mark; đ is the only consonant that has one. */
const MARKED: Readonly<Record<string, readonly string[]>> = { a: ['ă', 'â'], e: ['ê'], o: ['ô', 'ơ'], u: ['ư'] };

const HOOK = '\u0309';
const TILDE = '\u0303';

/** Costs of one mark that is not as it should be. */
const COST = {
  hookOrTilde: 0.3,
  toneLeftOut: 0.35,
  toneTooMany: 0.5,
  otherTone: 0.6,
  markLeftOut: 0.3,
  otherMark: 0.45,
} as const;

/** Most that the marks of all vowels of a syllable cost: ươ for uo is one thing forgotten. */
const MAX_VOWELS = 0.5;

interface Marks {
  readonly tone: ToneMark | null;
  readonly vowels: readonly string[];
  readonly stroke: boolean;
}

/**
 * All syllables that this one is when marks of its vowels were left out, itself first if it is one: nuóc is nuốc and nước. The tone
 * and the marks that it has stay. At most some dozens.
 */
export function fillMarks(letters: string, tone: ToneMark | '' = ''): string[] {
  let filled = [''];
  for (const letter of letters)
    filled = filled.flatMap((before) => [letter, ...(MARKED[letter] ?? [])].map((choice) => before + choice));
  return filled.flatMap((candidate) => {
    const syllable = readSyllable(candidate.replace(/[aăâeêioôơuưy]/u, (vowel) => vowel + tone));
    return syllable ? [writeSyllable(syllable)] : [];
  });
}

const plausible = new Map<string, boolean>();

/**
 * Whether a word has the form of a Vietnamese syllable, its marks typed or left out: nước and nuoc have, nuco and mma have not.
 */
export function isSyllable(word: string): boolean {
  if (word.length > 8) return false;
  const known = plausible.get(word);
  if (known !== undefined) return known;
  const answer = readSyllable(word) !== null || fillMarks(fold(word)).length > 0;
  if (plausible.size === 20_000) plausible.clear();
  plausible.set(word, answer);
  return answer;
}

/**
 * How far apart the marks of two words are, whatever their consonants: one tone for another, a mark left out or one too many. Vowels
 * are compared one by one where both words have as many.
 */
export function markCost(typed: string, meant: string): number {
  if (typed === meant) return 0;
  const a = marksOf(typed);
  const b = marksOf(meant);
  let vowels = 0;
  if (a.vowels.length === b.vowels.length)
    a.vowels.forEach((vowel, index) => {
      vowels += vowelCost(vowel, b.vowels[index]!);
    });
  let stroke = 0;
  if (a.stroke !== b.stroke && fold(typed)[0] === fold(meant)[0]) stroke = a.stroke ? COST.otherMark : COST.markLeftOut;
  return toneCost(a.tone, b.tone) + Math.min(vowels, MAX_VOWELS) + stroke;
}

function marksOf(word: string): Marks {
  let tone: ToneMark | null = null;
  const vowels: string[] = [];
  for (const character of word) {
    const read = readLetter(character);
    if (!read) continue;
    tone ??= read.tone;
    if (/[aăâeêioôơuưy]/u.test(read.letter)) vowels.push(read.letter);
  }
  return { tone, vowels, stroke: word.startsWith('đ') };
}

function toneCost(typed: string | null, meant: string | null): number {
  if (typed === meant) return 0;
  if (typed === null) return COST.toneLeftOut;
  if (meant === null) return COST.toneTooMany;
  const both = typed + meant;
  return both.includes(HOOK) && both.includes(TILDE) ? COST.hookOrTilde : COST.otherTone;
}

function vowelCost(typed: string, meant: string): number {
  // Other vowels are another sound, which costs elsewhere.
  if (typed === meant || fold(typed) !== fold(meant)) return 0;
  return MARKED[typed] ? COST.markLeftOut : COST.otherMark;
}
