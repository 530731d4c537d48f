import sql, { type Sql } from 'sql-template-tag';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { PLACE_PREFIX } from '../places/administrative-unit.read.ts';
import { liesWithinUnit } from '../places/place-sql.ts';
import { requireOperator, type Viewer } from '../platform/auth/viewer.ts';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { choiceSql, codeSql, filterSql, nameSql } from '../platform/graphql/filters.ts';
import { decodeIdOf } from '../platform/graphql/ids.ts';
import type { Order } from '../platform/read/order.ts';
import type { ReadViewer } from '../platform/read/policy.ts';
import { connection, list, one, type Read } from '../platform/read/reads.ts';
import { Facility } from './facility.entity.ts';
import { FacilitiesArgs, FacilityConnection, type FacilityFilter, type FacilityOrder } from './facility.inputs.ts';
import { canonicalFacility, FACILITY_PREFIX, MAX_DUPLICATES, taxCodeSql } from './facility.read.ts';
import { likelyDuplicatesOf } from './facility-duplicates.ts';
import { facilityNameKey } from './facility-name.ts';

const BY_NAME: readonly Order[] = [{ expr: (row) => sql`${row}.name_key`, type: 'text' }];

const ORDERS: Record<FacilityOrder, readonly Order[]> = {
  NAME: BY_NAME,
  NEWEST: [{ expr: (row) => sql`${row}.created_at`, type: 'timestamptz', direction: 'DESC' }],
  LAST_CHANGED: [{ expr: (row) => sql`${row}.updated_at`, type: 'timestamptz', direction: 'DESC' }],
};

@Resolver(() => Facility)
export class FacilityResolver {
  @Query(() => Facility, {
    nullable: true,
    description:
      'A facility by its id; the id of one that was merged leads to the one that stayed. Null when there is none that the viewer may see.',
  })
  facility(@Arg('id', () => ID, { description: 'Id of the facility.' }) id: string): Read {
    return one(Facility, decodeIdOf(FACILITY_PREFIX, id, ['id']));
  }

  @Query(() => FacilityConnection, { description: 'Facilities that the viewer may see.' })
  facilities(
    @Args(() => FacilitiesArgs) { filter, orderBy, ...page }: FacilitiesArgs,
    @Ctx() { viewer }: RequestContext,
  ): Read {
    return connection(Facility, page, {
      where: (row, reader) => facilitySql(row, filter, viewer, reader),
      orderBy: ORDERS[orderBy],
    });
  }

  @Query(() => [Facility], {
    description: 'Other records that are likely of the same facility, by name; at most 20. For operators.',
  })
  facilityDuplicates(
    @Arg('id', () => ID, { description: 'Id of the facility.' }) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Read {
    requireOperator(viewer);
    return duplicatesOf(decodeIdOf(FACILITY_PREFIX, id, ['id']));
  }

  @Query(() => FacilityConnection, {
    description:
      'Facilities with a likely duplicate — the same tax code, or the same name in one province, legal form and diacritics aside — by name, so that duplicates stand together. For operators.',
  })
  likelyDuplicateFacilities(@Args(() => ConnectionArgs) page: ConnectionArgs, @Ctx() { viewer }: RequestContext): Read {
    requireOperator(viewer);
    return connection(Facility, page, { where: (row) => sql`exists (${likelyDuplicatesOf(row)})`, orderBy: BY_NAME });
  }
}

/** The likely duplicates of a facility. */
export function duplicatesOf(id: string): Read {
  return list(Facility, {
    where: (row) => sql`${row}.id in (
      select twins.id from facility mine cross join lateral (${likelyDuplicatesOf(sql`mine`)}) twins
      where mine.id = ${canonicalFacility(sql`${id}::uuid`)}
    )`,
    orderBy: (row) => sql`${row}.name_key, ${row}.id`,
    limit: MAX_DUPLICATES,
  });
}

function facilitySql(row: Sql, filter: FacilityFilter | null | undefined, viewer: Viewer, reader: ReadViewer): Sql {
  return filterSql(filter, (part) => {
    // What a viewer may not see must not be guessed by filtering for it.
    if (part.needs) requireOperator(viewer);
    return [
      choiceSql(sql`${row}.status`, part.status),
      choiceSql(sql`${row}.legal_form`, part.legalForm),
      nameSql(sql`${row}.name_key`, part.name, (text) => [facilityNameKey(text)]),
      codeSql(taxCodeSql(row, reader), part.taxCode),
      codeSql(sql`${row}.vsic_code`, part.vsicCode),
      part.place != null
        ? liesWithinUnit(sql`${row}.place_id`, sql`${decodeIdOf(PLACE_PREFIX, part.place, ['filter', 'place'])}`)
        : null,
      part.inCraftVillage == null ? null : sql`(${row}.craft_village is not null) = ${part.inCraftVillage}`,
      part.needs ? sql`${row}.needs && ${part.needs}` : null,
      part.demo == null ? null : sql`${row}.demo = ${part.demo}`,
    ];
  });
}
