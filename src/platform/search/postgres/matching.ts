import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { and } from '../../read/sql-text.ts';
import { type AnalysedText, type Phrase, type QueryWord, type Tier, tiersOf, type Variant } from '../analysed-text.ts';
import type { Columns } from './columns.ts';

/** What a document scores for reasons of each kind; all that weigh less are together less than one step of it. */
const TIER = 1_000_000;
const IN_NAME = 10_000;
const PHRASE_IN_HEADING = 35_000;
const PHRASE_IN_NAME = 2_000;
const IN_HEADING = 150;

/** Names longer than this are all equally long. */
const LONGEST_NAME = 140;

/** Whether all words of some variant of a text are found in the row `d`, whatever their diacritics. */
export function matches(columns: Columns, { variants }: AnalysedText): Sql {
  if (variants.length === 0) return raw('false');
  const found = isFound(
    columns,
    variants.map((variant) => variant.words.map(anyTerms)),
  );
  if (!variants.some(({ phrases }) => phrases.some(({ required }) => required))) return found;
  // The index answers for the words of all variants at once; what it finds is looked at for phrases.
  return and(
    found,
    join(
      variants.map((variant) => isVariant(columns, variant)),
      ' or ',
      '(',
      ')',
    ),
  );
}

/**
 * How well the row `d`, which matches, fits: a whole number of 0 or more. First counts the best tier that it is found for; then, in
 * this order, the words found in the name (or the whole text around it, as a category or a place: more than one word, less than two),
 * the name being or beginning with or containing the text, the words found around it, and how little else the name holds.
 */
export function score(columns: Columns, text: AnalysedText): Sql {
  const tiers = tiersOf(text);
  const cases = tiers.map((tier, place) => {
    const points = sql`${weight(TIER * (tiers.length - 1 - place))} + ${pointsOf(columns, tier.variant)}`;
    return place < tiers.length - 1 ? sql`when ${isTier(columns, tier)} then ${points}` : sql`else ${points}`;
  });
  return cases.length > 1 ? sql`(case ${join(cases, ' ')} end)` : sql`(${pointsOf(columns, tiers[0]!.variant)})`;
}

/** Ways in which each word may be found, all of which are lexemes; a word is found in one of them. */
type Terms = readonly string[];

const isFound = (columns: Columns, ways: readonly (readonly Terms[])[]): Sql =>
  sql`${columns.own('terms')} @@ ${ways
    .map((words) => `(${words.map((terms) => `(${terms.map(lexeme).join(' | ')})`).join(' & ')})`)
    .join(' | ')}::tsquery`;

const lexeme = (term: string): string => (term.endsWith('*') ? `'${term.slice(0, -1)}':*` : `'${term}'`);

/** A word wherever it is, and terms that begin with it. */
const anyTerms = (word: QueryWord): Terms =>
  word.strict ? exactTerms(word) : [`^${word.folded}`, word.folded, ...beginnings(word)];

/** A word as typed; in other texts than names and headings, one without diacritics may stand for any. */
const exactTerms = ({ folded, marked }: QueryWord): Terms =>
  marked ? [`=${marked}`, `~${marked}`] : [`=${folded}`, folded];

/** Terms that begin so; their marker says that they are a beginning. */
function beginnings({ beginning }: QueryWord): Terms {
  if (!beginning) return [];
  return 'folded' in beginning ? [`^${beginning.folded}*`] : beginning.marked.map((begin) => `=${begin}*`);
}

const isVariant = (columns: Columns, { words, phrases }: Variant): Sql =>
  and(isFound(columns, [words.map(anyTerms)]), ...requiredPhrases(columns, words, phrases));

function isTier(columns: Columns, { variant, closeness }: Tier): Sql {
  const { words, phrases } = variant;
  const terms = words.map((word, place) => {
    if (closeness === 'any') return anyTerms(word);
    if (closeness === 'exact' || place < words.length - 1) return exactTerms(word);
    return word.marked ? beginnings(word) : [word.folded, ...beginnings(word)];
  });
  return and(isFound(columns, [terms]), ...requiredPhrases(columns, words, phrases));
}

const requiredPhrases = (columns: Columns, words: readonly QueryWord[], phrases: readonly Phrase[]): Sql[] =>
  phrases.filter(({ required }) => required).map((phrase) => isPhrase(columns, wordsOf(phrase, words)));

const wordsOf = ({ start, length }: Phrase, words: readonly QueryWord[]) => words.slice(start, start + length);

/** Whether words stand together in a name, with their diacritics where they are strict, or around it. */
function isPhrase(columns: Columns, words: readonly QueryWord[]): Sql {
  const isMarked = words.some(({ strict, marked }) => strict && marked !== null);
  const names = columns.own(isMarked ? 'name_marks' : 'name_words');
  return sql`(${contains(names, ` ${phraseOf(words, isMarked)} `)} or ${isAround(columns, words)})`;
}

const isAround = (columns: Columns, words: readonly QueryWord[]): Sql =>
  contains(columns.own('heading_words'), ` ${phraseOf(words, false)}${words.at(-1)!.beginning ? '' : ' '}`);

function pointsOf(columns: Columns, { words, phrases }: Variant): Sql {
  const named = sql`${weight(IN_NAME)} * (${sum(words.map((word) => inName(columns, word)))})`;
  const whole = sql`${weight(PHRASE_IN_HEADING)} * (${isAround(columns, words)})::int`;
  const together = phrases
    .filter(({ required, length }) => !required && length > 1 && length < words.length)
    .map((phrase) => sql`${weight(IN_NAME)} * (${isPhrase(columns, wordsOf(phrase, words))})::int`);
  return sum([
    words.length > 1 ? sql`greatest(${named}, ${whole})` : named,
    ...together,
    sql`${weight(PHRASE_IN_NAME)} * ${phraseInName(columns, words)}`,
    sql`${weight(IN_HEADING)} * (${sum(words.map((word) => inHeading(columns, word)))})`,
    sql`${weight(LONGEST_NAME)} - least(${columns.own('name_length')}, ${weight(LONGEST_NAME)})`,
  ]);
}

const sum = (terms: readonly Sql[]): Sql => (terms.length > 0 ? join(terms, ' + ') : empty);

const weight = (points: number): Sql => raw(String(points));

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
  // While the tone of the last word may be yet to come, its marks are no beginning of one spelling.
  const isSure = !beginning || 'folded' in beginning || beginning.marked.length === 1;
  const isMarked = isSure && words.some(({ marked }) => marked !== null);
  const names = columns.own(isMarked ? 'name_marks' : 'name_words');
  const text = phraseOf(words, isMarked);
  const begun = beginning ? text : `${text} `;
  return sql`case ${when(contains(names, `| ${text} |`), 3)} ${when(contains(names, `| ${begun}`), 2)} ${when(contains(names, ` ${begun}`), 1)} else 0 end`;
}

const phraseOf = (words: readonly QueryWord[], isMarked: boolean): string =>
  words.map(({ folded, marked }) => (isMarked ? (marked ?? folded) : folded)).join(' ');

const inHeading = (columns: Columns, { folded }: QueryWord): Sql =>
  sql`(${contains(columns.own('heading_words'), ` ${folded} `)})::int`;

const contains = (text: Sql, part: string): Sql => sql`strpos(${text}, ${part}) > 0`;

const when = (condition: Sql, points: number): Sql => sql`when ${condition} then ${weight(points)}`;
