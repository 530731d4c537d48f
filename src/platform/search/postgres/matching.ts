import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { AnalysedText, QueryWord } from '../analyser.ts';

/** Most that a document scores for reasons of one kind; each kind outweighs all that follow it. */
const EXACT = 1_000_000;
const IN_NAME = 10_000;
const PHRASE = 2_000;
const IN_HEADING = 150;

/** Names longer than this are all equally long. */
const LONGEST_NAME = 140;

/** Whether all words of a text are found in the row `d`, whatever their diacritics. */
export function matches({ words }: AnalysedText): Sql {
  if (words.length === 0) return raw('false');
  return isFound(words.map((word) => [`^${word.folded}`, word.folded, ...beginnings(word)].map(lexeme)));
}

/** Terms that begin so; their marker says that they are a beginning. */
function beginnings({ beginning }: QueryWord): string[] {
  if (!beginning) return [];
  return 'folded' in beginning ? [`^${beginning.folded}*`] : [`=${beginning.marked}*`];
}

const lexeme = (term: string): string => (term.endsWith('*') ? `'${term.slice(0, -1)}':*` : `'${term}'`);

const isFound = (alternatives: readonly (readonly string[])[]): Sql =>
  sql`d.terms @@ ${alternatives.map((terms) => `(${terms.join(' | ')})`).join(' & ')}::tsquery`;

/**
 * How well the row `d` fits, a whole number of 0 or more. First come rows that have all diacritics of the query; then, in this
 * order, count the words found in the name, the name being or beginning with or containing the text as a phrase, the
 * words found around the name, and how little else the name holds.
 */
export function score({ words }: AnalysedText): Sql {
  const scores = [
    exactness(words),
    sql`${raw(String(IN_NAME))} * (${join(words.map(inName), ' + ')})`,
    sql`${raw(String(PHRASE))} * ${phrase(words)}`,
    sql`${raw(String(IN_HEADING))} * (${join(words.map(inHeading), ' + ')})`,
    sql`${raw(String(LONGEST_NAME))} - least(d.name_length, ${raw(String(LONGEST_NAME))})`,
  ];
  return sql`(${join(
    scores.filter((score) => score !== null),
    ' + ',
  )})`;
}

/** Two for all diacritics as typed, one when the last word may still get its tone; null for a text without any. */
function exactness(words: readonly QueryWord[]): Sql | null {
  const marked = words.filter((word) => word.marked !== null);
  if (marked.length === 0) return null;
  const whole = ({ marked }: QueryWord) => [`=${marked}`, `~${marked}`].map(lexeme);
  const exact = isFound(marked.map(whole));
  const { beginning } = words.at(-1)!;
  if (!beginning || !('marked' in beginning)) return sql`${raw(String(2 * EXACT))} * (${exact})::int`;
  const begun = isFound([...marked.slice(0, -1).map(whole), [lexeme(`=${beginning.marked}*`)]]);
  return sql`${raw(String(EXACT))} * case when ${exact} then 2 when ${begun} then 1 else 0 end`;
}

/** 3 for a word as typed, 2 for what it may be the beginning of, 1 for the same letters with other marks. */
function inName({ folded, marked, beginning }: QueryWord): Sql {
  const cases: Sql[] = [];
  if (marked) cases.push(when(contains(raw('d.name_marks'), ` ${marked} `), 3));
  else cases.push(when(contains(raw('d.name_words'), ` ${folded} `), 3));
  if (beginning && 'folded' in beginning) cases.push(when(contains(raw('d.name_words'), ` ${beginning.folded}`), 2));
  if (beginning && 'marked' in beginning) cases.push(when(contains(raw('d.name_marks'), ` ${beginning.marked}`), 2));
  if (marked) cases.push(when(contains(raw('d.name_words'), ` ${folded} `), 1));
  return sql`case ${join(cases, ' ')} else 0 end`;
}

/** 3 when a name is the text, 2 when it begins with it, 1 when it holds it as a phrase. Names stand between bars. */
function phrase(words: readonly QueryWord[]): Sql {
  const isMarked = words.some(({ marked }) => marked !== null);
  const names = raw(isMarked ? 'd.name_marks' : 'd.name_words');
  const spellings = words.map(({ folded, marked }) => (isMarked ? (marked ?? folded) : folded));
  const whole = spellings.join(' ');
  const { beginning } = words.at(-1)!;
  const last = beginning && ('folded' in beginning ? beginning.folded : beginning.marked);
  const begun = last === null ? `${whole} ` : [...spellings.slice(0, -1), last].join(' ');
  return sql`case ${when(contains(names, `| ${whole} |`), 3)} ${when(contains(names, `| ${begun}`), 2)} ${when(contains(names, ` ${begun}`), 1)} else 0 end`;
}

const inHeading = ({ folded }: QueryWord): Sql => sql`(${contains(raw('d.heading_words'), ` ${folded} `)})::int`;

const contains = (text: Sql, part: string): Sql => sql`strpos(${text}, ${part}) > 0`;

const when = (condition: Sql, points: number): Sql => sql`when ${condition} then ${raw(String(points))}`;
