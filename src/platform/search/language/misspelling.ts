import { fold, hasDiacritics } from '../../text/vietnamese.ts';
import { deletions, keyCost } from './keys.ts';
import { markCost } from './marks.ts';
import { soundCost, soundKey } from './sound.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A word of the catalogue that a typed one may be meant for. */
export interface Candidate {
  /** With its diacritics if the typed word has some, else without. */
  readonly word: string;
  /** About 0.3 for a small confusion, 0.5 for a usual one; above {@link MAX_COST} it is another word. */
  readonly cost: number;
  /** What was wrong: the marks alone, the letters by ear, or the keys. */
  readonly by: 'marks' | 'sound' | 'keys';
}

/** Dearest candidate that is one. */
export const MAX_COST = 1.3;

/** Most candidates of a word. */
const MOST = 12;

/** Shortest word whose keys are doubted, and shortest that it can become. */
const MIN_KEYS = 3;
const MIN_MEANT = 2;

/** Of two equally near words the more frequent is meant; frequency alone outweighs no mistake. */
const FREQUENCY_WEIGHT = 0.02;

/**
 * The words of the catalogue that a word may be a misspelling of, the cheapest first and among equals the most frequent: other marks
 * on the same letters (chã is chả), other letters of the same sound (mức is mứt, xửa is sữa), one wrong key (nuco is nuoc; two in
 * long words). The word itself is not among them, and no word of one or two letters is mended by key.
 *
 * One look-up by sound and one for each deletion; the candidates that they give are compared one by one.
 */
export function candidates(typed: string, vocabulary: Vocabulary): Candidate[] {
  if (/\p{N}/u.test(typed)) return [];
  const folded = fold(typed);
  const found = new Map<string, Candidate>();
  const marked = hasDiacritics(typed);
  const offer = (word: string, cost: number, by: Candidate['by']) => {
    if (word === typed || cost > MAX_COST) return;
    const before = found.get(word);
    if (!before || before.cost > cost) found.set(word, { word, cost, by });
  };
  const offerAll = (meant: string, cost: number, by: Candidate['by']) => {
    if (!marked) return offer(meant, cost, by);
    if (cost <= MAX_COST)
      for (const spelt of vocabulary.spellings(meant)) offer(spelt, cost + markCost(typed, spelt), by);
  };

  if (marked) offerAll(folded, 0, 'marks');
  for (const meant of vocabulary.ofSound(soundKey(folded))) {
    const cost = meant === folded ? null : soundCost(folded, meant);
    if (cost !== null) offerAll(meant, cost, 'sound');
  }
  if (folded.length >= MIN_KEYS)
    for (const meant of byKey(folded, vocabulary)) {
      const cost = meant.length < MIN_MEANT ? null : keyCost(folded, meant);
      if (cost !== null) offerAll(meant, cost, 'keys');
    }
  const rank = ({ word, cost }: Candidate) => cost - FREQUENCY_WEIGHT * Math.log2(1 + vocabulary.frequency(word));
  return [...found.values()]
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .sort((a, b) => a.rank - b.rank || (a.candidate.word < b.candidate.word ? -1 : 1))
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}

/** The folded words, other than this, that share a deletion with it. */
function byKey(folded: string, vocabulary: Vocabulary): Set<string> {
  const near = new Set<string>();
  for (const rest of deletions(folded)) for (const word of vocabulary.ofDeletion(rest)) near.add(word);
  near.delete(folded);
  return near;
}
