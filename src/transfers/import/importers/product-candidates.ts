import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { type Sql } from 'sql-template-tag';
import { execute } from '../../../platform/database/execute.ts';
import { isOutside, type KeyRange } from '../../../platform/database/key-range.ts';
import { normaliseGtin } from '../../../platform/standards/gtin.ts';
import { unitOf } from '../../../platform/standards/units.ts';
import { canonical, fold, hasDiacritics } from '../../../platform/text/vietnamese.ts';
import type { Measured } from '../../../products/product-checks.ts';
import { measuredText } from '../../columns/part-texts.ts';
import type { QuestionChoice } from '../../columns/question.ts';

/** What a row calls a product by. */
export interface WantedProduct {
  /** Key of the facility that makes it; undefined where that is not known. */
  readonly facility: string | undefined;
  readonly externalId: string | null | undefined;
  readonly gtin: string | null | undefined;
  readonly name: string | null | undefined;
}

/** A product that a row may mean. */
export interface ProductMatch {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly netContent: Measured | null;
  readonly externalId: string | null;
  readonly gtin14: string | null;
  /** Key and name of the facility that makes it. */
  readonly facility: string;
  readonly maker: string;
}

/** The products that a row may mean. */
export interface ProductCandidates {
  /** By its code at the facility. */
  readonly byCode: ProductMatch | null;
  /** By its GTIN, whoever makes it. */
  readonly byGtin: ProductMatch | null;
  /** Those of the facility that have its name, marks aside where it has none, and neither another code nor another GTIN; at most 20. */
  readonly byName: readonly ProductMatch[];
}

type Found = Omit<ProductMatch, 'netContent'> & {
  readonly content: number | null;
  readonly contentUnit: string | null;
} & { readonly row: number; readonly by: 'CODE' | 'GTIN' | 'NAME' };

const MAX_NAMED = 20;

/**
 * Looks up the products that rows may mean, in one statement for all of them. Those whose keys lie in `except` are none by their names.
 */
export async function findCandidates(
  em: EntityManager,
  wanted: readonly WantedProduct[],
  except: KeyRange | null = null,
): Promise<readonly ProductCandidates[]> {
  if (wanted.length === 0) return [];
  const found = await execute<Found>(em, candidatesOf(wanted, except));
  const byRow = Map.groupBy(found, ({ row }) => row);
  return wanted.map((_, row) => {
    const matches = (by: Found['by']) => (byRow.get(row) ?? []).filter((match) => match.by === by).map(matchOf);
    return {
      byCode: matches('CODE')[0] ?? null,
      byGtin: matches('GTIN')[0] ?? null,
      byName: matches('NAME').slice(0, MAX_NAMED),
    };
  });
}

const matchOf = ({ content, contentUnit, ...match }: Found): ProductMatch => ({
  ...match,
  netContent: content === null ? null : { value: content, unit: contentUnit! },
});

/**
 * The names of a facility are gone through, those of products with a code only where a row has none: folding them costs much, and is
 * done where a row has no marks and the length fits.
 */
function candidatesOf(wanted: readonly WantedProduct[], except: KeyRange | null): Sql {
  const codes = wanted.map(({ externalId }) => (externalId ? canonical(externalId) : null));
  const gtins = wanted.map(({ gtin }) => (gtin ? normaliseGtin(gtin) : null));
  const names = wanted.map(({ name }) => (name ? canonical(name).toLowerCase() : null));
  return sql`
    with given as materialized (
      select * from unnest(
        ${wanted.map((_, row) => row)}::int[], ${wanted.map(({ facility }) => facility ?? null)}::uuid[],
        ${codes}::text[], ${gtins}::text[], ${names}::text[],
        ${names.map((name) => (name === null || hasDiacritics(name) ? null : fold(name)))}::text[]
      ) given (row, facility, code, gtin, name, bare)
    ), maker as materialized (
      select facility, bool_or(code is null) as goes_by_name from given where name is not null group by facility
    ), made as materialized (
      select p.id, p.facility_id, p.external_id, p.gtin14, p.name_vi
      from maker join product p on p.facility_id = maker.facility and p.external_id is null
      where ${isOutside(sql`p.id`, except)}
      union all
      select p.id, p.facility_id, p.external_id, p.gtin14, p.name_vi
      from maker join product p on p.facility_id = maker.facility and p.external_id is not null
      where maker.goes_by_name and ${isOutside(sql`p.id`, except)}
    ), folded as materialized (
      select made.*, vi_fold(made.name_vi) as name from made
      where char_length(made.name_vi) in (select char_length(bare) from given)
    ), named as (
      select given.row, given.code, given.gtin, made.id, made.external_id, made.gtin14
      from given join made on made.facility_id = given.facility and lower(made.name_vi collate pg_c_utf8) = given.name
      union
      select given.row, given.code, given.gtin, folded.id, folded.external_id, folded.gtin14
      from given join folded on folded.facility_id = given.facility and folded.name = given.bare
    ), match as (
      select given.row, 'CODE' as by, p.id
      from given join product p on p.facility_id = given.facility and p.external_id = given.code
      union all
      select given.row, 'GTIN', p.id from given join product p on p.gtin14 = given.gtin
      union all
      select row, 'NAME', id from named where (code is null or external_id is null) and (gtin is null or gtin14 is null)
    )
    select match.row, match.by, p.id, p.name_vi as name, p.unit, p.net_content as content,
      p.net_content_unit as "contentUnit", p.external_id as "externalId", p.gtin14,
      p.facility_id as facility, f.name as maker
    from match join product p on p.id = match.id join facility f on f.id = p.facility_id
    order by match.row, p.id`;
}

/** A product as an answer: its name, unit, net content and code. */
export function productChoice({ id, name, unit, netContent, externalId }: ProductMatch): QuestionChoice {
  const units = unitOf(unit)?.name ?? { vi: unit, en: unit };
  const content = netContent ? ` ${measuredText(netContent)}` : '';
  const label = (of: string, code: string) =>
    `${name} (${of}${content})${externalId === null ? '' : `, ${code} ${externalId}`}`;
  return { choice: id, label: { vi: label(units.vi, 'mã'), en: label(units.en, 'code') } };
}

/** A product in a message. */
export const shownProduct = ({ name, externalId, maker }: ProductMatch): string =>
  `"${name}"${externalId === null ? '' : ` (${externalId})`}, ${maker}`;
