import sql, { raw, type Sql } from 'sql-template-tag';
import { bind } from '../platform/read/bind.ts';
import { dayOf } from '../platform/time/vietnam-day.ts';

/** The day that it is in Viet Nam by the clock of the request. */
export const today = sql`${bind(({ now }) => dayOf(now))}::date`;

/** Whether a unit (a row of administrative_unit) holds on a day. */
export function holds(unit: Sql, day: Sql): Sql {
  return during(sql`${unit}.valid_from`, sql`${unit}.valid_until`, day);
}

/** Whether a day lies in a half-open period of which either end may be null. */
export function during(from: Sql, until: Sql, day: Sql): Sql {
  return sql`coalesce(${from} <= ${day}, true) and coalesce(${day} < ${until}, true)`;
}

/** Larger units first. */
export const rank = (unit: Sql): Sql =>
  sql`case ${unit}.level when 'PROVINCE' then 0 when 'DISTRICT' then 1 else 2 end`;

/** Whether `unit` holds on a day and all of the place with the id lies in it on that day; a place lies in itself. */
export function encloses(unit: Sql, place: Sql, day: Sql): Sql {
  return sql`${unit}.id in (
    select c.outer_id from unit_containment c
    where c.inner_id = ${place} and ${during(raw('c.since'), raw('c.until'), day)}
  ) and ${holds(unit, day)}`;
}

/** Whether what is recorded in the place with the id `inner` lies in the unit with the id `outer`, in whatever period. */
export function liesWithinUnit(inner: Sql, outer: Sql): Sql {
  return sql`${inner} in (select c.inner_id from unit_containment c where c.outer_id = ${outer})`;
}

/** Whether the unit of `row` lies in another one on a day. */
export function isUnder(row: Sql, outer: string, day: Sql): Sql {
  return sql`${row}.id <> ${outer} and ${row}.id in (
    select c.inner_id from unit_containment c
    where c.outer_id = ${outer} and ${during(raw('c.since'), raw('c.until'), day)}
  )`;
}
