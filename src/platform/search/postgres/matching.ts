import sql, { join, raw, type Sql } from 'sql-template-tag';
import { and } from '../../read/sql-text.ts';
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
import { type Condition, conditionOf, nodeTerm } from '../conditions.ts';
import type { Columns } from './columns.ts';

/** What a document scores for reasons of each kind; all that weigh less are together less than one step of it. */
const TIER = 2_000_000;
const IN_NAME = 10_000;
const PHRASE_IN_HEADING = 35_000;
const IN_CATEGORY = 15_000;
const PHRASE_IN_NAME = 2_000;
const WHOLE_IN_NAME = 3_000;
const IN_HEADING = 150;

/** Names longer than this are all equally long. */
const LONGEST_NAME = 140;

/** Whether the row `d` is in some tier of a text. */
export function matches(columns: Columns, text: AnalysedText): Sql {
  const { variants } = text;
  if (variants.length === 0) return raw('false');
  // The index answers for the terms of all variants at once; what it finds is looked at for what is not in the terms.
  const found = fulfils(columns, { any: variants.map((variant) => conditionOf(variant, 'any')) });
  const tiers = widestOf(tiersOf(text));
  const isSaidByTerms = ({ variant, closeness, scope }: Tier) =>
    (closeness === 'any' || !variant.words.at(-1)!.beginning) &&
    scope === 'anywhere' &&
    !variant.phrases.some(({ required }) => required);
  if (tiers.every(isSaidByTerms)) return found;
  // Said of a truth value, the index is not asked for each of the tiers, too.
  return sql`${found} and (${or(tiers.map((tier) => isTier(columns, tier)))}) is true`;
}

/** Those that no other of the same variant holds. */
const widestOf = (tiers: readonly Tier[]): Tier[] =>
  tiers.filter(
    (tier) => !tiers.some((other) => other !== tier && other.variant === tier.variant && isWider(other, tier)),
  );

const WIDTH: Readonly<Record<Closeness, number>> = { exact: 0, begun: 1, whole: 2, any: 3 };

const isWider = (one: Tier, other: Tier): boolean =>
  (one.scope === 'anywhere' || other.scope === 'names') && WIDTH[one.closeness] >= WIDTH[other.closeness];

/**
 * How well the row `d`, which matches, fits: a whole number of 0 or more. First counts the best tier that it is found for; then, in
 * this order, the words found in the name (or the whole text around it, as a category: more than one word, less than two; a place
 * counts as much as its name), the name being or beginning with or containing the text, the words found around it, and how little
 * else the name holds.
 */
export function score(columns: Columns, text: AnalysedText): Sql {
  const tiers = tiersOf(text);
  const cases = tiers.map((tier, place) => {
    const points = sql`${weight(TIER * (tiers.length - 1 - place))} + ${pointsOf(columns, tier.variant)}`;
    return place < tiers.length - 1 ? sql`when ${isTier(columns, tier)} then ${points}` : sql`else ${points}`;
  });
  return cases.length > 1 ? sql`(case ${join(cases, ' ')} end)` : sql`(${pointsOf(columns, tiers[0]!.variant)})`;
}

const fulfils = (columns: Columns, condition: Condition): Sql =>
  sql`${columns.own('terms')} @@ ${tsquery(condition)}::tsquery`;

function tsquery(condition: Condition): string {
  if ('term' in condition) return `'${condition.term}'`;
  if ('begins' in condition) return `'${condition.begins}':*`;
  const parts = 'all' in condition ? condition.all : condition.any;
  return `(${parts.map(tsquery).join('all' in condition ? ' & ' : ' | ')})`;
}

const hasVariant = (columns: Columns, variant: Variant, closeness: Closeness): Sql =>
  and(
    fulfils(columns, conditionOf(variant, closeness)),
    ...variant.phrases.filter(({ required }) => required).map((phrase) => isTogether(columns, phrase, variant)),
  );

function isTier(columns: Columns, { variant, closeness, scope }: Tier): Sql {
  const found = hasVariant(columns, variant, closeness);
  if (scope === 'anywhere') return found;
  return and(...coreOf(variant).map((word) => isInName(columns, word, closeness)), found);
}

function isInName(columns: Columns, { folded, marked, strict, beginning }: QueryWord, closeness: Closeness): Sql {
  const [names, marks] = [columns.own('name_words'), columns.own('name_marks')];
  const isExact = strict || closeness === 'exact' || closeness === 'begun';
  const whole = isExact ? contains(marks, ` ${marked ?? folded} `) : contains(names, ` ${folded} `);
  if (!beginning || closeness === 'exact' || closeness === 'whole') return whole;
  const begins =
    'folded' in beginning
      ? [contains(names, ` ${folded}`)]
      : beginning.marked.map((begin) => contains(marks, ` ${begin}`));
  return or(closeness === 'any' ? [whole, ...begins] : begins);
}

/** Whether the words of a phrase stand together in a name, with their diacritics where they are strict, or around it. */
function isTogether(columns: Columns, phrase: Phrase, variant: Variant): Sql {
  const words = wordsOf(phrase, variant);
  return or([isPhraseInName(columns, words), isAround(columns, words)]);
}

const wordsOf = ({ start, length }: Phrase, { words }: Variant) => words.slice(start, start + length);

function isPhraseInName(columns: Columns, words: readonly QueryWord[]): Sql {
  const isMarked = words.some(({ strict, marked }) => strict && marked !== null);
  return contains(columns.own(isMarked ? 'name_marks' : 'name_words'), ` ${spelt(words, isMarked)} `);
}

const isAround = (columns: Columns, words: readonly QueryWord[]): Sql =>
  contains(columns.own('heading_words'), ` ${spelt(words, false)}${words.at(-1)!.beginning ? '' : ' '}`);

function pointsOf(columns: Columns, variant: Variant): Sql {
  const { phrases, words } = variant;
  const core = coreOf(variant);
  const named = sql`${weight(IN_NAME)} * (${sum(core.map((word) => inName(columns, word)))})`;
  const around = sql`${weight(PHRASE_IN_HEADING)} * (${isAround(columns, core)})::int`;
  const places = core.length < words.length ? phrases.filter(({ isPlace }) => isPlace) : [];
  const kinds = phrases.filter(({ isPlace, nodes, length }) => !isPlace && nodes.length > 0 && length === core.length);
  return sum([
    core.length > 1 ? sql`greatest(${named}, ${around})` : named,
    ...places.map((place) => inPlace(columns, place, variant)),
    ...(places.length > 0 ? [sql`${weight(WHOLE_IN_NAME)} * (${isPhraseInName(columns, words)})::int`] : []),
    ...kinds.map(({ nodes }) => sql`${weight(IN_CATEGORY)} * (${isUnder(columns, nodes)})::int`),
    sql`${weight(PHRASE_IN_NAME)} * ${phraseInName(columns, core)}`,
    sql`${weight(IN_HEADING)} * (${sum(core.map((word) => inHeading(columns, word)))})`,
    sql`${weight(LONGEST_NAME)} - least(${columns.own('name_length')}, ${weight(LONGEST_NAME)})`,
  ]);
}

/**
 * As much as its words are worth in a name for what is named so, or lies there by that name; less for what lies in what the place went
 * into, and least for what only has other places or makers of the name around it.
 */
function inPlace(columns: Columns, phrase: Phrase, variant: Variant): Sql {
  const words = wordsOf(phrase, variant);
  const [around, under] = [isAround(columns, words), isUnder(columns, phrase.nodes)];
  const points = [
    when(isPhraseInName(columns, words), 3),
    sql`when ${under} then case when ${around} then 3 else 2 end`,
    when(around, 1),
  ];
  return sql`${weight(IN_NAME * words.length)} * case ${join(points, ' ')} else 0 end`;
}

const isUnder = (columns: Columns, nodes: readonly string[]): Sql =>
  fulfils(columns, { any: nodes.map((id) => ({ term: nodeTerm(id) })) });

/** 3 for a word as typed, 2 for what it may be the beginning of, 1 for the same letters with other marks. */
function inName(columns: Columns, { folded, marked, strict, beginning }: QueryWord): Sql {
  const [names, marks] = [columns.own('name_words'), columns.own('name_marks')];
  const cases = [when(marked ? contains(marks, ` ${marked} `) : contains(names, ` ${folded} `), 3)];
  if (beginning) {
    const sure = 'marked' in beginning && beginning.marked.length === 1 ? beginning.marked[0]! : null;
    cases.push(when(sure ? contains(marks, ` ${sure}`) : contains(names, ` ${folded}`), 2));
  }
  if (marked && !strict) cases.push(when(contains(names, ` ${folded} `), 1));
  return sql`case ${join(cases, ' ')} else 0 end`;
}

/** 3 when a name is the text, 2 when it begins with it, 1 when it holds it as a phrase. Names stand between bars. */
function phraseInName(columns: Columns, words: readonly QueryWord[]): Sql {
  const { beginning } = words.at(-1)!;
  // While the marks of the last word may be yet to come, they are no beginning of one spelling.
  const isSure = !beginning || ('marked' in beginning && beginning.marked.length === 1);
  const isMarked = isSure && words.some(({ marked }) => marked !== null);
  const names = columns.own(isMarked ? 'name_marks' : 'name_words');
  const text = spelt(words, isMarked);
  const begun = beginning ? text : `${text} `;
  return sql`case ${when(contains(names, `| ${text} |`), 3)} ${when(contains(names, `| ${begun}`), 2)} ${when(contains(names, ` ${begun}`), 1)} else 0 end`;
}

const spelt = (words: readonly QueryWord[], isMarked: boolean): string =>
  words.map(({ folded, marked }) => (isMarked ? (marked ?? folded) : folded)).join(' ');

const inHeading = (columns: Columns, { folded }: QueryWord): Sql =>
  sql`(${contains(columns.own('heading_words'), ` ${folded} `)})::int`;

const contains = (text: Sql, part: string): Sql => sql`strpos(${text}, ${part}) > 0`;

const when = (condition: Sql, points: number): Sql => sql`when ${condition} then ${weight(points)}`;

const sum = (terms: readonly Sql[]): Sql => join(terms, ' + ');

const or = (conditions: readonly Sql[]): Sql => sql`(${join(conditions, ' or ')})`;

const weight = (points: number): Sql => raw(String(points));
