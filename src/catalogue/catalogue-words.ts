import sql, { type Sql } from 'sql-template-tag';
import type { IndexWords } from '../platform/search/search-index.ts';
import { catalogueSynonyms } from './synonym-source.ts';

/** Kind, id and place of what the public sees at an instant. */
const shown = (at: Date): Sql =>
  sql`select kind, id, place from search_document where visible_from <= ${at}::timestamptz`;

/** The units that it lies or lay in. */
const held = (at: Date): Sql => sql`
  select containment.outer_id from unit_containment containment
  where containment.inner_id in (select distinct shown.place from (${shown(at)}) shown)`;

/**
 * Names of what the public sees: of products and facilities, of their categories, and of the places that they lie or lay in. A former
 * province also names the one that it went into, and so does what people call a place by: see place-aliases.csv of the seeds.
 */
export const catalogueWords: IndexWords = {
  texts: (at) => sql`
    with shown as (${shown(at)}),
    said (name) as (
      select unnest(array[product.name_vi, product.name_en]) from product where id in (select id from shown where kind = 'product')
      union all
      select unnest(array[facility.name, facility.name_en, facility.craft_village])
      from facility where id in (select id from shown where kind = 'facility')
      union all
      select unnest(array[name_vi, name_en]) from category
      union all
      select unnest(array[unit.name, unit.name_en]) from administrative_unit unit where unit.id in (${held(at)})
      union all
      select name from place_alias
    )
    select name as text, count(*)::int as times from said where name is not null group by name`,
  names: (at) => sql`
    with held as (select unit.id, unit.name, unit.level from administrative_unit unit where unit.id in (${held(at)})),
    called as (
      select unit.id, unit.name, 3 as prominence from administrative_unit unit where unit.level = 'PROVINCE'
      union all
      select alias.unit_id, alias.name, 0 from place_alias alias
    )
    select 'category' as field, id, unnest(array[name_vi, name_en]) as name, 1 as prominence from category
    union all
    select 'place', id, name, case level when 'PROVINCE' then 3 when 'DISTRICT' then 2 else 1 end from held
    union
    select 'place', unnest(array[held.id, called.id]), called.name, called.prominence
    from called join unit_succession succession on succession.predecessor_id = called.id and succession.whole
    join held on held.id = succession.successor_id`,
  places: ['place'],
  synonyms: catalogueSynonyms,
};
