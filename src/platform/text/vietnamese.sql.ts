import { INVISIBLE, WHITE_SPACE } from './vietnamese.ts';

/**
 * DDL of `vi_fold(text)`: what {@link fold} answers, in the database. Strict, so null stays null.
 *
 * It is IMMUTABLE in truth, so that indexes and generated columns may use it, and needs no extension: `unaccent` is
 * only STABLE, its rules are a file that an upgrade may change, and it alters more than letters (½, №, ﬁ), which would
 * part the two folds. `pg_c_utf8` lowers every script alike on every machine, where `lower()` in collation C leaves Đ
 * as it is; it needs PostgreSQL 17 and the encoding UTF8.
 *
 * The steps are those of `fold`: lower case, decompose, đ and its look-alikes to d, the marks of a to z away, white
 * space to one blank, compose what is left. The body is parsed when the function is made, so that no search path
 * changes it.
 */
export const CREATE_VI_FOLD = String.raw`
create or replace function vi_fold(value text) returns text
language sql immutable strict parallel safe
return normalize(
  btrim(
    regexp_replace(
      regexp_replace(
        translate(normalize(lower(value collate pg_c_utf8), nfd), U&'đðɖς${sqlEscapes(INVISIBLE)}', 'dddσ'),
        '(?<=[a-z])[\u0300-\u036f]+', '', 'g'
      ),
      '[ ${WHITE_SPACE}]{2,}|[${WHITE_SPACE}]', ' ', 'g'
    )
  ),
  nfc
)`;

/** Undoes {@link CREATE_VI_FOLD}; refused by PostgreSQL as long as an index or a column uses the function. */
export const DROP_VI_FOLD = 'drop function if exists vi_fold(text)';

/** The escapes of a regular expression (\u00ad) as those of a Unicode string in SQL (\00ad). */
function sqlEscapes(escapes: string): string {
  return escapes.replaceAll('\\u', '\\');
}
