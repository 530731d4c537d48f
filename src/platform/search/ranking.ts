import { coreOf, type Phrase, type QueryWord, type Tier, type Variant } from './analysed-text.ts';
import {
  type Ask,
  phraseAround,
  phraseInName,
  phraseOf,
  type Test,
  type TextTests,
  wordsOf,
} from './document-texts.ts';

/** What a document scores for reasons of each kind; all that weigh less are together less than one step of it. */
const TIER = 2_000_000;
const IN_NAME = 10_000;
const PHRASE_IN_HEADING = 35_000;
const IN_CATEGORY = 15_000;
const PHRASE_IN_NAME = 2_000;
const WHOLE_IN_NAME = 3_000;
const BEGUN_TOGETHER = 9_000;
const IN_HEADING = 150;

/** Names longer than this are all equally long. */
const LONGEST_NAME = 140;

/**
 * How well the documents of each of the tiers of a text fit: a whole number of 0 or more. First counts the best tier that it is found
 * for; then, in this order, the words found in the name (or the whole text around it, as a category: more than one word, less than two;
 * a place counts as much as its name), the name being or beginning with or containing the text, the words found around it, and how
 * little else the name holds. Of several words an unfinished last one counts as whole where it stands beside the others: who types "máy
 * sấ" has more use for máy sấy than for a name that happens to have both.
 */
export function scores<D>(texts: TextTests<D>, tiers: readonly Tier[]): Ask<D, number>[] {
  return tiers.map(({ variant }, place) => {
    const base = TIER * (tiers.length - 1 - place);
    const points = pointsOf(texts, variant);
    return (document) => base + points(document);
  });
}

/** The places that say where something is from, if there is more in the query than that. */
export const placesOf = (variant: Variant): readonly Phrase[] =>
  coreOf(variant).length < variant.words.length ? variant.phrases.filter(({ isPlace }) => isPlace) : [];

/** The categories that say all that is wanted. */
export function kindsOf(variant: Variant): readonly Phrase[] {
  const { length: all } = coreOf(variant);
  return variant.phrases.filter(({ isPlace, nodes, length }) => !isPlace && nodes.length > 0 && length === all);
}

/** Whether a phrase is looked for in names with its diacritics: while those of its last word may be yet to come, it is not. */
export function isNamedMarked(words: readonly QueryWord[]): boolean {
  const { beginning } = words.at(-1)!;
  const isSure = !beginning || ('marked' in beginning && beginning.marked.length === 1);
  return isSure && words.some(({ marked }) => marked !== null);
}

function pointsOf<D>(texts: TextTests<D>, variant: Variant): Ask<D, number> {
  const core = coreOf(variant);
  const places = placesOf(variant);
  const inNames = sum(core.map((word) => inName(texts, word)));
  const isAround = phraseAround(texts, core);
  const named: Ask<D, number> = (document) => IN_NAME * inNames(document);
  return sum([
    core.length > 1 ? (document) => Math.max(named(document), isAround(document) ? PHRASE_IN_HEADING : 0) : named,
    ...places.map((place) => inPlace(texts, place, variant)),
    ...(places.length > 0 ? [worth(WHOLE_IN_NAME, phraseInName(texts, variant.words))] : []),
    ...kindsOf(variant).map(({ nodes }) => worth(IN_CATEGORY, texts.under(nodes))),
    asPhrase(texts, core),
    ...core.map(({ folded }) => worth(IN_HEADING, texts.around(` ${folded} `))),
    (document) => LONGEST_NAME - Math.min(texts.nameLength(document), LONGEST_NAME),
  ]);
}

/** 3 for a word as typed, 2 for what it may be the beginning of, 1 for the same letters with other marks. */
function inName<D>(texts: TextTests<D>, { folded, marked, strict, beginning }: QueryWord): Ask<D, number> {
  const isWhole = texts.named(` ${marked ?? folded} `, marked !== null);
  const sure = beginning && 'marked' in beginning && beginning.marked.length === 1 ? beginning.marked[0]! : null;
  const isBegun = beginning && texts.named(` ${sure ?? folded}`, sure !== null);
  const isFolded = marked !== null && !strict ? texts.named(` ${folded} `, false) : null;
  return (document) => {
    if (isWhole(document)) return 3;
    if (isBegun?.(document)) return 2;
    return isFolded?.(document) ? 1 : 0;
  };
}

/**
 * As much as its words are worth in a name for what is named so, or lies there by that name; less for what lies in what the place went
 * into, and least for what only has other places or makers of the name around it.
 */
function inPlace<D>(texts: TextTests<D>, phrase: Phrase, variant: Variant): Ask<D, number> {
  const words = wordsOf(phrase, variant);
  const [isNamed, isAround, isUnder] = [
    phraseInName(texts, words),
    phraseAround(texts, words),
    texts.under(phrase.nodes),
  ];
  const each = IN_NAME * words.length;
  return (document) => {
    if (isNamed(document)) return 3 * each;
    if (isUnder(document)) return (isAround(document) ? 3 : 2) * each;
    return isAround(document) ? each : 0;
  };
}

/** The most when a name is the text, less when it begins with it, least when it holds it as a phrase; more where its last word goes on there. */
function asPhrase<D>(texts: TextTests<D>, words: readonly QueryWord[]): Ask<D, number> {
  // While the marks of the last word may be yet to come, they are no beginning of one spelling.
  const isMarked = isNamedMarked(words);
  const text = phraseOf(words, isMarked);
  const isOpen = words.at(-1)!.beginning !== null;
  const begun = isOpen ? text : `${text} `;
  const [is, begins, has] = [`| ${text} |`, `| ${begun}`, ` ${begun}`].map((part) => texts.named(part, isMarked));
  const isWhole = isOpen && words.length > 1 ? texts.named(` ${text} `, isMarked) : () => true;
  return (document) => {
    if (!has!(document)) return 0;
    if (is!(document)) return 3 * PHRASE_IN_NAME;
    return (begins!(document) ? 2 : 1) * PHRASE_IN_NAME + (isWhole(document) ? 0 : BEGUN_TOGETHER);
  };
}

const worth =
  <D>(points: number, isThere: Test<D>): Ask<D, number> =>
  (document) =>
    isThere(document) ? points : 0;

const sum =
  <D>(reasons: readonly Ask<D, number>[]): Ask<D, number> =>
  (document) => {
    let points = 0;
    for (const reason of reasons) points += reason(document);
    return points;
  };
