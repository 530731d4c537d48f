import type { Database } from '../../src/platform/database/database.ts';

/** What is searched in by an engine as it comes: the texts of a product, the more telling ones first. */
export interface PlainDocument {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly category: string;
  readonly facility: string;
  readonly place: string;
  readonly description: string | null;
}

/** The products of a database that the public sees, with the texts around them that the API searches in too. */
export const plainDocuments = (db: Database, now: Date): Promise<PlainDocument[]> =>
  db.query<PlainDocument>(
    `
    select product.id, product.name_vi as name, product.name_en as "nameEn",
      (
        select string_agg(concat_ws(' ', above.name_vi, above.name_en), ' ')
        from category above where above.id = any(category.path)
      ) as category,
      concat_ws(' ', facility.name, facility.name_en) as facility,
      coalesce((
        select string_agg(distinct unit.name, ' ')
        from unit_containment containment join administrative_unit unit on unit.id = containment.outer_id
        where containment.inner_id = facility.place_id
      ), '') as place,
      concat_ws(' ', product.description_vi, product.description_en, array_to_string(product.ingredients, ' '), product.origin_place)
        as description
    from product
    join facility on facility.id = product.facility_id and facility.status = 'VERIFIED'
    join category on category.id = product.category_id
    where product.status = 'PUBLISHED' and product.publish_at <= $1`,
    [now],
  );
