import type { Named } from './language/names.ts';
import type { Word } from './words.ts';

/** A word of a query. All words of a query must be found, in any order. */
export interface QueryWord extends Word {
  /** Whether it is found only where it has just these diacritics: so are words that nobody typed, as those of a synonym are. */
  readonly strict: boolean;
  /**
   * Set on a last word that may be unfinished: what else in names and headings it may be the beginning of. With diacritics it has
   * several marked beginnings while its tone may be yet to come: what is still to be typed cannot take away those that are there.
   */
  readonly beginning: { readonly folded: string } | { readonly marked: readonly string[] } | null;
}

/** Words of a variant that belong together, in this order, in a name or in what stands around it. */
export interface Phrase {
  readonly start: number;
  readonly length: number;
  /** Whether they must stand so; else it is only better. */
  readonly required: boolean;
  /** Ids of what they name, if anything: what is one of these or lies in it has the words, whatever its texts say. */
  readonly nodes: readonly string[];
  /** Whether they say where something is from, not what it is. */
  readonly isPlace: boolean;
}

/** How it came about: as it was typed; with its spelling mended; with other words for the same thing; only what a sentence is about. */
export type VariantKind = 'typed' | 'corrected' | 'synonym' | 'core';

/** One way to read a query. A document answers the query if it has all words of some variant. */
export interface Variant {
  readonly kind: VariantKind;
  readonly words: readonly QueryWord[];
  readonly phrases: readonly Phrase[];
}

/** The words that say what is wanted, not where it is to be from; all if no other is left. */
export function coreOf({ words, phrases }: Variant): readonly QueryWord[] {
  const places = phrases.filter(({ isPlace }) => isPlace);
  const core = words.filter((_, at) => !places.some(({ start, length }) => start <= at && at < start + length));
  return core.length > 0 ? core : words;
}

/** What was read otherwise than it was typed. */
export interface Change {
  /** Typed without an input method (nuowcs), joined (nuocmam), or misspelt. */
  readonly kind: 'typing' | 'joined' | 'spelling';
  readonly from: string;
  readonly to: string;
}

/** Words of a query, and what else is said for them. */
export interface AlsoSaid {
  readonly words: string;
  readonly also: readonly string[];
}

/** A text as all engines understand it. */
export interface AnalysedText {
  /** The one that says best what was meant first. None when the text has no word in it; it then finds nothing. */
  readonly variants: readonly Variant[];
  /** What is searched for, in canonical spelling, to be shown: without the words that do not count. */
  readonly searchedFor: string;
  readonly changes: readonly Change[];
  /** What only makes a sentence of it, and was left out. */
  readonly ignored: readonly string[];
  /** What is named in it. */
  readonly names: readonly Named[];
  /** Words that are also looked for in other words. */
  readonly synonyms: readonly AlsoSaid[];
  /** What was perhaps meant: words that are there together, while those that were typed are in no name together. Also searched for. */
  readonly meant: string | null;
}

/**
 * How closely a document must have the words of a variant: with the diacritics that were typed, none where none were (`exact`); the
 * same, but that the unfinished last word may get its own and become longer (`begun`); whatever the diacritics (`whole`); or whatever
 * the diacritics and what the last word becomes (`any`).
 */
export type Closeness = 'exact' | 'begun' | 'whole' | 'any';

/** Where a document must have them: in its names, or anywhere. */
export type Scope = 'names' | 'anywhere';

/** A reason to be found. Whatever is found for one comes before all that is found only for a later one. */
export interface Tier {
  readonly variant: Variant;
  readonly closeness: Closeness;
  readonly scope: Scope;
}

/** Kinds of variants in the order in which they say what was meant. */
const KINDS: readonly VariantKind[] = ['typed', 'corrected', 'synonym'];

/**
 * A synonym in a name says more than a word that is only in some other text, or that only begins so; the same letters with other
 * diacritics are other words, which count in names only.
 */
const ORDER: readonly (readonly [readonly VariantKind[], 'finished' | 'begun' | 'other marks', Scope])[] = [
  [KINDS, 'finished', 'names'],
  [KINDS, 'begun', 'names'],
  [KINDS, 'finished', 'anywhere'],
  [KINDS, 'begun', 'anywhere'],
  [KINDS, 'other marks', 'names'],
  [['core'], 'finished', 'anywhere'],
  [['core'], 'begun', 'anywhere'],
  [['core'], 'other marks', 'names'],
];

/**
 * The tiers of a text, the best first. A tier followed by one of the same variant that holds all of it is left out: within a tier, what
 * is in names, and whole, comes first in any case.
 */
export function tiersOf({ variants }: AnalysedText): Tier[] {
  const tiers = ORDER.flatMap(([kinds, step, scope]) =>
    kinds.flatMap((kind) =>
      variants
        .filter((variant) => variant.kind === kind)
        .flatMap((variant): Tier[] => {
          const closeness = closenessOf(variant, step);
          return closeness ? [{ variant, closeness, scope }] : [];
        }),
    ),
  );
  const kept: Tier[] = [];
  for (const tier of tiers.reverse()) {
    const next = kept.at(-1);
    if (next?.variant !== tier.variant || !holds(next, tier)) kept.push(tier);
  }
  return kept.reverse();
}

/** Without any diacritics a variant says nothing about them. */
function closenessOf({ words }: Variant, step: 'finished' | 'begun' | 'other marks'): Closeness | null {
  const isMarked = words.some(({ strict, marked }) => !strict && marked !== null);
  const isOpen = words.at(-1)!.beginning !== null;
  switch (step) {
    case 'finished':
      return isMarked ? 'exact' : 'whole';
    case 'begun':
      if (!isOpen) return null;
      return isMarked ? 'begun' : 'any';
    case 'other marks':
      return isMarked ? 'any' : null;
  }
}

/** Whether all that is in one tier is in the other, and comes first there. */
const holds = (wider: Tier, tier: Tier): boolean =>
  (wider.closeness === tier.closeness || (wider.closeness === 'any' && tier.closeness === 'whole')) &&
  (wider.scope === tier.scope || tier.scope === 'names');
