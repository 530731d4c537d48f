import {
  type AnalysedText,
  type Closeness,
  coreOf,
  type Phrase,
  type QueryWord,
  type Tier,
  tiersOf,
  type Variant,
} from '../analysed-text.ts';
import { conditionOf, nodeTerm, type Condition as Terms } from '../conditions.ts';
import { phraseOf, wordsOf } from '../document-texts.ts';
import { isNamedMarked } from '../ranking.ts';
import { all, beginsWith, type Condition, isOneOf, oneOf } from './conditions.ts';
import { factored } from './factoring.ts';
import { spell } from './spelling.ts';
import { FOLDED, MARKED, pairsOf } from './texts.ts';

/** Whether a document is in some tier of a text. */
export const matches = (text: AnalysedText): Condition => oneOf(...widestOf(tiersOf(text)).map(isTier));

/** Those that no other of the same variant holds. */
const widestOf = (tiers: readonly Tier[]): Tier[] =>
  tiers.filter(
    (tier) => !tiers.some((other) => other !== tier && other.variant === tier.variant && isWider(other, tier)),
  );

const WIDTH: Readonly<Record<Closeness, number>> = { exact: 0, begun: 1, whole: 2, any: 3 };

const isWider = (one: Tier, other: Tier): boolean =>
  (one.scope === 'anywhere' || other.scope === 'names') && WIDTH[one.closeness] >= WIDTH[other.closeness];

/** Whether a document is in a tier. */
export function isTier({ variant, closeness, scope }: Tier): Condition {
  const found = hasVariant(variant, closeness);
  if (scope === 'anywhere') return found;
  return all(...coreOf(variant).map((word) => isInName(word, closeness)), found);
}

const hasVariant = (variant: Variant, closeness: Closeness): Condition =>
  all(
    fulfils(factored(conditionOf(variant, closeness))),
    ...variant.phrases
      .filter(({ required, length }) => required && length > 1)
      .map((phrase) => isTogether(phrase, variant)),
  );

/** A condition on the terms that all engines hold, in the language of this one. */
function fulfils(condition: Terms): Condition {
  if ('term' in condition) return isOneOf('terms', [spell(condition.term)]);
  if ('begins' in condition) return beginsWith('terms', spell(condition.begins));
  if ('all' in condition) return all(...condition.all.map(fulfils));
  const terms = condition.any.flatMap((way) => ('term' in way ? [spell(way.term)] : []));
  return oneOf(
    ...(terms.length > 0 ? [isOneOf('terms', terms)] : []),
    ...condition.any.filter((way) => !('term' in way)).map(fulfils),
  );
}

function isInName({ folded, marked, strict, beginning }: QueryWord, closeness: Closeness): Condition {
  const isExact = strict || closeness === 'exact' || closeness === 'begun';
  const whole = isOneOf('nameWords', [isExact ? MARKED + spell(marked ?? folded) : FOLDED + spell(folded)]);
  if (!beginning || closeness === 'exact' || closeness === 'whole') return whole;
  const begins = 'folded' in beginning ? [FOLDED + folded] : beginning.marked.map((begin) => MARKED + begin);
  const begun = begins.map((begin) => beginsWith('nameWords', spell(begin)));
  return oneOf(...(closeness === 'any' ? [whole, ...begun] : begun));
}

/** Whether the words of a phrase, two or more, stand together in a name, with their diacritics where they are strict, or around it. */
function isTogether(phrase: Phrase, variant: Variant): Condition {
  const words = wordsOf(phrase, variant);
  const isMarked = words.some(({ strict, marked }) => strict && marked !== null);
  const pairs = pairsOf(words.map((word) => phraseOf([word], isMarked)));
  return oneOf(
    all(...pairs.map((pair) => isOneOf('nameWords', [(isMarked ? MARKED : FOLDED) + spell(pair)]))),
    isAround(words),
  );
}

/** Whether words, two or more, stand beside each other around the names. A last word that is unfinished may go on there. */
function isAround(words: readonly QueryWord[]): Condition {
  const pairs = pairsOf(words.map(({ folded }) => folded)).map((pair) => FOLDED + spell(pair));
  const isOpen = words.at(-1)!.beginning !== null;
  return all(
    ...pairs.map((pair, place) =>
      isOpen && place === pairs.length - 1 ? beginsWith('aroundPairs', pair) : isOneOf('aroundPairs', [pair]),
    ),
  );
}

/** Whether a name begins with words, or is them. */
export function isBegun(words: readonly QueryWord[]): Condition {
  const isMarked = isNamedMarked(words);
  const text = (isMarked ? MARKED : FOLDED) + spell(phraseOf(words, isMarked));
  if (words.at(-1)!.beginning) return beginsWith('names', text);
  return oneOf(isOneOf('names', [text]), beginsWith('names', `${text} `));
}

/** Whether the words, two or more, stand around the names, or else some of them in a name. */
export const isNear = (words: readonly QueryWord[]): Condition =>
  words.length > 1
    ? isAround(words)
    : isOneOf(
        'nameWords',
        words.map(({ folded }) => FOLDED + spell(folded)),
      );

export const isUnder = (nodes: readonly string[]): Condition => isOneOf('terms', nodes.map(nodeTerm));
