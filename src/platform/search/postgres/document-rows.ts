import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { DocumentKind, SearchIndex } from '../search-index.ts';
import { noteChanges } from './changes.ts';
import { fieldColumns } from './field-columns.ts';

/** The columns that every search table begins with. */
const OWN = [
  'id',
  'kind',
  'visible_from',
  'recorded_at',
  'name_words',
  'name_marks',
  'name_length',
  'heading_words',
  'terms',
];

const list = (names: readonly string[], prefix = ''): Sql => join(names.map((name) => raw(`${prefix}${name}`)));

/**
 * One statement that makes the rows of `ids` (a uuid[]) what they should be: it writes those that are new or differ, and deletes those
 * that may no longer be found. Rows that stay as they are are not written. It notes what it changed, for the mirrors of the table.
 */
export function writeRows(index: SearchIndex, kind: DocumentKind, ids: Sql): Sql {
  const fields = fieldColumns(index);
  const columns = [...OWN, ...fields];
  const table = raw(index.table);
  return sql`
    with document as materialized (${kind.documents(ids)}),
    gone as (
      delete from ${table} old
      where old.id = any(${ids}) and old.kind = ${kind.name} and not exists (select from document where document.id = old.id)
      returning old.id
    ),
    written as (
      insert into ${table} as old (${list(columns)})
      select document.id, ${kind.name}, document.visible_from, document.recorded_at, spelt.name_words, spelt.name_marks,
        greatest(0, least(length(split_part(spelt.name_words, '|', 2)) - 2, 32767)), ' ' || spelt.heading_words || ' ', ${TERMS},
        ${list(fields, 'document.')}
      from document cross join lateral (${SPELT}) spelt cross join lateral (${WORDS}) said
      on conflict (id) do update set (${list(columns)}) = row (${list(columns, 'excluded.')})
      where (${list(columns, 'old.')}) is distinct from (${list(columns, 'excluded.')})
      returning old.id
    )
    ${noteChanges(index, kind.name, sql`select id from written union all select id from gone`)}`;
}

/** The texts of a document as words. The barriers keep them from being worked out again for each column that holds them. */
const SPELT = sql`
  select name_marks, search_plain(name_marks) as name_words, heading_marks, search_plain(heading_marks) as heading_words,
    body_marks, search_plain(body_marks) as body_words
  from (
    select
      '| ' || (select string_agg(search_marks(name), ' | ') from unnest(document.names) name) || ' |' as name_marks,
      coalesce(search_marks(document.heading), '') as heading_marks,
      coalesce(search_marks(document.body), '') as body_marks
    offset 0
  ) marks
  offset 0`;

/** Words are cut where searchWords cuts them. */
const cut = (text: Sql): Sql =>
  sql`case when is_long then regexp_replace(${text}, '([^ ]{64})[^ ]+', ${'\\1'}::text, 'g') else ${text} end`;

/** The words in names and headings, and elsewhere; folded, and as written. */
const WORDS = sql`
  select array_remove(string_to_array(replace(${cut(sql`strong`)}, '|', ''), ' '), '') as strong,
    array_remove(string_to_array(replace(${cut(sql`strong_marks`)}, '|', ''), ' '), '') as strong_marks,
    array_remove(string_to_array(${cut(sql`weak`)}, ' '), '') as weak, string_to_array(${cut(sql`weak_marks`)}, ' ') as weak_marks
  from (
    select concat_ws(' ', spelt.name_words, spelt.heading_words) as strong, spelt.body_words as weak,
      concat_ws(' ', spelt.name_marks, spelt.heading_marks) as strong_marks, spelt.body_marks as weak_marks,
      concat_ws(' ', spelt.name_marks, spelt.heading_marks, spelt.body_marks) ~ '[^ ]{65}' as is_long
    offset 0
  ) texts
  offset 0`;

/** Words, each with a sign before it. */
const signed = (sign: string, words: Sql): Sql =>
  sql`string_to_array(nullif(${sign}::text || array_to_string(${words}, ${` ${sign}`}::text), ${sign}::text), ' ')`;

/**
 * The terms of a document: see ../conditions.ts. What stands elsewhere is a term only if names and headings do not have it, and with its
 * diacritics only if it has any. It works on whole texts and lists: a row for each word would take several times as long.
 */
const TERMS = sql`
  array_to_tsvector(
    ${signed('^', sql`said.strong`)} || ${signed('=', sql`said.strong_marks`)}
    || array(
      select '+' || first || ' ' || second from unnest(said.weak, said.weak[2:]) pair (first, second) where second is not null
    )
    || array(select '@' || right(node::text, 12) from unnest(document.nodes) node where node is not null)
  )
  || ts_delete(array_to_tsvector(said.weak), said.strong)
  || ts_delete(
    array_to_tsvector(coalesce(${signed('~', sql`said.weak_marks`)}, '{}')),
    coalesce(${signed('~', sql`said.weak || said.strong_marks`)}, '{}')
  )`;
