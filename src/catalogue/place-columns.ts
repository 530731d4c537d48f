import sql, { type Sql } from 'sql-template-tag';
import { timelineOf } from '../platform/search/postgres/encodings.ts';

const midnight = (day: Sql): Sql => sql`(${day})::timestamp at time zone 'Asia/Ho_Chi_Minh'`;

/**
 * What the search knows of a recorded place, as one row: `names` of all units it lies or lay in, their `ids`, and the province of
 * each time (`province_since`, `province_states`).
 */
export const placeColumns = (place: Sql): Sql => sql`
  select around.names, around.ids, province.since as province_since, province.states as province_states
  from (
    select string_agg(distinct concat_ws(' ', unit.name, unit.name_en), ' ') as names, array_agg(unit.id order by unit.id) as ids
    from unit_containment containment join administrative_unit unit on unit.id = containment.outer_id
    where containment.inner_id = ${place}
  ) around
  cross join lateral (${timelineOf(sql`
    select unit.id as value,
      ${midnight(sql`greatest(coalesce(containment.since, '-infinity'), coalesce(unit.valid_from, '-infinity'))`)} as since,
      ${midnight(sql`least(coalesce(containment.until, 'infinity'), coalesce(unit.valid_until, 'infinity'))`)} as until
    from unit_containment containment join administrative_unit unit on unit.id = containment.outer_id
    where containment.inner_id = ${place} and unit.level = 'PROVINCE'`)}) province`;
