import type { EntityClass } from '@mikro-orm/core';
import sql, { type Sql } from 'sql-template-tag';
import { Facility } from '../facilities/facility.entity.ts';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { fullName } from '../places/administrative-unit.read.ts';
import type { Database } from '../platform/database/database.ts';
import type { Candidate } from '../platform/search/memory/suggesting.ts';
import { Category } from '../products/category.entity.ts';
import { Product } from '../products/product.entity.ts';

/** The entities whose names are suggested, by kind. */
export const SUGGESTED: Readonly<Record<string, EntityClass<object>>> = {
  product: Product,
  category: Category,
  facility: Facility,
  place: AdministrativeUnit,
};

/** A place below a province is told from others of its name by where it lies, or last lay. */
const placeTexts = (id: Sql): Sql => sql`
  select array[${fullName(sql`unit`)} || coalesce(', ' || (
    select outer_unit.name from unit_parenthood parenthood join administrative_unit outer_unit on outer_unit.id = parenthood.parent_id
    where parenthood.unit_id = unit.id order by parenthood.valid_until desc nulls first limit 1
  ), ''), unit.name_en]
  from administrative_unit unit where unit.id = ${id}`;

const STATEMENT = sql`
  select
    case named.kind
      when 'product' then (
        select array[case when named.by_main then product.name_vi else product.name_en end] from product where product.id = named.id)
      when 'facility' then (
        select array[case when named.by_main then facility.name else facility.name_en end] from facility where facility.id = named.id)
      when 'category' then (
        select array[category.name_vi, category.name_en] from category where category.id = named.id)
      else (${placeTexts(sql`named.id`)})
    end as texts
  from unnest($1::text[], $2::uuid[], $3::boolean[]) with ordinality named (kind, id, by_main, place)
  order by named.place`;

/** The texts of what bears names, in their order, the one to be shown first; none of what has gone this moment. */
export async function suggestedTexts(
  db: Pick<Database, 'query'>,
  candidates: readonly Candidate[],
): Promise<readonly string[][]> {
  const columns = [
    candidates.map(({ kind }) => kind),
    candidates.map(({ id }) => id),
    candidates.map(({ byMain }) => byMain),
  ];
  const rows = await db.query<{ texts: (string | null)[] | null }>(STATEMENT.text, columns, 'suggested_texts');
  return rows.map(({ texts }) => (texts ?? []).filter((text) => text !== null));
}
