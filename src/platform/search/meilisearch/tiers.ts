import {
  type AnalysedText,
  type Closeness,
  coreOf,
  type QueryWord,
  type Tier,
  tiersOf,
  type Variant,
} from '../analysed-text.ts';
import { conditionOf, type Condition as Terms } from '../conditions.ts';
import { all, type Condition } from './conditions.ts';
import { isBegun, isNear, isTier, isUnder, matches } from './matching.ts';
import { isAround, isPhraseInName, kindsOf, placesOf, wordsOf } from './ranking.ts';
import type { Texts } from './texts.ts';

/** A tier of a text, and its place among them. */
export interface Placed {
  readonly tier: Tier;
  readonly place: number;
}

/** Most steps of a text: each costs the engine as much as a search. */
const MAX_STEPS = 6;

/**
 * Conditions by which the best hits of a text come first, or nearly so: whatever fulfils one comes before all that only fulfils a later
 * one. The last one is fulfilled by all that matches.
 */
export function stepsOf(text: AnalysedText): Condition[] {
  const [first, ...others] = tiersOf(text);
  const steps = [
    ...finerThan(first!).map((further) => all(isTier(first!), further)),
    ...(others.length > 0 ? [first!, ...others.slice(0, -1)].map(isTier) : []),
  ];
  return [...steps.slice(0, MAX_STEPS - 1), matches(text)];
}

/** What tells the best hits of a tier from the others. */
function finerThan({ variant, scope }: Tier): Condition[] {
  const core = coreOf(variant);
  const nodes = [...placesOf(variant), ...kindsOf(variant)].map(({ nodes }) => isUnder(nodes));
  const best = scope === 'names' ? isBegun(core) : isNear(core);
  return nodes.length > 0 ? [all(...nodes, best), all(...nodes), best] : [best];
}

/** The tiers of documents that match a text, by their texts. */
export function tierFinder(text: AnalysedText): (texts: Texts) => Placed {
  const tiers = tiersOf(text).map((tier, place) => ({
    tier,
    place,
    condition: conditionOf(tier.variant, tier.closeness),
  }));
  return (texts) => tiers.find(({ tier, condition }) => holds(texts, tier, condition)) ?? tiers.at(-1)!;
}

function holds(texts: Texts, { variant, closeness, scope }: Tier, condition: Terms): boolean {
  if (scope === 'names' && !coreOf(variant).every((word) => isInName(texts, word, closeness))) return false;
  return fulfils(texts, condition) && hasPhrases(texts, variant);
}

function fulfils(texts: Texts, condition: Terms): boolean {
  if ('term' in condition) return texts.has(condition.term);
  if ('begins' in condition) return texts.begins(condition.begins);
  if ('all' in condition) return condition.all.every((one) => fulfils(texts, one));
  return condition.any.some((one) => fulfils(texts, one));
}

const hasPhrases = (texts: Texts, variant: Variant): boolean =>
  variant.phrases
    .filter(({ required }) => required)
    .map((phrase) => wordsOf(phrase, variant))
    .every((words) => isPhraseInName(texts, words) || isAround(texts, words));

function isInName(texts: Texts, { folded, marked, strict, beginning }: QueryWord, closeness: Closeness): boolean {
  const isExact = strict || closeness === 'exact' || closeness === 'begun';
  const whole = isExact ? texts.named(` ${marked ?? folded} `, true) : texts.named(` ${folded} `, false);
  if (!beginning || closeness === 'exact' || closeness === 'whole') return whole;
  const begun =
    'folded' in beginning
      ? texts.named(` ${folded}`, false)
      : beginning.marked.some((begin) => texts.named(` ${begin}`, true));
  return begun || (closeness === 'any' && whole);
}
