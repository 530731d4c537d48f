import { fold, hasDiacritics } from '../../text/vietnamese.ts';
import { isSyllable } from './marks.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words of a query that are read as others: `length` words from `start` on. */
export interface Span {
  readonly start: number;
  readonly length: number;
  readonly words: readonly string[];
}

/** What words that stand apart are when they are joined. */
export interface Joined extends Span {
  /** Whether the words apart are nowhere in the catalogue, so that only the joined word can be meant. */
  readonly only: boolean;
}

/** The longest word that is parted, and the longest part of it. */
const MAX_LENGTH = 48;
const MAX_PART = 12;

/** Most words that are joined: sô cô la. */
const MAX_JOINED = 3;

/** How much a pair of the catalogue counts against the frequency of its second word. */
const PAIR_WEIGHT = 0.8;

/** The best way to read the beginning of a word that ends with this part. */
interface Path {
  readonly part: string;
  readonly cost: number;
  readonly pairs: number;
  readonly before: Path | null;
}

/**
 * The words that were typed as one: nuocmam is nuoc mam. Null if the catalogue has the word itself, or if it does not fall into words
 * of the catalogue of which some follow each other there: two words must, of more words one pair is enough. That keeps a name the
 * catalogue does not have from being read as scraps.
 *
 * The most probable parts by the frequencies of words and pairs; O(letters · part²) look-ups, a few hundred for a usual word.
 */
export function splitJoined(word: string, vocabulary: Vocabulary): string[] | null {
  if (word.length < 4 || word.length > MAX_LENGTH || vocabulary.has(word)) return null;
  const paths: Path[][] = Array.from({ length: word.length + 1 }, () => []);
  for (let end = 2; end <= word.length; end += 1)
    for (let start = Math.max(0, end - MAX_PART); start <= end - 2; start += 1) {
      if (start > 0 && paths[start]!.length === 0) continue;
      const part = word.slice(start, end);
      if (vocabulary.has(part)) paths[end]!.push(bestPath(part, start === 0 ? [null] : paths[start]!, vocabulary));
    }
  const best = cheapest(paths[word.length]!);
  if (!best?.before || best.pairs === 0) return null;
  const parts = partsOf(best);
  // Scraps of two letters are everywhere: cola is not có lá.
  const short = parts.filter((part) => part.length <= 2);
  if (short.length === parts.length && !hasDiacritics(word)) return null;
  return short.every(isSyllable) ? parts : null;
}

/**
 * The words of the catalogue that neighbouring words of a query make when they are joined: choco late is chocolate. Where the
 * catalogue has the words apart as well (ca phe, caphe) both may be meant. O(words) look-ups.
 */
export function joinSplit(words: readonly string[], vocabulary: Vocabulary): Joined[] {
  const found: Joined[] = [];
  for (let start = 0; start < words.length; start += 1)
    for (let length = Math.min(MAX_JOINED, words.length - start); length > 1; length -= 1) {
      const apart = words.slice(start, start + length);
      const joined = known(apart.join(''), vocabulary);
      if (!joined) continue;
      const together = apart.every((word, at) => at === 0 || vocabulary.pair(apart[at - 1]!, word) > 0);
      found.push({ start, length, words: [joined], only: !together });
    }
  return found;
}

/** The word as it was typed, or without its diacritics if the catalogue writes it without any: cà phê is caphe. */
function known(joined: string, vocabulary: Vocabulary): string | null {
  // Joined digits are another number.
  if (/^\p{N}+$/u.test(joined)) return null;
  if (vocabulary.has(joined)) return joined;
  const folded = fold(joined);
  return hasDiacritics(joined) && vocabulary.spellings(folded).includes(folded) ? folded : null;
}

function bestPath(part: string, before: readonly (Path | null)[], vocabulary: Vocabulary): Path {
  const alone = vocabulary.frequency(part) / vocabulary.total;
  return cheapest(
    before.map((path) => {
      if (!path) return { part, cost: -Math.log(alone), pairs: 0, before: null };
      const together = vocabulary.pair(path.part, part);
      const chance = (PAIR_WEIGHT * together) / vocabulary.frequency(path.part) + (1 - PAIR_WEIGHT) * alone;
      return { part, cost: path.cost - Math.log(chance), pairs: path.pairs + (together > 0 ? 1 : 0), before: path };
    }),
  )!;
}

/** The most probable path. */
const cheapest = (paths: readonly Path[]): Path | undefined =>
  paths.reduce<Path | undefined>((best, path) => (best && best.cost <= path.cost ? best : path), undefined);

function partsOf(path: Path): string[] {
  const parts: string[] = [];
  for (let at: Path | null = path; at; at = at.before) parts.unshift(at.part);
  return parts;
}
