/** More names than these are read by popularity, not sorted. */
const MANY = 500;

/** Most of them that are looked at for what is public. */
const LOOKED_AT = 100;

/**
 * The names, by popularity, that begin with one of `starts` in a spelling, if `condition` holds. A letter alone begins very many. In
 * the spelling with marks the words are also compared without: a last word without any may be yet to get some.
 */
const namesBeginning = (spelling: 'marks' | 'plain', condition: string): string => `
  (
    with near as materialized (
      select begun.* from unnest(starts, ends) range (low, high) cross join lateral (
        select b.name, b.node, b.rank from search_beginning b
        where b.kind = wanted and b.inside = is_inside and b.${spelling} ~>=~ rtrim(range.low) and b.${spelling} ~<~ range.high
          ${spelling === 'marks' ? "and b.marks <> b.plain and (b.plain || ' ') ^@ within" : ''}
        limit ${MANY + 1}
      ) begun
      where ${condition} and not is_letter
      limit ${MANY + 1}
    )
    (
      select near.name, near.node, min(near.rank) as rank from near
      where (select count(*) from near) <= ${MANY}
      group by near.name, near.node order by min(near.rank) limit ${LOOKED_AT}
    )
    union all
    (
      select b.name, b.node, b.rank from search_beginning b
      where ${condition} and (is_letter or (select count(*) from near) > ${MANY})
        and b.kind = wanted and b.inside = is_inside and "left"(b.plain, 1) = letter
        and (b.${spelling} || ' ') ^@ any (starts) and (b.plain || ' ') ^@ within
      order by b.rank limit ${LOOKED_AT}
    )
  )`;

/**
 * `search_candidates`: public names of each kind, in tiers: those that begin with one of `marked` in the spelling with marks, those with
 * a word inside that does, and the same for `within` in the spelling without. Tiers are looked at until `enough` are found; of each
 * tier and kind there are up to `most`, the most popular first. A beginning that ends in a blank ends a word.
 */
const createCandidates = (isPublic: string): string => `
create or replace function search_candidates(
  kinds text[], marked text[], within text, at timestamptz, enough int, most int
) returns table (tier int, kind text, name bigint, node uuid, rank smallint)
language plpgsql stable
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  letter text := left(within, 1);
  is_letter boolean := length(within) = 1;
  in_marks boolean;
  is_inside boolean;
  starts text[];
  ends text[];
  wanted text;
  found record;
  seen text[] := '{}';
  taken int;
begin
  for step in (case when cardinality(marked) > 0 then 1 else 3 end) .. 4 loop
    in_marks := step <= 2;
    is_inside := step % 2 = 0;
    starts := case when in_marks then marked else array[within] end;
    ends := array(
      select case when start like '% ' then rtrim(start) || '!' else start || chr(1114111) end from unnest(starts) start
    );
    foreach wanted in array kinds loop
      taken := 0;
      for found in
        select named.name, named.node, named.rank
        from (${namesBeginning('marks', 'in_marks')} union all ${namesBeginning('plain', 'not in_marks')}) named
        where ${isPublic}
      loop
        continue when wanted || coalesce(found.node::text, found.name::text) = any (seen);
        tier := step;
        kind := wanted;
        name := found.name;
        node := found.node;
        rank := found.rank;
        return next;
        seen := seen || (wanted || coalesce(found.node::text, found.name::text));
        taken := taken + 1;
        exit when taken = most;
      end loop;
    end loop;
    exit when cardinality(seen) >= enough;
  end loop;
end $$`;

/** Names of twice the popularity come before all shorter ones: lengths are up to 99. */
export const STEP = 100;

/** Notes the beginnings of a name that is new, with the rank of one that a single document has. */
export const NOTE_NAMES = `create or replace function search_note_names() returns trigger language plpgsql as $$
declare
  given text;
begin
  foreach given in array string_to_array(new.name_marks, '|') loop
    given := btrim(given);
    if given <> '' and not exists (
      select from search_beginning known where known.name = hashtextextended(given, 0) and known.kind = new.kind
    ) then
      insert into search_beginning (name, kind, rank, inside, plain, marks)
      select hashtextextended(given, 0), new.kind, least(length(search_plain(given)), 99) - ${STEP}, begun.inside, begun.plain, begun.marks
      from search_beginnings(given) begun;
    end if;
  end loop;
  return null;
end $$`;

/**
 * DDL of what completes a text while it is typed: `search_beginning` holds, of each name that there is or was, what follows from each of
 * its words on. It says only where to look: whether something of that name is public, and how much, is asked of the search table at the
 * instant of the query. So no writer ever waits for another that writes the same name, and what is hidden is gone at once.
 *
 * `isPublic` is a condition on `wanted` (the kind), `named.name`, `named.node` and `at`. It must be cheap for one name: where it looks
 * for a row, a LIMIT keeps the planner from looking for all of them at once.
 */
export const createBeginnings = (isPublic: string): readonly string[] => [
  `create table search_beginning (
    name bigint not null,
    node uuid,
    kind text not null,
    rank smallint not null,
    inside boolean not null,
    plain text not null,
    marks text not null
  )`,
  // The last two save a look at the row, and finding the best of very many its sort.
  `create index search_beginning_plain on search_beginning (kind, inside, plain text_pattern_ops) include (name, node, rank)`,
  `create index search_beginning_marks on search_beginning (kind, inside, marks text_pattern_ops) include (name, node, rank, plain)
   where marks <> plain`,
  `create index search_beginning_rank on search_beginning (kind, inside, "left"(plain, 1), rank)`,
  `create index search_beginning_name on search_beginning (name)`,
  `create index search_beginning_node on search_beginning (node) where node is not null`,
  // The key of the first or second of the names that stand between bars in `name_marks`.
  `create or replace function search_name(name_marks text, place int) returns bigint
   language sql immutable strict parallel safe
   return hashtextextended(nullif(btrim(split_part(name_marks, '|', place + 1)), ''), 0)`,
  // A name from each of its words on; numbers and the units after them begin nothing inside a name, nor does what follows the eighth word.
  `create or replace function search_beginnings(name text) returns table (inside boolean, plain text, marks text)
   language sql immutable parallel safe
   as $$
     select at > 1, left(array_to_string(plain[at:], ' '), 64), left(array_to_string(marks[at:], ' '), 64)
     from (select string_to_array(name, ' ') as marks, string_to_array(search_plain(name), ' ') as plain offset 0) words,
       generate_series(1, least(cardinality(marks), 8)) at
     where at = 1 or plain[at] !~ '^[0-9]' and plain[at - 1] !~ '^[0-9]'
   $$`,
  NOTE_NAMES,
  createCandidates(isPublic),
];
