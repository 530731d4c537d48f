import sql, { type Sql } from 'sql-template-tag';

/** Whether two facilities lie in one province, of today or of the past; false where a place is unknown. */
const inOneProvince = (one: Sql, other: Sql): Sql => sql`exists (
  select from unit_containment p join unit_containment q on q.outer_id = p.outer_id
  where p.inner_id = ${one}.place_id and q.inner_id = ${other}.place_id
)`;

/**
 * Facilities that are likely the same as the one in `row`, by their ids: they have the same tax code, or in one province
 * the same name, legal form, diacritics and i/y aside. Two look-ups, since PostgreSQL uses no index for an OR of them.
 */
export const likelyDuplicatesOf = (row: Sql): Sql => sql`
  select twin.id from facility twin
  where twin.tax_code = ${row}.tax_code and twin.id <> ${row}.id and twin.merged_into_id is null
  union all
  select twin.id from facility twin
  where twin.name_key = ${row}.name_key and twin.id <> ${row}.id and twin.merged_into_id is null
    and ${inOneProvince(row, sql`twin`)}`;
