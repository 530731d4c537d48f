import { coreOf, type Phrase, type QueryWord, type Tier, type Variant } from '../analysed-text.ts';
import type { Texts } from './texts.ts';

/** What a document scores for reasons of each kind, as in ../postgres/matching.ts. */
const IN_NAME = 10_000;
const PHRASE_IN_HEADING = 35_000;
const IN_CATEGORY = 15_000;
const PHRASE_IN_NAME = 2_000;
const WHOLE_IN_NAME = 3_000;
const IN_HEADING = 150;
const LONGEST_NAME = 140;

/** A hit with what it is ranked by, and the place of its tier among all. */
export interface Candidate {
  readonly id: string;
  readonly tier: Tier;
  readonly place: number;
  readonly texts: Texts;
}

/** Puts hits in the order in which PostgreSQL has them: by tier, by points within it, and then by id. */
export function inOrder<Hit extends Candidate>(hits: readonly Hit[]): Hit[] {
  const rated = hits.map((hit) => ({ hit, points: pointsOf(hit.texts, hit.tier.variant) }));
  rated.sort((a, b) => a.hit.place - b.hit.place || b.points - a.points || (a.hit.id < b.hit.id ? -1 : 1));
  return rated.map(({ hit }) => hit);
}

/** The places that say where something is from, if there is more in the query than that. */
export const placesOf = (variant: Variant): readonly Phrase[] =>
  coreOf(variant).length < variant.words.length ? variant.phrases.filter(({ isPlace }) => isPlace) : [];

/** The categories that say all that is wanted. */
export function kindsOf(variant: Variant): readonly Phrase[] {
  const { length: all } = coreOf(variant);
  return variant.phrases.filter(({ isPlace, nodes, length }) => !isPlace && nodes.length > 0 && length === all);
}

export const wordsOf = ({ start, length }: Phrase, { words }: Variant): readonly QueryWord[] =>
  words.slice(start, start + length);

export const phraseOf = (words: readonly QueryWord[], isMarked: boolean): string =>
  words.map(({ folded, marked }) => (isMarked ? (marked ?? folded) : folded)).join(' ');

/** Whether a phrase is looked for in names with its diacritics: while those of its last word may be yet to come, it is not. */
export function isNamedMarked(words: readonly QueryWord[]): boolean {
  const { beginning } = words.at(-1)!;
  const isSure = !beginning || ('marked' in beginning && beginning.marked.length === 1);
  return isSure && words.some(({ marked }) => marked !== null);
}

function pointsOf(texts: Texts, variant: Variant): number {
  const core = coreOf(variant);
  const places = placesOf(variant);
  const named = IN_NAME * sum(core.map((word) => inName(texts, word)));
  const around = core.length > 1 && isAround(texts, core) ? PHRASE_IN_HEADING : 0;
  return (
    Math.max(named, around) +
    sum(places.map((place) => inPlace(texts, place, variant))) +
    (places.length > 0 && isPhraseInName(texts, variant.words) ? WHOLE_IN_NAME : 0) +
    sum(kindsOf(variant).map(({ nodes }) => (texts.under(nodes) ? IN_CATEGORY : 0))) +
    PHRASE_IN_NAME * phraseInName(texts, core) +
    IN_HEADING * core.filter(({ folded }) => texts.around(` ${folded} `)).length +
    LONGEST_NAME -
    Math.min(texts.nameLength, LONGEST_NAME)
  );
}

function inName(texts: Texts, { folded, marked, strict, beginning }: QueryWord): number {
  if (texts.named(` ${marked ?? folded} `, marked !== null)) return 3;
  if (beginning) {
    const sure = 'marked' in beginning && beginning.marked.length === 1 ? beginning.marked[0]! : null;
    if (texts.named(` ${sure ?? folded}`, sure !== null)) return 2;
  }
  return marked && !strict && texts.named(` ${folded} `, false) ? 1 : 0;
}

function inPlace(texts: Texts, phrase: Phrase, variant: Variant): number {
  const words = wordsOf(phrase, variant);
  const around = isAround(texts, words);
  const each = IN_NAME * words.length;
  if (isPhraseInName(texts, words)) return 3 * each;
  if (texts.under(phrase.nodes)) return (around ? 3 : 2) * each;
  return around ? each : 0;
}

function phraseInName(texts: Texts, words: readonly QueryWord[]): number {
  const isMarked = isNamedMarked(words);
  const text = phraseOf(words, isMarked);
  const begun = words.at(-1)!.beginning ? text : `${text} `;
  if (texts.named(`| ${text} |`, isMarked)) return 3;
  if (texts.named(`| ${begun}`, isMarked)) return 2;
  return texts.named(` ${begun}`, isMarked) ? 1 : 0;
}

export function isPhraseInName(texts: Texts, words: readonly QueryWord[]): boolean {
  const isMarked = words.some(({ strict, marked }) => strict && marked !== null);
  return texts.named(` ${phraseOf(words, isMarked)} `, isMarked);
}

export const isAround = (texts: Texts, words: readonly QueryWord[]): boolean =>
  texts.around(` ${phraseOf(words, false)}${words.at(-1)!.beginning ? '' : ' '}`);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
