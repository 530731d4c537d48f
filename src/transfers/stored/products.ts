import sql, { raw, type Sql } from 'sql-template-tag';
import { taxCodeSql } from '../../facilities/facility.read.ts';
import { holdsToday, ladderOrder } from '../../products/price-sql.ts';
import { Product, type ProductStatus } from '../../products/product.entity.ts';
import type { StoredProduct } from '../columns/stored-product.ts';
import { type HeldCertificate, heldCertificates } from './certificates.ts';
import { placePath, placeWords, type StoredUnit } from './places.ts';
import { type ExportReads, isVisible, query, viewerOf } from './policy.ts';

/** A category on the way to that of a product. */
export interface StoredCategory {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string | null;
}

/** A product with all that partners are told of it; instants are ISO 8601. */
export interface PublishedProduct extends StoredProduct {
  /** From the widest category to its own. */
  readonly categoryPath: readonly StoredCategory[];
  /** Its own ones that count at the moment. */
  readonly certificates: readonly HeldCertificate[];
  readonly facility: StoredProduct['facility'] & {
    readonly nameEn: string | null;
    readonly website: string | null;
    readonly placePath: readonly StoredUnit[] | null;
  };
  readonly status: ProductStatus;
  readonly publishAt: Date | null;
  readonly updatedAt: Date;
}

type Row = Omit<PublishedProduct, 'facility'> & {
  readonly facility: Omit<PublishedProduct['facility'], 'place'>;
};

/** Products by their keys, in that order; those that the role does not see are left out, and of prices the public sees today's. */
export async function storedProducts(reads: ExportReads, ids: readonly string[]): Promise<PublishedProduct[]> {
  const rows = await query<Row>(reads, productsSql(reads, ids), `stored_products_${reads.role}`);
  return rows.map(({ facility, ...row }) => ({
    ...row,
    facility: { ...facility, place: placeWords(facility.placePath) },
  }));
}

/** A product by its key, and never by what the policy says of it: without statistics, PostgreSQL would look at all that are published. */
const byKey = (key: Sql): Sql => sql`(select * from product found where found.id = ${key} offset 0)`;

const listOf = (json: Sql, from: Sql): Sql => sql`(select coalesce(json_agg(${json}), '[]') ${from})`;

function productsSql({ role }: ExportReads, ids: readonly string[]): Sql {
  const product = raw('product');
  const inForce = role === 'operator' ? raw('true') : holdsToday(raw('price'));
  return sql`
    with maker as materialized (
      select facility.id, json_build_object(
          'id', facility.id, 'name', facility.name, 'nameEn', facility.name_en, 'taxCode', ${taxCodeSql(raw('facility'), viewerOf(role))},
          'address', facility.address, 'phone', facility.phone, 'website', facility.website,
          'placePath', ${placePath(raw('facility.place_id'))}) as told
      from facility where facility.id in (select product.facility_id from product where product.id = any(${ids}::uuid[]))
    ), kind as materialized (
      select category.id, category.code, ${listOf(
        sql`json_build_object('code', above.code, 'nameVi', above.name_vi, 'nameEn', above.name_en) order by cardinality(above.path)`,
        sql`from category above where above.id = any(category.path)`,
      )} as path
      from category where category.id in (select product.category_id from product where product.id = any(${ids}::uuid[]))
    )
    select product.id, product.external_id as "externalId", product.gtin, product.name_vi as "nameVi", product.name_en as "nameEn",
      product.description_vi as "descriptionVi", product.description_en as "descriptionEn",
      kind.code as category, kind.path as "categoryPath", product.hs_code as "hsCode", product.unit, product.packaging,
      product.net_content as "netContent", product.net_content_unit as "netContentUnit", product.price_basis as "priceBasis",
      product.price_on_request as "priceOnRequest", product.minimum_order_quantity as "minimumOrderQuantity",
      product.lead_time_days as "leadTimeDays", product.shelf_life_days as "shelfLifeDays", product.storage, product.ingredients,
      product.origin_place as "originPlace", product.raw_material_area as "rawMaterialArea",
      product.traceability_url as "traceabilityUrl", product.status, product.publish_at as "publishAt", product.demo,
      product.updated_at as "updatedAt", maker.told as facility,
      ${listOf(
        sql`json_build_object('url', image.url, 'altVi', image.alt_vi, 'altEn', image.alt_en) order by image.position, image.id`,
        sql`from product_image image where image.product_id = product.id`,
      )} as images,
      ${listOf(
        sql`json_build_object('audience', price.audience, 'minQuantity', price.min_quantity, 'amount', price.amount,
          'vatIncluded', price.vat_included, 'holdsSince', price.holds_since) order by ${ladderOrder(raw('price'))}`,
        sql`from product_price price where price.product_id = product.id and ${inForce}`,
      )} as prices,
      ${listOf(
        sql`json_build_object('month', capacity.month, 'quantity', capacity.quantity) order by capacity.month`,
        sql`from product_capacity capacity where capacity.product_id = product.id`,
      )} as capacities,
      ${listOf(
        sql`json_build_object('code', definition.code, 'text', value.text, 'number', value.number, 'boolean', value.boolean,
          'option', option.code) order by value.position, definition.code`,
        sql`from product_attribute value join attribute_definition definition on definition.id = value.definition_id
          left join attribute_option option on option.id = value.option_id where value.product_id = product.id`,
      )} as attributes,
      ${listOf(
        sql`json_build_object('id', inner_product.id, 'externalId', inner_product.external_id, 'quantity', part.quantity,
          'isOwn', inner_product.facility_id = product.facility_id,
          'gtin', case when not exists (
            select from product other
            where other.facility_id = product.facility_id and other.external_id = inner_product.gtin
          ) then inner_product.gtin end)
          order by part.position, part.id`,
        sql`from product_component part cross join lateral ${byKey(sql`part.component_id`)} inner_product
          where part.set_id = product.id and ${isVisible(Product, raw('inner_product'), role)}`,
      )} as components,
      ${heldCertificates(sql`certificate.product_id = product.id`)} as certificates
    from unnest(${ids}::uuid[]) with ordinality given (id, place)
    cross join lateral ${byKey(sql`given.id`)} product
    join maker on maker.id = product.facility_id
    join kind on kind.id = product.category_id
    where ${isVisible(Product, product, role)}
    order by given.place`;
}
