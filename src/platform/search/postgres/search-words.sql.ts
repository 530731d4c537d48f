/**
 * DDL of what turns texts into search terms, as `searchWords` does for queries. `search_marks` answers a text's words in lower case with
 * their diacritics, the tone first, split where neither letter nor digit is, and between letters and digits; `search_plain` takes
 * the diacritics off these, those of Vietnamese quickly. They run for each text of each document that is written.
 */
export const CREATE_SEARCH_FUNCTIONS: readonly string[] = [
  String.raw`
create or replace function search_tokens(value text) returns text
language sql immutable strict parallel safe
return btrim(
  regexp_replace(
    regexp_replace(
      value collate pg_c_utf8,
      '(?<=[0-9])(?=[[:alpha:]\u0300-\u036f])|(?<=[[:alpha:]\u0300-\u036f])(?=[0-9])', ' ', 'g'
    ),
    ' [^[:alnum:]\u0300-\u036f]+|[^[:alnum:]\u0300-\u036f ][^[:alnum:]\u0300-\u036f]*', ' ', 'g'
  )
)`,
  String.raw`
create or replace function search_marks(value text) returns text
language sql immutable strict parallel safe
return search_tokens(
  regexp_replace(
    translate(normalize(lower(value collate pg_c_utf8), nfd), 'ðɖ', 'đđ'),
    '([a-zđ\u0302\u0306\u031b]+)([\u0300\u0301\u0303\u0309\u0323])', '\2\1', 'g'
  )
)`,
  String.raw`
create or replace function search_plain(marks text) returns text
language sql immutable strict parallel safe
return regexp_replace(
  translate(marks, E'đ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323', 'd'), '[\u0300-\u036f]+', '', 'g'
)`,
];
