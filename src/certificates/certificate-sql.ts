import sql, { type Sql } from 'sql-template-tag';
import { nowBind } from '../platform/read/bind.ts';

const now = sql`${nowBind}::timestamptz`;

/**
 * Whether a certificate (a row of certificate) counts by the clock of the request: verified, not withdrawn, inside
 * its period. Everything that filters by certificates, shows badges or counts them asks this.
 */
export const counts = (row: Sql): Sql =>
  sql`coalesce(${row}.verified_at is not null and ${row}.withdrawn_at is null and ${row}.valid_from <= ${now} and ${now} < ${row}.valid_until, false)`;

/** The standing of a certificate as text; VALID exactly where it counts. */
export const standing = (row: Sql): Sql => sql`case
  when ${row}.withdrawn_at is not null then 'WITHDRAWN'
  when ${row}.verified_at is null or ${row}.valid_from is null or ${row}.valid_until is null then 'NOT_VERIFIED'
  when ${now} < ${row}.valid_from then 'NOT_YET_VALID'
  when ${now} >= ${row}.valid_until then 'LAPSED'
  else 'VALID'
end`;

/** Whether a certificate that was verified and not withdrawn lapses in the `days` times 24 hours to come. */
export const lapsesWithin = (row: Sql, days: number): Sql =>
  sql`${row}.verified_at is not null and ${row}.withdrawn_at is null
    and ${row}.valid_until > ${now} and ${row}.valid_until <= ${now} + make_interval(hours => ${days * 24}::int)`;

/** The day in Viet Nam on which an instant lies. */
export const dayIn = (instant: Sql): Sql => sql`((${instant}) at time zone 'Asia/Ho_Chi_Minh')::date`;
