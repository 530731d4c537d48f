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
        least(length(spelt.main_name), 32767), ' ' || spelt.heading_words || ' ',
        search_terms(
          concat_ws(' ', spelt.name_words, spelt.heading_words), spelt.body_words,
          concat_ws(' ', spelt.name_marks, spelt.heading_marks), spelt.body_marks
        ) || array_to_tsvector(array(select '@' || right(node::text, 12) from unnest(document.nodes) node where node is not null)),
        ${list(fields, 'document.')}
      from document cross join lateral (${SPELT}) spelt
      on conflict (id) do update set (${list(columns)}) = row (${list(columns, 'excluded.')})
      where (${list(columns, 'old.')}) is distinct from (${list(columns, 'excluded.')})
      returning old.id
    )
    ${noteChanges(index, kind.name, sql`select id from written union all select id from gone`)}`;
}

/** The texts of a document as words. The barriers keep them from being worked out again for each column that holds them. */
const SPELT = sql`
  select name_marks, search_plain(name_marks) as name_words, search_plain(main_marks) as main_name, heading_marks,
    search_plain(heading_marks) as heading_words, body_marks, search_plain(body_marks) as body_words
  from (
    select
      '| ' || search_marks(document.names[1]) || ' |'
        || coalesce((select string_agg(' ' || search_marks(name) || ' |', '') from unnest(document.names[2:]) name), '') as name_marks,
      search_marks(document.names[1]) as main_marks,
      coalesce(search_marks(document.heading), '') as heading_marks,
      coalesce(search_marks(document.body), '') as body_marks
    offset 0
  ) marks
  offset 0`;
