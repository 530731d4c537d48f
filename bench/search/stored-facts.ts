import type { Database } from '../../src/platform/database/database.ts';
import type { ProductFacts } from './facts.ts';

/**
 * The products of a database that the public sees, for judgements over the generated catalogue. The province is the one
 * of today: a commune of today does not say which former province each of its parts lay in.
 */
export const storedFacts = (db: Database, now: Date): Promise<ProductFacts[]> =>
  db.query<ProductFacts>(
    `
    select product.id, product.name_vi as name, product.name_en as "nameEn",
      array(
        select above.code from unnest(category.path) with ordinality step (id, depth)
        join category above on above.id = step.id order by step.depth desc
      ) as categories,
      array(
        select province.name from unit_containment containment
        join administrative_unit province on province.id = containment.outer_id and province.level = 'PROVINCE'
        where containment.inner_id = facility.place_id and containment.until is null and province.valid_until is null
      ) as provinces,
      product.origin_place as origin, product.ingredients
    from product
    join facility on facility.id = product.facility_id and facility.status = 'VERIFIED'
    join category on category.id = product.category_id
    where product.status = 'PUBLISHED' and product.publish_at <= $1`,
    [now],
  );
