import sql, { type Sql } from 'sql-template-tag';
import type { DocumentKind } from '../platform/search/search-index.ts';
import { certificateBadges } from './badges.ts';
import { FACILITY_LABELS, facilityTexts, HIGHLIGHTED } from './hit-texts.ts';
import { placeColumns } from './place-columns.ts';

/** The facilities that the public sees, by the policy of the type Facility. What only products have, they lack. */
const documents = (ids: Sql): Sql => sql`
  select facility.id, '-infinity'::timestamptz as visible_from, facility.created_at as recorded_at,
    array[facility.name, facility.name_en] as names,
    concat_ws(' ', place.names, facility.craft_village) as heading,
    facility.address as body, place.nodes,
    null::uuid as category, facility.place_id as place, place.province_since, place.province_states,
    badges.since as certificate_since, badges.masks as certificate_masks,
    facility.legal_form, null::text as unit, facility.id as facility, facility.demo,
    null::float8 as minimum_order_quantity, null::float8 as lead_time_days,
    null::int[] as price_periods, null::int[] as price_starts, null::float8[] as price_quantities, null::bigint[] as price_amounts,
    null::float8[] as capacity,
    facility.latitude as location_latitude, facility.longitude as location_longitude, null::jsonb as attributes
  from facility
  left join lateral (${placeColumns(sql`facility.place_id`)}) place on true
  cross join lateral (${certificateBadges(sql`certificate.facility_id = facility.id`)}) badges
  where facility.id = any(${ids}) and facility.status = 'VERIFIED' and facility.merged_into_id is null`;

export const facilityDocuments: DocumentKind = {
  name: 'facility',
  candidates: sql`select id from facility where status = 'VERIFIED' and merged_into_id is null order by id`,
  documents,
  texts: facilityTexts,
  labels: FACILITY_LABELS,
  highlighted: HIGHLIGHTED,
};
