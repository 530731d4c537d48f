import sql, { raw } from 'sql-template-tag';
import type { Database } from '../../platform/database/database.ts';
import { dayOf } from '../../platform/time/vietnam-day.ts';

/** Milliseconds that something is due before it is noted: clocks of servers differ, and none may read the note too early. */
const MARGIN = 5_000;

/** Up to when what is due is noted at an instant. */
export const dueBy = (now: Date): Date => new Date(now.getTime() - MARGIN);

/** The day in Viet Nam up to which what begins and ends with days is noted. */
const SINCE_DAY = raw("(span.since at time zone 'Asia/Ho_Chi_Minh')::date");

/**
 * Notes what has come due by the clock since the last time, as changes that nobody wrote: products whose publication begins, their
 * certificates and the sets that they are in, prices that hold from today on, certificates that begin or lapse, with their holders,
 * and what is recorded in a place that from today on lies in other units. Nothing before the clock starts: see `standingOf`. One reader
 * notes; others that come at the same time do not wait for it, and read it the next time.
 */
export async function noteDue(db: Database, now: Date): Promise<void> {
  const until = dueBy(now);
  const { text, values } = sql`
    with span as materialized (
      select noted_until as since, ${until}::timestamptz as until
      from catalogue_clock where noted_until < ${until}::timestamptz
      for update skip locked
    ), moved as (
      update catalogue_clock set noted_until = ${until} where exists (select from span)
    ), published as (
      select product.id, product.publish_at as at from span
      join product on product.status = 'PUBLISHED' and product.publish_at > span.since and product.publish_at <= span.until
    ), turned as (
      select certificate.id, certificate.product_id, certificate.facility_id, turn.at from span
      join certificate on certificate.verified_at is not null and certificate.withdrawn_at is null
      cross join lateral (values (certificate.valid_from), (certificate.valid_until)) turn (at)
      where turn.at > span.since and turn.at <= span.until
    ), priced as (
      select price.product_id as id, price.holds_since::timestamp at time zone 'Asia/Ho_Chi_Minh' as at from span
      join product_price price on price.holds_since > ${SINCE_DAY} and price.holds_since <= ${dayOf(until)}::date
      where ${SINCE_DAY} < ${dayOf(until)}::date
    ), placed as (
      select facility.id, max(turn.day)::timestamp at time zone 'Asia/Ho_Chi_Minh' as at from span
      cross join lateral (
        select contained.inner_id, day from unit_containment contained
        join administrative_unit around on around.id = contained.outer_id
        cross join lateral (values (contained.since), (contained.until), (around.valid_from), (around.valid_until)) days (day)
        where day > ${SINCE_DAY} and day <= ${dayOf(until)}::date
        offset 0
      ) turn
      join facility on facility.place_id = turn.inner_id
      where ${SINCE_DAY} < ${dayOf(until)}::date
      group by facility.id
    )
    insert into catalogue_change (type, id, at, was_public)
    select 'PRODUCT', id, max(at), false from (
      select id, at from published union all select id, at from priced
      union all select part.set_id, published.at from published join product_component part on part.component_id = published.id
      union all select product_id, at from turned where product_id is not null
      union all select product.id, placed.at from placed join product on product.facility_id = placed.id
    ) due group by id
    union all
    select 'FACILITY', id, max(at), false from (
      select facility_id as id, at from turned where facility_id is not null union all select id, at from placed
    ) due group by id
    union all
    select 'CERTIFICATE', id, max(at), false from (
      select id, at from turned
      union all select certificate.id, published.at from published join certificate on certificate.product_id = published.id
    ) due group by id`;
  await db.query(text, values);
}
