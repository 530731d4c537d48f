import sql, { type Sql } from 'sql-template-tag';
import type { TextLabels } from '../platform/search/reasons.ts';

/** A text of a product or facility that the search looks into. */
export enum HitField {
  NAME_VI = 'NAME_VI',
  NAME_EN = 'NAME_EN',
  CATEGORY = 'CATEGORY',
  FACILITY = 'FACILITY',
  PLACE = 'PLACE',
  CRAFT_VILLAGE = 'CRAFT_VILLAGE',
  ADDRESS = 'ADDRESS',
  DESCRIPTION_VI = 'DESCRIPTION_VI',
  DESCRIPTION_EN = 'DESCRIPTION_EN',
  INGREDIENTS = 'INGREDIENTS',
  ORIGIN = 'ORIGIN',
  ATTRIBUTES = 'ATTRIBUTES',
  CODE = 'CODE',
}

/** The texts in which words are marked. */
export const HIGHLIGHTED = [HitField.NAME_VI, HitField.NAME_EN, HitField.DESCRIPTION_VI, HitField.DESCRIPTION_EN];

const NAMES = [HitField.NAME_VI, HitField.NAME_EN];

/** By what they count: see `documents` of the kinds, where names, heading and body are these. */
export const PRODUCT_LABELS: TextLabels = {
  names: NAMES,
  around: [HitField.CATEGORY, HitField.FACILITY, HitField.PLACE],
  others: [
    HitField.DESCRIPTION_VI,
    HitField.DESCRIPTION_EN,
    HitField.INGREDIENTS,
    HitField.ORIGIN,
    HitField.CRAFT_VILLAGE,
    HitField.ATTRIBUTES,
    HitField.CODE,
  ],
};

export const FACILITY_LABELS: TextLabels = {
  names: NAMES,
  around: [HitField.PLACE, HitField.CRAFT_VILLAGE],
  others: [HitField.ADDRESS],
};

/** Texts of a product; none of those that are not asked for is looked up. */
export const productTexts = (id: Sql, labels: readonly string[]): Sql =>
  labelled(
    sql`
      select name.field, name.text, null::uuid as node
      from product cross join lateral (values
        (${HitField.NAME_VI}, product.name_vi), (${HitField.NAME_EN}, product.name_en),
        (${HitField.DESCRIPTION_VI}, product.description_vi), (${HitField.DESCRIPTION_EN}, product.description_en),
        (${HitField.ORIGIN}, product.origin_place), (${HitField.ORIGIN}, product.raw_material_area),
        (${HitField.CODE}, product.gtin), (${HitField.CODE}, product.external_id)
      ) name (field, text)
      where product.id = ${id}
      union all
      select ${HitField.INGREDIENTS}, unnest(product.ingredients), null from product where product.id = ${id}
      union all
      select ${HitField.CATEGORY}, unnest(array[above.name_vi, above.name_en]), above.id
      from product join category on category.id = product.category_id join category above on above.id = any(category.path)
      where product.id = ${id}
      union all
      select name.field, name.text, null
      from product join facility on facility.id = product.facility_id cross join lateral (values
        (${HitField.FACILITY}, facility.name), (${HitField.FACILITY}, facility.name_en), (${HitField.CRAFT_VILLAGE}, facility.craft_village)
      ) name (field, text)
      where product.id = ${id}
      union all
      ${placeNames(sql`product join facility on facility.id = product.facility_id`, sql`product.id = ${id}`)}
      union all
      select ${HitField.ATTRIBUTES}, unnest(array[option.name_vi, option.name_en, value.text]), null
      from product_attribute value left join attribute_option option on option.id = value.option_id
      where value.product_id = ${id}`,
    labels,
  );

/** Texts of a facility. */
export const facilityTexts = (id: Sql, labels: readonly string[]): Sql =>
  labelled(
    sql`
      select name.field, name.text, null::uuid as node
      from facility cross join lateral (values
        (${HitField.NAME_VI}, facility.name), (${HitField.NAME_EN}, facility.name_en),
        (${HitField.CRAFT_VILLAGE}, facility.craft_village), (${HitField.ADDRESS}, facility.address)
      ) name (field, text)
      where facility.id = ${id}
      union all
      ${placeNames(sql`facility`, sql`facility.id = ${id}`)}`,
    labels,
  );

/** Names of all units in which the place of `facility` lies or lay, the smallest first. */
const placeNames = (facility: Sql, condition: Sql): Sql => sql`
  select * from (
    select ${HitField.PLACE}, unnest(array[unit.name, unit.name_en]), unit.id
    from ${facility}
    join unit_containment containment on containment.inner_id = facility.place_id
    join administrative_unit unit on unit.id = containment.outer_id
    where ${condition} order by unit.level, unit.valid_from nulls first
  ) place`;

const labelled = (parts: Sql, labels: readonly string[]): Sql => sql`(
  select json_agg(json_build_object('field', field, 'text', text, 'node', node))
  from (${parts}) part where field = any(${labels}::text[]) and text is not null)`;
