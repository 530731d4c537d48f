import type pg from 'pg';

/**
 * The three statements of the list, as one writes them by hand: a page of products with their facilities, then the
 * images and the certificates of all of them at once. Columns have the names of the answer, so that nothing has to be
 * renamed row by row.
 */
const PAGE = `
  select p.id, p.name_vi as name, p.unit, p.minimum_order_quantity as "minimumOrderQuantity",
    p.lead_time_days as "leadTimeDays", p.storage, p.publish_at as "publishAt",
    f.id as "facilityId", f.name as "facilityName", f.legal_form as "facilityLegalForm"
  from product p
  join facility f on f.id = p.facility_id and f.status = 'VERIFIED' and f.merged_into_id is null
  where p.status = 'PUBLISHED' and p.publish_at <= $1`;

const FIRST_PAGE = `${PAGE} order by p.publish_at desc, p.id desc limit $2`;

const NEXT_PAGE = `${PAGE} and (p.publish_at, p.id) < ($3, $4) order by p.publish_at desc, p.id desc limit $2`;

const IMAGES = `
  select product_id as "productId", url, coalesce(alt_vi, alt_en) as alt, position
  from product_image where product_id = any ($1) order by product_id, position`;

const CERTIFICATES = `
  select product_id as "productId", id, kind, number, stars, valid_until as "validUntil",
    case
      when withdrawn_at is not null then 'WITHDRAWN'
      when verified_at is null or valid_from is null or valid_until is null then 'NOT_VERIFIED'
      when $2 < valid_from then 'NOT_YET_VALID'
      when $2 >= valid_until then 'LAPSED'
      else 'VALID'
    end as standing
  from certificate where product_id = any ($1) order by product_id, kind, valid_until desc nulls last, id`;

export interface ProductRow {
  id: string;
  name: string;
  unit: string;
  minimumOrderQuantity: number | null;
  leadTimeDays: number | null;
  storage: string | null;
  publishAt: Date;
  facilityId: string;
  facilityName: string;
  facilityLegalForm: string | null;
}

export interface ImageRow {
  productId: string;
  url: string;
  alt: string | null;
  position: number;
}

export interface CertificateRow {
  productId: string;
  id: string;
  kind: string;
  number: string | null;
  stars: number | null;
  validUntil: Date | null;
  standing: string;
}

/** A page, and one row more if something follows it. */
export async function findProducts(
  pool: pg.Pool,
  now: Date,
  first: number,
  after: string | null,
): Promise<ProductRow[]> {
  const { rows } = after
    ? await pool.query<ProductRow>({
        name: 'next-page',
        text: NEXT_PAGE,
        values: [now, first + 1, ...(JSON.parse(Buffer.from(after, 'base64url').toString()) as string[])],
      })
    : await pool.query<ProductRow>({ name: 'first-page', text: FIRST_PAGE, values: [now, first + 1] });
  return rows;
}

/** The cursor behind a product in the order of the list. */
export const cursorOf = ({ publishAt, id }: ProductRow): string =>
  Buffer.from(JSON.stringify([publishAt, id])).toString('base64url');

export async function findImages(pool: pg.Pool, products: readonly string[]): Promise<Map<string, ImageRow[]>> {
  const { rows } = await pool.query<ImageRow>({ name: 'images', text: IMAGES, values: [products] });
  return Map.groupBy(rows, ({ productId }) => productId);
}

export async function findCertificates(
  pool: pg.Pool,
  now: Date,
  products: readonly string[],
): Promise<Map<string, CertificateRow[]>> {
  const { rows } = await pool.query<CertificateRow>({
    name: 'certificates',
    text: CERTIFICATES,
    values: [products, now],
  });
  return Map.groupBy(rows, ({ productId }) => productId);
}
