import sql, { empty, type Sql } from 'sql-template-tag';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { fullName } from '../places/administrative-unit.read.ts';
import type { SuggestedKind } from '../platform/search/suggestions.ts';
import { Category } from '../products/category.entity.ts';

const among = (row: Sql, ids: Sql | null): Sql => (ids ? sql`where ${row}.id = any(${ids})` : empty);

const categoryNames = (ids: Sql | null): Sql => sql`
  select category.id, given.name
  from category cross join lateral (values (category.name_vi), (category.name_en)) given (name)
  ${among(sql`category`, ids)}`;

/** With and without the word for its type. An English name that is the Vietnamese one without its diacritics says nothing more. */
const placeNames = (ids: Sql | null): Sql => sql`
  select unit.id, given.name
  from administrative_unit unit
  cross join lateral (values (unit.name), (${fullName(sql`unit`)}), (case when lower(unit.name_en) <> unit.name_key then unit.name_en end)) given (name)
  ${among(sql`unit`, ids)}`;

/** What is suggested while somebody types; the more products are behind a name, the earlier. */
export const suggestedNames: readonly SuggestedKind[] = [
  { kind: 'product', popularity: sql`select id, 1 as times from search_document where kind = 'product'` },
  {
    kind: 'facility',
    popularity: sql`select facility as id, count(*) as times from search_document where kind = 'product' group by facility`,
  },
  {
    kind: 'category',
    popularity: sql`
      select above.id, count(*) as times
      from search_document d join category on category.id = d.category cross join lateral unnest(category.path) above (id)
      group by above.id`,
    nodes: { entity: Category, names: categoryNames },
  },
  {
    kind: 'place',
    popularity: sql`
      select containment.outer_id as id, count(*) as times
      from search_document d join unit_containment containment on containment.inner_id = d.place
      where d.kind = 'product'
      group by containment.outer_id`,
    nodes: { entity: AdministrativeUnit, names: placeNames },
  },
];
