import sql, { type Sql } from 'sql-template-tag';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { choiceSql, codeSql, filterSql, nameSql } from '../platform/graphql/filters.ts';
import { decodeIdIfGiven, decodeIdOf } from '../platform/graphql/ids.ts';
import { connection, one, type Read, ref } from '../platform/read/reads.ts';
import { and } from '../platform/read/sql-text.ts';
import { AdministrativeUnit } from './administrative-unit.entity.ts';
import {
  AdministrativeUnitConnection,
  type AdministrativeUnitFilter,
  RecordUnitChangeInput,
  RecordUnitChangePayload,
  UnitsArgs,
} from './administrative-unit.inputs.ts';
import { PLACE_PREFIX } from './administrative-unit.read.ts';
import { placeNameKeys } from './place-name.ts';
import { holds, isUnder, rank, today } from './place-sql.ts';
import { recordUnitChange } from './record-unit-change.service.ts';

@Resolver(() => AdministrativeUnit)
export class AdministrativeUnitResolver {
  @Query(() => AdministrativeUnit, { nullable: true, description: 'A unit by its id; null when there is none.' })
  unit(@Arg('id', () => ID, { description: 'Id of the unit.' }) id: string): Read {
    return one(AdministrativeUnit, decodeIdOf(PLACE_PREFIX, id, ['id']));
  }

  @Query(() => AdministrativeUnitConnection, {
    description: 'The units that hold on a day, larger levels first, then by code.',
  })
  units(@Args(() => UnitsArgs) { filter, asOf, ...page }: UnitsArgs): Read {
    const on = asOf ? sql`${asOf}::date` : today;
    return connection(AdministrativeUnit, page, {
      where: (row) => and(holds(row, on), unitSql(row, filter, on)),
      orderBy: [
        { expr: rank, type: 'int' },
        { expr: (row) => sql`${row}.code`, type: 'text' },
      ],
    });
  }

  @Mutation(() => RecordUnitChangePayload, {
    description: 'Records that units change on a day. For operators.',
  })
  async recordUnitChange(
    @Arg('input', () => RecordUnitChangeInput, { description: 'The change.' }) { on, results }: RecordUnitChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const units = await recordUnitChange(context, {
      on,
      results: results.map(({ from, code, type, name, nameEn, parent, children }, index) => {
        const path = ['results', String(index)];
        const uuids = (ids: readonly string[], list: string) =>
          ids.map((id, place) => decodeIdOf(PLACE_PREFIX, id, [...path, list, String(place)]));
        return {
          from: uuids(from, 'from'),
          code: code ?? null,
          type: type ?? null,
          name: name ?? null,
          nameEn: nameEn ?? null,
          parent: decodeIdIfGiven(PLACE_PREFIX, parent, [...path, 'parent']) ?? null,
          children: uuids(children ?? [], 'children'),
        };
      }),
    });
    return { units: units.map(({ id }) => ref(AdministrativeUnit, id)) };
  }
}

function unitSql(row: Sql, filter: AdministrativeUnitFilter | null | undefined, on: Sql): Sql {
  return filterSql(filter, ({ level, type, code, name, under }) => [
    choiceSql(sql`${row}.level`, level),
    choiceSql(sql`${row}.type`, type),
    codeSql(sql`${row}.code`, code),
    nameSql(sql`${row}.name_key`, name, placeNameKeys),
    under != null ? isUnder(row, decodeIdOf(PLACE_PREFIX, under, ['filter', 'under']), on) : null,
  ]);
}
