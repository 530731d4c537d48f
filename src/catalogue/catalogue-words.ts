import sql from 'sql-template-tag';
import type { IndexWords } from '../platform/search/search-index.ts';
import { catalogueSynonyms } from './synonym-source.ts';

/** Names of what the public sees: of products and facilities, of their categories, and of the places that they lie or lay in. */
export const catalogueWords: IndexWords = {
  texts: sql`
    with shown as (select kind, id, place from search_document),
    said (name) as (
      select unnest(array[product.name_vi, product.name_en]) from product where id in (select id from shown where kind = 'product')
      union all
      select unnest(array[facility.name, facility.name_en, facility.craft_village])
      from facility where id in (select id from shown where kind = 'facility')
      union all
      select unnest(array[name_vi, name_en]) from category
      union all
      select unnest(array[unit.name, unit.name_en]) from administrative_unit unit where unit.id in (
        select containment.outer_id from unit_containment containment
        where containment.inner_id in (select distinct place from shown)
      )
    )
    select name as text, count(*)::int as times from said where name is not null group by name`,
  // A former province also names the one that it went into.
  names: sql`
    with held as (
      select unit.id, unit.name, unit.level from administrative_unit unit where unit.id in (
        select containment.outer_id from unit_containment containment
        where containment.inner_id in (select distinct place from search_document)
      )
    )
    select 'category' as field, id, unnest(array[name_vi, name_en]) as name, 1 as prominence from category
    union all
    select 'place', id, name, case level when 'PROVINCE' then 3 when 'DISTRICT' then 2 else 1 end from held
    union
    select 'place', unnest(array[held.id, former.id]), former.name, 3
    from held join unit_succession succession on succession.successor_id = held.id and succession.whole
    join administrative_unit former on former.id = succession.predecessor_id
    where held.level = 'PROVINCE'`,
  places: ['place'],
  synonyms: catalogueSynonyms,
};
