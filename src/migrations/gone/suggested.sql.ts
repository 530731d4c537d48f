/** Products are counted up to so many. */
const MOST = 500;

/** The documents of a kind that bear the name, up to so many, and whether it is their main one. */
const BEARERS = `
  select bearer.id, bool_or(bearer.is_main) as is_main
  from (
    (
      select d.id, true as is_main from search_document d
      where search_name(d.name_marks, 1) = name and d.kind = kind and d.visible_from <= at limit ${MOST}
    )
    union all
    (
      select d.id, false from search_document d
      where search_name(d.name_marks, 2) = name and d.kind = kind and d.visible_from <= at limit ${MOST}
    )
  ) bearer
  group by bearer.id`;

const inCategory = (node: string): string => `
  select from search_document d
  where d.category = any (array(select below.id from category below where below.path && array[${node}])) and d.visible_from <= at`;

const inPlace = (node: string): string => `
  select from unit_containment inside join search_document d on d.place = inside.inner_id
  where inside.outer_id = ${node} and d.kind = 'product' and d.visible_from <= at`;

/** Whether a public product or facility has a name, or a public product lies in a category or place. */
export const IS_SUGGESTED = `
  case wanted
    when 'category' then (select true from (${inCategory('named.node')}) d limit 1)
    when 'place' then (select true from (${inPlace('named.node')}) d limit 1)
    else coalesce(
      (
        select true from search_document d
        where search_name(d.name_marks, 1) = named.name and d.kind = wanted and d.visible_from <= at limit 1
      ),
      (
        select true from search_document d
        where search_name(d.name_marks, 2) = named.name and d.kind = wanted and d.visible_from <= at limit 1
      )
    )
  end`;

/**
 * DDL of `search_suggested`: what has a name at an instant (the oldest, if several do), whether it is its main one, whether nothing else
 * has it, and how many public products are behind it.
 */
export const CREATE_SUGGESTED = `
create or replace function search_suggested(kind text, name bigint, node uuid, at timestamptz)
returns table (bearer_id uuid, by_main boolean, alone boolean, products int)
language plpgsql stable
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
begin
  case kind
  when 'category' then
    return query select node, true, true, (select count(*)::int from (${inCategory('node')} limit ${MOST}) counted);
  when 'place' then
    return query select node, true, true, (select count(*)::int from (${inPlace('node')} limit ${MOST}) counted);
  else
    return query
      with borne as materialized (${BEARERS})
      select (array_agg(borne.id order by borne.id))[1], (array_agg(borne.is_main order by borne.id))[1], count(*) = 1,
        case kind when 'product' then least(count(*), ${MOST})::int else (
          select count(*)::int from (
            select from borne join search_document d on d.facility = borne.id and d.kind = 'product' and d.visible_from <= at limit ${MOST}
          ) counted
        ) end
      from borne having count(*) > 0;
  end case;
end $$`;
