import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Database } from '../../database/database.ts';
import type { Presence } from '../analyser.ts';
import type { SearchIndex } from '../search-index.ts';
import { searchWords } from '../words.ts';

/**
 * Which of some words an index has. Each is asked for by itself with its value in sight of the planner, so that a rare word is
 * looked up and a usual one found in the first rows.
 */
export async function findWords(
  db: Database,
  { table, words: { synonyms } }: SearchIndex,
  words: readonly string[],
  at: Date,
): Promise<Presence & { synonyms: unknown }> {
  const exists = (term: string): Sql =>
    sql`exists (select from ${raw(table)} where terms @@ ${`'${term}'`}::tsquery and visible_from <= ${at}::timestamptz)`;
  const asked = words.flatMap((word) => {
    const { folded, marked } = searchWords(word)[0] ?? { folded: word, marked: null };
    return [exists(marked ? `=${marked}` : `^${folded}`), exists(marked ? `~${marked}` : folded)];
  });
  const { text, values } = sql`
    select ${synonyms.version} as synonyms, array[${join(asked.length > 0 ? asked : [raw('null::boolean')])}] as found`;
  const [row] = await db.query<{ synonyms: unknown; found: boolean[] }>(text, values);
  const { synonyms: version, found } = row!;
  return {
    synonyms: version,
    named: new Set(words.filter((_, at) => found[2 * at])),
    mentioned: new Set(words.filter((_, at) => found[2 * at + 1])),
  };
}

/** For each row of words whether some name has them all; the last word of the first may be a part of one. */
export async function findInNames(
  db: Database,
  { table }: SearchIndex,
  rows: readonly (readonly string[])[],
  isPart: boolean,
  at: Date,
): Promise<boolean[]> {
  const exists = rows.map((row, place) => {
    const words = row.flatMap((word) => searchWords(word));
    const part = isPart && place === 0 ? words.pop() : undefined;
    const terms = [
      ...words.map(({ folded, marked }) => (marked ? `'=${marked}'` : `'^${folded}'`)),
      ...(part ? [`'^${part.folded}':*`] : []),
    ];
    const together = [
      ...words.map(({ folded, marked }) =>
        marked ? sql`strpos(name_marks, ${` ${marked} `}) > 0` : sql`strpos(name_words, ${` ${folded} `}) > 0`,
      ),
      ...(part ? [sql`strpos(name_words, ${` ${part.folded}`}) > 0`] : []),
    ];
    return sql`exists (select from ${raw(table)} where terms @@ ${terms.join(' & ')}::tsquery and visible_from <= ${at}::timestamptz
      and ${join(together, ' and ')})`;
  });
  const { text, values } = sql`select array[${join(exists)}] as found`;
  const [row] = await db.query<{ found: boolean[] }>(text, values);
  return row!.found;
}
