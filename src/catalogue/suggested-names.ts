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
  { kind: 'product', counted: 'product' },
  { kind: 'facility', counted: 'product', by: 'facility' },
  { kind: 'category', counted: 'product', nodes: { entity: Category, names: categoryNames } },
  { kind: 'place', counted: 'product', nodes: { entity: AdministrativeUnit, names: placeNames } },
];
