import sql, { type Sql } from 'sql-template-tag';
import { timelineOf } from '../platform/search/postgres/encodings.ts';

const midnight = (day: Sql): Sql => sql`(${day})::timestamp at time zone 'Asia/Ho_Chi_Minh'`;

/**
 * What the search knows of a recorded place, as one row: `names` and ids (`nodes`) of all units it lies or lay in, and the province of each time
 * (`province_since`, `province_states`). An English name that is the Vietnamese one without its diacritics says nothing more.
 */
export const placeColumns = (place: Sql): Sql => sql`
  select around.names, around.nodes, province.since as province_since, province.states as province_states
  from (
    select string_agg(distinct concat_ws(' ', unit.name, case when lower(unit.name_en) <> unit.name_key then unit.name_en end), ' ') as names,
      array_agg(unit.id) as nodes
    from unit_containment containment join administrative_unit unit on unit.id = containment.outer_id
    where containment.inner_id = ${place}
  ) around
  cross join lateral (${timelineOf(sql`
    select unit.id as value,
      ${midnight(sql`greatest(coalesce(containment.since, '-infinity'), coalesce(unit.valid_from, '-infinity'))`)} as since,
      ${midnight(sql`least(coalesce(containment.until, 'infinity'), coalesce(unit.valid_until, 'infinity'))`)} as until
    from unit_containment containment join administrative_unit unit on unit.id = containment.outer_id
    where containment.inner_id = ${place} and unit.level = 'PROVINCE'`)}) province`;
