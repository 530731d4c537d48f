import { hasDiacritics } from '../../text/vietnamese.ts';
import { isSyllable } from './marks.ts';
import { type Candidate, candidates } from './misspelling.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One word that is read as another. */
export interface Correction extends Candidate {
  /** Which word of the query. */
  readonly at: number;
  readonly typed: string;
}

/** A query whose unknown words are mended. */
export interface Corrected {
  /** As many as were typed. */
  readonly words: readonly string[];
  readonly changes: readonly Correction[];
}

/** What it costs to leave an unknown word as it is. */
const KEEP = 1.2;

/** What a candidate costs more that may not stand without a neighbour, and what a neighbour it is known beside takes off. */
const UNSUPPORTED = 1.2;
const SUPPORTED = 1.4;

/** Cheapest mistakes of marks are mended whatever stands beside them. */
const SMALL = 0.35;

/** An onset that sounds alike, where all marks are right, is mended as well, but for a word that its neighbours know rather. */
const ONSET = 0.4;
const DOUBTED = 0.4;

/** From this length on a word that is no syllable is mended by key without a neighbour; one letter shorter, if none came or went. */
const LONG_ENOUGH = 5;
const DOUBLED = 0.5;

/** Dearest mistake that made one word of the catalogue of another; more where its neighbours know the one that was meant. */
const SLIGHT = 0.65;
const KNOWN_BESIDE = 0.95;

/** Most words that one word may have been meant for, and most rows of them. */
const EACH = 3;
const ROWS = 6;

interface Option {
  readonly word: string;
  readonly cost: number;
  readonly candidate: Candidate | null;
}

interface Path {
  readonly option: Option;
  readonly cost: number;
  readonly before: Path | null;
}

/**
 * Mends the words that the catalogue does not have, all at once: the cheapest row of words in which neighbours know each other. A word
 * that it has as it was typed is never changed. A word that could be one (thoại) is changed, but for the smallest mistakes, only for
 * one that is known beside its neighbours: what the catalogue does not have shall be found missing, not turned into something else.
 * Words without a candidate stay. O(words · candidates²) look-ups of pairs.
 */
export function correct(words: readonly string[], vocabulary: Vocabulary): Corrected {
  const known = words.map((word) => vocabulary.has(word));
  const mended = known.every(Boolean) ? [...words].map(asTyped) : cheapestRow(words, known, vocabulary);
  const changes = mended.flatMap(({ candidate }, at) => (candidate ? [{ at, typed: words[at]!, ...candidate }] : []));
  return { words: mended.map(({ word }) => word), changes };
}

/**
 * What words that the catalogue has may have been meant for that it never has beside each other (miếng dong: miến dong), the most
 * probable first. Whether they were is for the index to say: if it has the words as they are in one name, they were not. `isSure` says at
 * which places a word means what it says, beside whatever it stands.
 */
export function alternatives(
  words: readonly string[],
  vocabulary: Vocabulary,
  isSure: (at: number) => boolean = () => false,
): string[][] {
  const lonely = words.map((word, at) => vocabulary.has(word) && !isSure(at) && !isBeside(words, at, word, vocabulary));
  if (words.length === 1 || !lonely.includes(true)) return [];
  const meant = words.map((word, at) =>
    lonely[at]
      ? candidates(word, vocabulary).filter((candidate) => hasDiacritics(candidate.word) === hasDiacritics(word))
      : [],
  );
  let paths: Path[] = [];
  words.forEach((word, at) => {
    const near = meant[at]!.filter(({ cost }) => cost <= KNOWN_BESIDE);
    const options = [
      asTyped(word),
      ...near.map((candidate) => ({ word: candidate.word, cost: candidate.cost, candidate })),
    ];
    paths = options.map((option) => extend(paths, option, vocabulary));
  });
  const single = words.flatMap((_, at) =>
    meant[at]!.filter(({ cost }) => cost <= SLIGHT)
      .slice(0, EACH)
      .map(({ word }) => words.with(at, word)),
  );
  const rows = [rowOf(cheapest(paths)).map(({ word }) => word), ...single].filter((row) =>
    row.some((word, at) => word !== words[at]),
  );
  return [...new Map(rows.map((row) => [row.join(' '), row])).values()].slice(0, ROWS);
}

/** Whether the catalogue has the word beside one of those that stand beside this place. */
const isBeside = (words: readonly string[], at: number, word: string, vocabulary: Vocabulary): boolean =>
  (at > 0 && vocabulary.pair(words[at - 1]!, word) > 0) ||
  (at + 1 < words.length && vocabulary.pair(word, words[at + 1]!) > 0);

const asTyped = (word: string): Option => ({ word, cost: 0, candidate: null });

function cheapestRow(words: readonly string[], known: readonly boolean[], vocabulary: Vocabulary): Option[] {
  let paths: Path[] = [];
  words.forEach((word, at) => {
    const options = known[at] ? [asTyped(word)] : optionsOf(word, words.length, vocabulary);
    paths = options.map((option) => extend(paths, option, vocabulary));
  });
  return rowOf(cheapest(paths));
}

function rowOf(last: Path): Option[] {
  const row: Option[] = [];
  for (let path: Path | null = last; path; path = path.before) row.unshift(path.option);
  return row;
}

function optionsOf(word: string, count: number, vocabulary: Vocabulary): Option[] {
  const kept = { word, cost: KEEP, candidate: null };
  return [
    kept,
    ...candidates(word, vocabulary).map((candidate) => ({
      word: candidate.word,
      cost: candidate.cost + risk(word, candidate, count),
      candidate,
    })),
  ];
}

/** What a candidate costs more than its mistake: nothing where it may be taken whatever its neighbours are. */
function risk(typed: string, { word, by, cost }: Candidate, count: number): number {
  if (by === 'marks' && cost <= SMALL) return 0;
  const syllable = isSyllable(typed);
  if (by !== 'keys' && (count === 1 || !syllable)) return 0;
  // xấy is sấy: nothing but the onset is wrong, and the marks say which word is meant.
  if (by === 'sound') return cost <= ONSET && hasDiacritics(typed) ? DOUBTED : UNSUPPORTED;
  if (syllable || by === 'marks') return UNSUPPORTED;
  if (typed.length >= LONG_ENOUGH) return 0;
  const sameLength = word.length === typed.length || cost <= DOUBLED;
  return sameLength && typed.length === LONG_ENOUGH - 1 ? 0 : UNSUPPORTED;
}

function extend(paths: readonly Path[], option: Option, vocabulary: Vocabulary): Path {
  if (paths.length === 0) return { option, cost: option.cost, before: null };
  return cheapest(
    paths.map((before) => ({
      option,
      cost: before.cost + option.cost - support(before.option.word, option.word, vocabulary),
      before,
    })),
  );
}

/** A pair that is there at all counts most of it; often adds little. */
function support(first: string, second: string, vocabulary: Vocabulary): number {
  const times = vocabulary.pair(first, second);
  return times > 0 ? SUPPORTED + Math.min(0.1, 0.02 * Math.log2(times)) : 0;
}

const cheapest = (paths: readonly Path[]): Path => paths.reduce((best, path) => (path.cost < best.cost ? path : best));
