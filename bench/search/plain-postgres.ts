import type { Database } from '../../src/platform/database/database.ts';
import { DEPTH } from './ndcg.ts';
import type { PlainDocument } from './plain-documents.ts';
import type { SearchContender } from './search-contender.ts';

const TABLE = 'bench.plain_document';

/** Rows of one statement. */
const BATCH = 5_000;

/** Rows that have all words come first, by rank; then those whose name is alike, by likeness. */
const SEARCH = `
  select document.id
  from ${TABLE} document, plainto_tsquery('simple', unaccent($1)) wanted
  where document.words @@ wanted or unaccent(lower($1)) <% document.name
  order by document.words @@ wanted desc, ts_rank(document.words, wanted) desc,
    word_similarity(unaccent(lower($1)), document.name) desc, document.id
  limit ${DEPTH}`;

/** PostgreSQL as the manual has it: weighted full text of the `simple` configuration without diacritics, and trigrams of names. */
export async function plainPostgres(db: Database, documents: readonly PlainDocument[]): Promise<SearchContender> {
  for (const statement of [
    'create schema if not exists bench',
    'create extension if not exists unaccent',
    'create extension if not exists pg_trgm',
    `drop table if exists ${TABLE}`,
    `create table ${TABLE} (id uuid primary key, name text not null, words tsvector not null)`,
  ]) {
    await db.query(statement);
  }
  for (let start = 0; start < documents.length; start += BATCH) {
    await db.query(
      `insert into ${TABLE}
      select id, unaccent(lower(concat_ws(' ', name, "nameEn"))),
        setweight(to_tsvector('simple', unaccent(concat_ws(' ', name, "nameEn"))), 'A')
          || setweight(to_tsvector('simple', unaccent(concat_ws(' ', category, facility, place))), 'B')
          || setweight(to_tsvector('simple', unaccent(coalesce(description, ''))), 'C')
      from json_to_recordset($1::json)
        as given (id uuid, name text, "nameEn" text, category text, facility text, place text, description text)`,
      [JSON.stringify(documents.slice(start, start + BATCH))],
    );
  }
  await db.query(`create index on ${TABLE} using gin (words)`);
  await db.query(`create index on ${TABLE} using gin (name gin_trgm_ops)`);
  await db.query(`analyze ${TABLE}`);
  return {
    name: 'plain PostgreSQL',
    find: async (query) => (await db.query<{ id: string }>(SEARCH, [query])).map(({ id }) => id),
    close: async () => {
      await db.query(`drop table ${TABLE}`);
    },
  };
}
