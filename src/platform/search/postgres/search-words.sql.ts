/**
 * DDL of what turns texts into search terms, as `searchWords` does for queries. `search_marks` answers a text's words in lower case with
 * their diacritics, the tone first, split where neither letter nor digit is, and between letters and digits; `search_plain` takes
 * the diacritics off these.
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
    '[^[:alnum:]\u0300-\u036f]+', ' ', 'g'
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
return regexp_replace(translate(marks, 'đ', 'd'), '[\u0300-\u036f]+', '', 'g')`,
  // Where a term stands is part of it, so that one index answers for all: ^ and = in names and headings, folded and as written;
  // nothing and ~ elsewhere, folded and, if it has diacritics, as written; + two words that follow each other elsewhere. Words are
  // cut as searchWords cuts them. Terms that are there twice are left to array_to_tsvector: it is called for every document that is written.
  String.raw`
create or replace function search_terms(strong text, weak text, strong_marks text, weak_marks text) returns tsvector
language sql immutable parallel safe
return (
  select array_to_tsvector(array(
    select '^' || word from unnest(strong_words) word
    union all
    select left(word, 64) from unnest(weak_words) word where word <> '' and left(word, 64) <> all (strong_words)
    union all
    select '=' || word from unnest(strong_mark_words) word
    union all
    select '~' || left(word, 64) from unnest(string_to_array(weak_marks, ' ')) word
    where word ~ '[đ\u0300-\u036f]' and left(word, 64) <> all (strong_mark_words)
    union all
    select '+' || left(weak_words[place], 64) || ' ' || left(weak_words[place + 1], 64)
    from generate_series(1, cardinality(weak_words) - 1) place where weak_words[place] <> '' and weak_words[place + 1] <> ''
  ))
  from (
    select
      array(select left(word, 64) from unnest(string_to_array(strong, ' ')) word where word not in ('', '|')) as strong_words,
      array(select left(word, 64) from unnest(string_to_array(strong_marks, ' ')) word where word not in ('', '|')) as strong_mark_words,
      string_to_array(weak, ' ') as weak_words
    offset 0
  ) words
)`,
];
