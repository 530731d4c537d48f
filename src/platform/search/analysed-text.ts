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
}

/** How a variant came about: as it was typed; with its spelling mended; with other words for the same thing. */
export type VariantKind = 'typed' | 'corrected' | 'synonym';

/** One way to read a query. A document answers the query if it has all words of some variant. */
export interface Variant {
  readonly kind: VariantKind;
  readonly words: readonly QueryWord[];
  readonly phrases: readonly Phrase[];
}

/** A text as all engines understand it. */
export interface AnalysedText {
  /** The one that says best what was meant first. None when the text has no word in it; it then finds nothing. */
  readonly variants: readonly Variant[];
  /** What is searched for, in canonical spelling, to be shown: without the words that do not count. */
  readonly searchedFor: string;
}

/**
 * How closely a document must have the words of a variant: with the diacritics that were typed, none where none were; the same, but that
 * the unfinished last word may get its own; or whatever the diacritics.
 */
export type Closeness = 'exact' | 'begun' | 'any';

/** A reason to be found. Whatever is found for one comes before all that is found only for a later one. */
export interface Tier {
  readonly variant: Variant;
  readonly closeness: Closeness;
}

/** Synonyms say what was meant; the same letters with other diacritics are other words. */
const ORDER: readonly (readonly [VariantKind, Closeness])[] = [
  ['typed', 'exact'],
  ['typed', 'begun'],
  ['corrected', 'exact'],
  ['corrected', 'begun'],
  ['synonym', 'exact'],
  ['synonym', 'begun'],
  ['typed', 'any'],
  ['corrected', 'any'],
  ['synonym', 'any'],
];

/** The tiers of a text, the best first. Without any diacritics a variant says nothing about them: it has one tier, the best. */
export function tiersOf({ variants }: AnalysedText): Tier[] {
  const tiers = variants.flatMap((variant): (Tier & { place: number })[] => {
    const place = (closeness: Closeness) =>
      ORDER.findIndex(([kind, close]) => kind === variant.kind && close === closeness);
    const loose = variant.words.filter(({ strict }) => !strict);
    if (loose.every(({ marked }) => marked === null)) return [{ variant, closeness: 'any', place: place('exact') }];
    const closenesses: Closeness[] = variant.words.at(-1)!.beginning ? ['exact', 'begun', 'any'] : ['exact', 'any'];
    return closenesses.map((closeness) => ({ variant, closeness, place: place(closeness) }));
  });
  return tiers.sort((a, b) => a.place - b.place).map(({ variant, closeness }) => ({ variant, closeness }));
}
