import type { NearNames } from '../platform/text/near-names.ts';
import type { UnitLevel } from './administrative-unit.entity.ts';
import type { PlaceNames } from './place-names.ts';
import type { Unnamed } from './place-outcome.ts';
import { type PlaceText, type PlaceWord, readText, textOf } from './place-words.ts';

/** Most names that are tried in the place of one. */
const NAMES = 5;

/** Least likeness of a name that is tried: sharing a word is too little. */
const LEAST = 0.65;

/** Most words of a name that nothing parts from what stands before it. */
const WORDS = 4;

/**
 * A text with names that are known in the place of one that is not, the likeliest first: of the words that are said to be a name, else of
 * those it ends with.
 */
export function respellings(text: PlaceText, unnamed: Unnamed | null, near: NearNames, names: PlaceNames): PlaceText[] {
  const spans = unnamed ? [unnamed] : spansAtEnd(text);
  const found = spans.flatMap((span) => nearestTo(text, span, near, names));
  return found.sort((a, b) => b.likeness - a.likeness).map(({ respelt }) => respelt);
}

/** A text without the type of a name. */
interface Untyped {
  readonly text: PlaceText;
  /** Where the name begins. */
  readonly from: number;
  /** The level that the type said. */
  readonly level: UnitLevel;
}

/** A text without the type of the name that is not known, else of the last; null where it has none. */
export function untyped(text: PlaceText, unnamed: Unnamed | null): Untyped | null {
  const at = unnamed?.from ?? text.types.findLastIndex((type) => type !== null);
  const type = text.types[at];
  if (!type) return null;
  const from = at - type.length;
  const { start, gap } = text.words[from]!;
  const words = [...text.words.slice(0, from), { ...text.words[at]!, start, gap }, ...text.words.slice(at + 1)];
  return { text: textOf(text.text, words), from, level: type.said.level };
}

function nearestTo(
  text: PlaceText,
  { from, to, said }: Pick<Unnamed, 'from' | 'to'> & Partial<Unnamed>,
  near: NearNames,
  names: PlaceNames,
) {
  const key = text.words
    .slice(from, to)
    .map((word) => word.key)
    .join(' ');
  // The last word of a street is in many names.
  const least = said || to - from > 1 || text.words[from]!.gap !== 'none' ? LEAST : 1;
  const allows = (name: string) => !said || names.called(name).some(({ unit }) => unit.level === said.level);
  return near
    .nearest(key, NAMES, allows)
    .filter(({ likeness }) => likeness >= least)
    .flatMap((name) =>
      [...new Set(names.called(name.key).map(({ spelt }) => spelt))].map((spelt) => ({ ...name, spelt })),
    )
    .map(({ spelt, likeness }) => ({ likeness, respelt: replaced(text, from, to, spelt) }));
}

/** The last segment, and the last few words of it. */
function spansAtEnd({ words }: PlaceText): { from: number; to: number }[] {
  const start = Math.max(
    0,
    words.findLastIndex(({ gap }) => gap === 'mark'),
  );
  const starts = words.map((_, at) => at).filter((at) => at === start || (at > start && at >= words.length - WORDS));
  return starts.map((from) => ({ from, to: words.length }));
}

function replaced(text: PlaceText, from: number, to: number, name: string): PlaceText {
  const first = text.words[from]!;
  const gap = text.types[from] ? first.gap : 'mark';
  const words = readText([{ text: name }]).words.map(
    (word, at): PlaceWord => ({
      ...word,
      start: first.start,
      column: first.column,
      gap: at > 0 ? word.gap : gap,
    }),
  );
  return textOf(text.text, [...text.words.slice(0, from), ...words, ...text.words.slice(to)]);
}
