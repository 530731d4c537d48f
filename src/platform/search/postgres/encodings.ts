import sql, { raw, type Sql } from 'sql-template-tag';

/** Parts the audiences of a ladder in the numbers of its periods; no day has so high a number. */
export const AUDIENCE = 10_000_000;

/** The day that has number 0. */
export const FIRST_DAY = '0001-01-01';

/** The number of a day, from 0 on. */
const dayNumber = (day: Sql): Sql => sql`(${day} - date '${raw(FIRST_DAY)}')`;

/** What holds from each instant on at which something begins or ends: `at`, in `period (since, until)`. */
const turns = sql`(select since as at from period union select until from period where until < 'infinity') turn`;

/**
 * The columns `since` and `states` of a timeline, out of a statement that selects `value, since, until` (timestamptz, `-infinity` and
 * `infinity` where open); where two hold at once, the one that began last.
 */
export const timelineOf = (periods: Sql): Sql => sql`
  with period as materialized (${periods})
  select array_agg(turn.at order by turn.at) as since, array_agg((
    select period.value from period where period.since <= turn.at and turn.at < period.until order by period.since desc limit 1
  ) order by turn.at) as states
  from ${turns}`;

/**
 * The columns `since` and `masks` of badges, out of a statement that selects `value, since, until`: from each instant on, a bit
 * for each of `values` that holds. A lapse is in the row before it happens, so nothing has to run when it does.
 */
export const badgesOf = (periods: Sql, values: readonly string[]): Sql => sql`
  with period as materialized (
    select 1 << array_position(${values}::text[], given.value) - 1 as bit, given.since, given.until from (${periods}) given
  )
  select array_agg(turn.at order by turn.at) as since, array_agg((
    select coalesce(bit_or(period.bit), 0) from period where period.since <= turn.at and turn.at < period.until
  ) order by turn.at) as masks
  from ${turns}`;

/**
 * The columns of a ladder, out of a statement that selects `audience, quantity, amount, since` (date). For each audience and each
 * day on which its prices change there is a period with all steps that hold from then on, so that a price is two look-ups:
 * `periods` are the audiences' days as numbers; those of period p have `quantities` and `amounts` from `starts[p]` to before `starts[p + 1]`.
 */
export const ladderOf = (steps: Sql, audiences: readonly string[]): Sql => sql`
  with step as materialized (
    select (array_position(${audiences}::text[], given.audience) - 1) * ${AUDIENCE}::int as base,
      ${dayNumber(sql`given.since`)} as day, given.quantity, given.amount
    from (${steps}) given
  ),
  period as materialized (
    select base, day, row_number() over (order by base, day) as number
    from (
      select base, day from step
      union select (place - 1) * ${AUDIENCE}::int, 0 from generate_series(1, ${audiences.length}::int) place
    ) days
  ),
  rung as materialized (
    select period.number, held.quantity, held.amount
    from period cross join lateral (
      select distinct on (step.quantity) step.quantity, step.amount from step
      where step.base = period.base and step.day <= period.day order by step.quantity, step.day desc
    ) held
  )
  select array_agg(period.base + period.day order by period.number) as periods,
    array_agg(1 + (select count(*)::int from rung where rung.number < period.number) order by period.number)
      || 1 + (select count(*)::int from rung) as starts,
    (select array_agg(rung.quantity order by rung.number, rung.quantity) from rung) as quantities,
    (select array_agg(rung.amount order by rung.number, rung.quantity) from rung) as amounts
  from period where exists (select from step)`;

/** The state of a timeline, or the mask of badges, at an instant; null before the first. */
export const valueAt = (since: Sql, values: Sql, at: Sql): Sql => sql`${values}[width_bucket(${at}, ${since})]`;
