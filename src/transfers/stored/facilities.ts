import sql, { raw, type Sql } from 'sql-template-tag';
import { Facility, type FacilityStatus } from '../../facilities/facility.entity.ts';
import { taxCodeSql } from '../../facilities/facility.read.ts';
import type { StoredFacility } from '../columns/facility-columns.ts';
import { type HeldCertificate, heldCertificates } from './certificates.ts';
import { placePath, placeWords, type StoredUnit } from './places.ts';
import { type ExportReads, isVisible, query, viewerOf } from './policy.ts';

/** A facility with all that partners are told of it; instants are ISO 8601. */
export interface PublishedFacility extends StoredFacility {
  readonly placePath: readonly StoredUnit[] | null;
  /** Its own ones that count at the moment. */
  readonly certificates: readonly HeldCertificate[];
  readonly status: FacilityStatus;
  readonly updatedAt: Date;
}

/** Facilities by their keys, in that order; those that the role does not see are left out. What they need is for operators. */
export async function storedFacilities(reads: ExportReads, ids: readonly string[]): Promise<PublishedFacility[]> {
  const rows = await query<Omit<PublishedFacility, 'place'>>(
    reads,
    facilitiesSql(reads, ids),
    `stored_facilities_${reads.role}`,
  );
  return rows.map((row) => ({ ...row, place: placeWords(row.placePath) }));
}

function facilitiesSql({ role }: ExportReads, ids: readonly string[]): Sql {
  const facility = raw('facility');
  return sql`
    select facility.id, facility.name, facility.name_en as "nameEn", facility.legal_form as "legalForm",
      ${taxCodeSql(facility, viewerOf(role))} as "taxCode", facility.vsic_code as "vsicCode", facility.vsic_version as "vsicVersion",
      ${placePath(raw('facility.place_id'))} as "placePath", facility.address, facility.latitude, facility.longitude,
      facility.contact_name as "contactName", facility.phone, facility.email, facility.website, facility.craft_village as "craftVillage",
      facility.founded_year as "foundedYear", facility.workers, facility.monthly_capacity as "monthlyCapacity",
      facility.monthly_capacity_unit as "monthlyCapacityUnit", ${role === 'operator' ? raw('facility.needs') : raw("'{}'::text[]")} as needs,
      facility.status, facility.demo, facility.updated_at as "updatedAt",
      ${heldCertificates(sql`certificate.facility_id = facility.id`)} as certificates
    from unnest(${ids}::uuid[]) with ordinality given (id, place)
    join facility on facility.id = given.id
    where ${isVisible(Facility, facility, role)}
    order by given.place`;
}
