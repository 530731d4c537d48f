import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { AnalysedText, QueryWord } from '../analyser.ts';
import type { Columns } from './columns.ts';

/** What a document scores for reasons of each kind; all that weigh less are together less than one step of it. */
const EXACT = 1_000_000;
const IN_NAME = 10_000;
const PHRASE_IN_HEADING = 35_000;
const PHRASE_IN_NAME = 2_000;
const IN_HEADING = 150;

/** Names longer than this are all equally long. */
const LONGEST_NAME = 140;

/** Whether all words of a text are found in the row `d`, whatever their diacritics. */
export function matches(columns: Columns, { words }: AnalysedText): Sql {
  if (words.length === 0) return raw('false');
  return isFound(
    columns,
    words.map((word) => [`^${word.folded}`, word.folded, ...beginnings(word)].map(lexeme)),
  );
}

/** Terms that begin so; their marker says that they are a beginning. */
function beginnings({ beginning }: QueryWord): string[] {
  if (!beginning) return [];
  return 'folded' in beginning ? [`^${beginning.folded}*`] : beginning.marked.map((begin) => `=${begin}*`);
}

const lexeme = (term: string): string => (term.endsWith('*') ? `'${term.slice(0, -1)}':*` : `'${term}'`);

const isFound = (columns: Columns, alternatives: readonly (readonly string[])[]): Sql =>
  sql`${columns.own('terms')} @@ ${alternatives.map((terms) => `(${terms.join(' | ')})`).join(' & ')}::tsquery`;

/**
 * How well the row `d` fits, a whole number of 0 or more. First come rows that have all diacritics of the query; then, in this order,
 * count the words found in the name (or the whole text around it, as a category or a place: more than one word, less than two), the name being
 * or beginning with or containing the text, the words found around it, and how little else the name holds.
 */
export function score(columns: Columns, { words }: AnalysedText): Sql {
  const named = sql`${weight(IN_NAME)} * (${join(
    words.map((word) => inName(columns, word)),
    ' + ',
  )})`;
  const around = contains(
    columns.own('heading_words'),
    ` ${phraseOf(words, false)}${words.at(-1)!.beginning ? '' : ' '}`,
  );
  const scores = [
    exactness(columns, words),
    words.length > 1 ? sql`greatest(${named}, ${weight(PHRASE_IN_HEADING)} * (${around})::int)` : named,
    sql`${weight(PHRASE_IN_NAME)} * ${phraseInName(columns, words)}`,
    sql`${weight(IN_HEADING)} * (${join(
      words.map((word) => inHeading(columns, word)),
      ' + ',
    )})`,
    sql`${weight(LONGEST_NAME)} - least(${columns.own('name_length')}, ${weight(LONGEST_NAME)})`,
  ];
  return sql`(${join(
    scores.filter((score) => score !== null),
    ' + ',
  )})`;
}

const weight = (points: number): Sql => raw(String(points));

/**
 * Two for all diacritics as typed, those that are not there included; one when the last word may still get its own. Null for a text
 * without any, which says nothing about them. In other texts than names and headings, a word without diacritics may stand for any.
 */
function exactness(columns: Columns, words: readonly QueryWord[]): Sql | null {
  if (words.every(({ marked }) => marked === null)) return null;
  const whole = words.map(({ folded, marked }) => (marked ? [`=${marked}`, `~${marked}`] : [`=${folded}`, folded]));
  const exact = isFound(
    columns,
    whole.map((terms) => terms.map(lexeme)),
  );
  const last = words.at(-1)!;
  if (!last.beginning) return sql`${weight(2 * EXACT)} * (${exact})::int`;
  const begin = last.marked ? beginnings(last) : [last.folded, ...beginnings(last)];
  const begun = isFound(
    columns,
    [...whole.slice(0, -1), begin].map((terms) => terms.map(lexeme)),
  );
  return sql`${weight(EXACT)} * case when ${exact} then 2 when ${begun} then 1 else 0 end`;
}

/** 3 for a word as typed, 2 for what it may be the beginning of, 1 for the same letters with other marks. */
function inName(columns: Columns, { folded, marked, beginning }: QueryWord): Sql {
  const [names, marks] = [columns.own('name_words'), columns.own('name_marks')];
  const cases = [when(marked ? contains(marks, ` ${marked} `) : contains(names, ` ${folded} `), 3)];
  if (beginning) {
    const sure = 'marked' in beginning && beginning.marked.length === 1 ? beginning.marked[0]! : null;
    cases.push(when(sure ? contains(marks, ` ${sure}`) : contains(names, ` ${folded}`), 2));
  }
  if (marked) cases.push(when(contains(names, ` ${folded} `), 1));
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
