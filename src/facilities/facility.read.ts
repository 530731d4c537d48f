import sql, { raw, type Sql } from 'sql-template-tag';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { encloses, liesWithinUnit, rank, today } from '../places/place-sql.ts';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import { readField } from '../platform/graphql/read-field.ts';
import { connection, embedded, sqlField, toMany, toOne } from '../platform/read/fields.ts';
import type { ReadViewer } from '../platform/read/policy.ts';
import { extendReadType, readType } from '../platform/read/read-type.ts';
import { Facility, FacilityTransition } from './facility.entity.ts';
import { FacilityConnection } from './facility.inputs.ts';
import { FacilityCompleteness } from './facility.types.ts';
import { FACILITY_COMPLETENESS } from './facility-completeness.ts';
import { FacilityDocument } from './facility-document.entity.ts';
import { likelyDuplicatesOf } from './facility-duplicates.ts';
import { GeoPoint } from './geo-point.ts';

export const FACILITY_PREFIX = 'fac';
export const DOCUMENT_PREFIX = 'doc';

/** Most likely duplicates that are listed. */
export const MAX_DUPLICATES = 20;

const isOperator = ({ role }: ReadViewer): boolean => role === 'operator';

const forOperators = (_: Sql, viewer: ReadViewer): Sql => raw(String(isOperator(viewer)));

/** The tax code that the viewer may see: a personal number (12 digits) is not for the public. */
export const taxCodeSql = (row: Sql, viewer: ReadViewer): Sql =>
  isOperator(viewer) ? sql`${row}.tax_code` : sql`case when length(${row}.tax_code) <> 12 then ${row}.tax_code end`;

/** The facility that an id leads to: another one after a merger. */
export const canonicalFacility = (id: Sql): Sql =>
  sql`coalesce((select gone.merged_into_id from facility gone where gone.id = ${id}), ${id})`;

/** Whether a column refers to one of some facilities; the id of one that was merged means the one that stayed. */
export const isFacility = (column: Sql, ids: readonly string[]): Sql =>
  sql`${column} = any(array(select ${canonicalFacility(raw('given.id'))} from unnest(${ids}::uuid[]) given (id)))`;

readField(Facility, 'location', () => GeoPoint, {
  nullable: true,
  description: 'Where it is on the map; null while unknown.',
});
readField(Facility, 'currentPlace', () => AdministrativeUnit, {
  nullable: true,
  description:
    'The smallest unit of today that the recorded place is known to lie in: the place itself while it holds, else what it went into; for an old district what its province went into. Null when unknown.',
});
readField(Facility, 'completeness', () => FacilityCompleteness, {
  nullable: true,
  description: 'How complete the record is; null for all but operators.',
});
readField(Facility, 'likelyDuplicates', () => [Facility], {
  description: `Other records that are likely of the same facility, by name; at most ${MAX_DUPLICATES}. Empty for all but operators.`,
});

export const facilityRead = readType(Facility, {
  prefix: FACILITY_PREFIX,
  visible: (row, viewer) =>
    isOperator(viewer)
      ? sql`${row}.merged_into_id is null`
      : sql`${row}.status = 'VERIFIED' and ${row}.merged_into_id is null`,
  canonicalId: canonicalFacility,
  fields: {
    taxCode: sqlField((row, _, viewer) => taxCodeSql(row, viewer)),
    needs: sqlField((row, _, viewer) => (isOperator(viewer) ? sql`${row}.needs` : sql`null::text[]`)),
    location: embedded(
      { latitude: sqlField((row) => sql`${row}.latitude`), longitude: sqlField((row) => sql`${row}.longitude`) },
      (row) => sql`${row}.latitude is not null`,
    ),
    currentPlace: toOne(AdministrativeUnit, (target, row) => ({
      where: encloses(target, sql`${row}.place_id`, today),
      orderBy: sql`${rank(target)} desc`,
    })),
    completeness: embedded(
      {
        percent: sqlField((row) => FACILITY_COMPLETENESS.percentSql(row)),
        missing: sqlField((row) => FACILITY_COMPLETENESS.gapsSql(row, 'all')),
        blocking: sqlField((row) => FACILITY_COMPLETENESS.gapsSql(row, 'needed')),
      },
      forOperators,
    ),
    likelyDuplicates: toMany(Facility, (target, row, _, viewer) => ({
      where: isOperator(viewer) ? sql`${target}.id in (${likelyDuplicatesOf(row)})` : raw('false'),
      orderBy: sql`${target}.name_key, ${target}.id`,
      limit: MAX_DUPLICATES,
    })),
  },
});

export const facilityTransitionRead = readType(FacilityTransition, { visible: forOperators });

export const facilityDocumentRead = readType(FacilityDocument, { prefix: DOCUMENT_PREFIX, visible: forOperators });

readField(AdministrativeUnit, 'facilities', () => FacilityConnection, {
  description: 'Facilities recorded in it, in what lies in it or in what went into it, by name.',
  args: ConnectionArgs,
});

/** What a unit shows of facilities. */
export const unitFacilities = extendReadType(AdministrativeUnit, {
  facilities: connection(Facility, (target, row) => ({
    where: liesWithinUnit(sql`${target}.place_id`, sql`${row}.id`),
    orderBy: [{ expr: (facility) => sql`${facility}.name_key`, type: 'text' }],
  })),
});
