import sql, { type Sql } from 'sql-template-tag';
import { ladderOf } from '../platform/search/postgres/encodings.ts';
import type { DocumentKind } from '../platform/search/search-index.ts';
import { PriceAudience } from '../products/product-parts.entity.ts';
import { certificateBadges } from './badges.ts';
import { HIGHLIGHTED, PRODUCT_LABELS, productTexts } from './hit-texts.ts';
import { placeColumns } from './place-columns.ts';

const names = sql`
  select string_agg(concat_ws(' ', above.name_vi, above.name_en), ' ') as text
  from category above where above.id = any(category.path)`;

const prices = ladderOf(
  sql`
    select price.audience, price.min_quantity as quantity, price.amount, price.holds_since as since
    from product_price price where price.product_id = product.id`,
  Object.values(PriceAudience),
);

const capacities = sql`
  select array_agg(capacity.quantity order by year.month) as by_month
  from generate_series(1, 12) as year (month)
  left join product_capacity capacity on capacity.product_id = product.id and capacity.month = year.month
  having count(capacity.quantity) > 0`;

const attributes = sql`
  select
    jsonb_object_agg(definition.code, coalesce(
      to_jsonb(option.code), to_jsonb(value.number), to_jsonb(value.boolean), to_jsonb(vi_fold(value.text))
    )) as by_code,
    string_agg(concat_ws(' ', option.name_vi, option.name_en, value.text), ' ') as text
  from product_attribute value
  join attribute_definition definition on definition.id = value.definition_id
  left join attribute_option option on option.id = value.option_id
  where value.product_id = product.id`;

/**
 * Products that are published, now or from an instant to come, of facilities that the public sees: the policy of the type
 * Product but for its clock. A product lies where its facility does and has its certificates too.
 */
const documents = (ids: Sql): Sql => sql`
  with maker as materialized (
    select facility.*, place.names as place_names, place.nodes as place_nodes, place.province_since, place.province_states
    from facility left join lateral (${placeColumns(sql`facility.place_id`)}) place on true
    where facility.id in (select product.facility_id from product where product.id = any(${ids}))
      and facility.status = 'VERIFIED' and facility.merged_into_id is null
  )
  select product.id, product.publish_at as visible_from, product.publish_at as recorded_at,
    array[product.name_vi, product.name_en] as names,
    concat_ws(' ', names.text, maker.name, maker.name_en, maker.place_names) as heading,
    concat_ws(' ', product.description_vi, product.description_en, array_to_string(product.ingredients, ' '), product.origin_place,
      product.raw_material_area, maker.craft_village, product.gtin, product.external_id, attributes.text) as body,
    category.path || maker.place_nodes as nodes,
    category.id as category, maker.place_id as place, maker.province_since, maker.province_states,
    badges.since as certificate_since, badges.masks as certificate_masks,
    maker.legal_form, product.unit, maker.id as facility, product.demo,
    product.minimum_order_quantity, product.lead_time_days::float8 as lead_time_days,
    prices.periods as price_periods, prices.starts as price_starts, prices.quantities as price_quantities, prices.amounts as price_amounts,
    capacities.by_month as capacity,
    maker.latitude as location_latitude, maker.longitude as location_longitude, attributes.by_code as attributes
  from product
  join maker on maker.id = product.facility_id
  join category on category.id = product.category_id
  cross join lateral (${names}) names
  cross join lateral (${certificateBadges(sql`(certificate.product_id = product.id or certificate.facility_id = maker.id)`)}) badges
  cross join lateral (${prices}) prices
  left join lateral (${capacities}) capacities on true
  cross join lateral (${attributes}) attributes
  where product.id = any(${ids}) and product.status = 'PUBLISHED' and product.publish_at is not null`;

export const productDocuments: DocumentKind = {
  name: 'product',
  // What is searched for together lies together.
  candidates: sql`
    select product.id from product join category on category.id = product.category_id
    where product.status = 'PUBLISHED' order by category.path, product.id`,
  documents,
  texts: productTexts,
  labels: PRODUCT_LABELS,
  highlighted: HIGHLIGHTED,
};
