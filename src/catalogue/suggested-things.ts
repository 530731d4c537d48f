import type { EntityClass } from '@mikro-orm/core';
import sql, { type Sql } from 'sql-template-tag';
import { Facility } from '../facilities/facility.entity.ts';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { fullName } from '../places/administrative-unit.read.ts';
import type { Database } from '../platform/database/database.ts';
import type { Candidate } from '../platform/search/postgres/candidates.ts';
import { Category } from '../products/category.entity.ts';
import { Product } from '../products/product.entity.ts';

/** What a name stands for now. */
export interface SuggestedThing {
  /** Its texts, the one to be shown first. */
  readonly texts: readonly string[];
  /** Public products behind it, at most 500. */
  readonly count: number;
  /** The row that has the name, if only one has. */
  readonly id: string | null;
}

/** The entities whose names are suggested, by kind. */
export const SUGGESTED: Readonly<Record<string, EntityClass<object>>> = {
  product: Product,
  category: Category,
  facility: Facility,
  place: AdministrativeUnit,
};

interface Row {
  readonly id: string | null;
  readonly alone: boolean;
  readonly count: number;
  readonly texts: (string | null)[] | null;
}

/** A place below a province is told from others of its name by where it lies, or last lay. */
const placeTexts = (id: Sql): Sql => sql`
  select array[${fullName(sql`unit`)} || coalesce(', ' || (
    select outer_unit.name from unit_parenthood parenthood join administrative_unit outer_unit on outer_unit.id = parenthood.parent_id
    where parenthood.unit_id = unit.id order by parenthood.valid_until desc nulls first limit 1
  ), ''), unit.name_en]
  from administrative_unit unit where unit.id = ${id}`;

const STATEMENT = sql`
  select thing.bearer_id as id, thing.alone, thing.products as count,
    case wanted.kind
      when 'product' then (
        select array[case when thing.by_main then product.name_vi else product.name_en end] from product where product.id = thing.bearer_id)
      when 'facility' then (
        select array[case when thing.by_main then facility.name else facility.name_en end] from facility where facility.id = thing.bearer_id)
      when 'category' then (
        select array[category.name_vi, category.name_en] from category where category.id = thing.bearer_id)
      else (${placeTexts(sql`thing.bearer_id`)})
    end as texts
  from unnest($1::text[], $2::bigint[], $3::uuid[]) with ordinality wanted (kind, name, node, place)
  left join lateral search_suggested(wanted.kind, wanted.name, wanted.node, $4) thing on true
  order by wanted.place`;

/** What names stand for at an instant, in their order; null where they no longer stand for anything. */
export async function suggestedThings(
  db: Pick<Database, 'query'>,
  candidates: readonly Candidate[],
  at: Date,
): Promise<(SuggestedThing | null)[]> {
  const columns = [
    candidates.map(({ kind }) => kind),
    candidates.map(({ name }) => name),
    candidates.map(({ node }) => node),
  ];
  const rows = await db.query<Row>(STATEMENT.text, [...columns, at], 'search_suggested');
  return rows.map(({ id, alone, count, texts }) =>
    id === null || texts === null
      ? null
      : { texts: texts.filter((text) => text !== null), count, id: alone ? id : null },
  );
}
