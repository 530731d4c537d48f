import { type AnalysedText, coreOf, type Tier, tiersOf } from '../analysed-text.ts';
import { conditionOf, type Condition as Terms } from '../conditions.ts';
import { inNames, inPhrases } from '../document-texts.ts';
import { kindsOf, placesOf } from '../ranking.ts';
import { all, type Condition } from './conditions.ts';
import { isBegun, isNear, isTier, isUnder, matches } from './matching.ts';
import { HIT_TEXTS, type Texts } from './texts.ts';

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

/** What tells the best hits of a tier from the others, in the order of their scores. */
function finerThan(tier: Tier): Condition[] {
  const core = coreOf(tier.variant);
  const nodes = [...placesOf(tier.variant), ...kindsOf(tier.variant)].map(({ nodes }) => isUnder(nodes));
  const begun = isBegun(core);
  if (tier.scope === 'names') return nodes.length > 0 ? [all(...nodes, begun), all(...nodes), begun] : [begun];
  const named = isTier({ ...tier, scope: 'names' });
  const near = isNear(core);
  return nodes.length > 0 ? [all(...nodes, named), all(...nodes, near), named, near] : [all(named, begun), named, near];
}

/** Finds the tier of a document that matches a text, by its texts. */
export function tierFinder(text: AnalysedText): (texts: Texts) => number {
  const tests = tiersOf(text).map(testOf);
  return (texts) => {
    const place = tests.findIndex((isIn) => isIn(texts));
    return place < 0 ? tests.length - 1 : place;
  };
}

function testOf({ variant, closeness, scope }: Tier): (texts: Texts) => boolean {
  const condition = conditionOf(variant, closeness);
  const isNamed = scope === 'names' ? inNames(HIT_TEXTS, variant, closeness) : null;
  const isTogether = inPhrases(HIT_TEXTS, variant);
  return (texts) => (!isNamed || isNamed(texts)) && fulfils(texts, condition) && (!isTogether || isTogether(texts));
}

function fulfils(texts: Texts, condition: Terms): boolean {
  if ('term' in condition) return texts.has(condition.term);
  if ('begins' in condition) return texts.begins(condition.begins);
  if ('all' in condition) return condition.all.every((one) => fulfils(texts, one));
  return condition.any.some((one) => fulfils(texts, one));
}
