import { type AnalysedText, tiersOf, type Variant } from './analysed-text.ts';
import { placedWords } from './placed-words.ts';
import { type Fit, type Placed, place, type ReadText } from './placement.ts';
import { type Origin, type Wording, wordingsOf } from './query-wording.ts';

/** A text of a document, or a name of something that it is or lies in. */
export interface LabelledText extends Pick<ReadText, 'field' | 'text' | 'node'> {}

/** Labels of texts by what they count, and among those of a kind the more telling first. */
export interface TextLabels {
  readonly names: readonly string[];
  /** What stands around names: as in these, a word counts wherever it stands. */
  readonly around: readonly string[];
  readonly others: readonly string[];
}

/** How words of a query were found. */
export type Match = 'EXACT' | 'OTHER_MARKS' | 'BEGINNING' | 'CORRECTED' | 'SYNONYM';

/** Why a document was found: words of the query, and what answers them. */
export interface Reason {
  readonly words: string;
  readonly found: string;
  readonly field: string;
  readonly match: Match;
}

/**
 * Why a document with these texts is found by a query: the best place for each word, in the best reading of the query that the document
 * answers. Names come before what stands around them, and that before all other texts; words that stand together are one reason. Where
 * the texts no longer answer the query, those are told that still do. O(tiers · words of the query · words of the texts).
 */
export function reasonsOf(texts: readonly LabelledText[], query: AnalysedText, labels: TextLabels): Reason[] {
  const read = readTexts(texts, labels);
  let best: { placed: readonly Placed[]; missing: number; variant: Variant } | null = null;
  for (const tier of tiersOf(query)) {
    const { placed, missing } = place(tier, read);
    if (!best || missing < best.missing) best = { placed, missing, variant: tier.variant };
    if (missing === 0) break;
  }
  if (!best) return [];
  const wordings = wordingsOf(query, best.variant);
  const reasons = best.placed.flatMap((placed) => reasonsAt(placed, wordings));
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}

/** In the order of their labels; what has none of these is left out. */
function readTexts(texts: readonly LabelledText[], { names, around, others }: TextLabels): ReadText[] {
  const byLabel = Map.groupBy(texts, ({ field }) => field);
  const ranked = (rank: ReadText['rank'], labels: readonly string[]) =>
    labels.flatMap((label) =>
      (byLabel.get(label) ?? []).map((text): ReadText => ({ ...text, rank, words: placedWords(text.text) })),
    );
  return [...ranked('name', names), ...ranked('around', around), ...ranked('other', others)];
}

/** Words that stand together are one reason as far as they were found in one way. */
function reasonsAt({ at, fits, text, from }: Placed, wordings: readonly Wording[]): Reason[] {
  const reasons: (Reason & { start: number })[] = [];
  const end = at + fits.length;
  for (const { start, length, said, origin } of wordings) {
    if (start < at || start >= end) continue;
    const match = matchOf(origin, fits[start - at]!);
    const before = reasons.at(-1);
    const isOne = before?.match === match && origin !== 'otherwise';
    const first = isOne ? before.start : start;
    const found = from === null ? text.text : slice(text, from + first - at, from + Math.min(start + length, end) - at);
    const words = isOne ? `${before.words} ${said}` : said;
    if (isOne) reasons.pop();
    reasons.push({ words, found, field: text.field, match, start: first });
  }
  return reasons.map(({ start: _, ...reason }) => reason);
}

const slice = ({ text, words }: ReadText, from: number, to: number): string =>
  text.slice(words[from]!.start, words[to - 1]!.end);

function matchOf(origin: Origin, fit: Fit): Match {
  if (origin === 'otherwise' || fit === 'named') return 'SYNONYM';
  if (origin === 'mended') return 'CORRECTED';
  return fit === 'exact' ? 'EXACT' : fit === 'beginning' ? 'BEGINNING' : 'OTHER_MARKS';
}
