import { createServer } from 'node:http';
import { answer, openPool, serve } from './serve.ts';

/**
 * A single product without GraphQL: node:http and one prepared statement by hand whose JSON text goes out as it comes.
 * GET /<uuid of the product>.
 */
const PRODUCT = `
  select json_build_object('data', json_build_object('product', (
    select json_build_object(
      'id', p.id, 'name', p.name_vi, 'unit', p.unit, 'minimumOrderQuantity', p.minimum_order_quantity,
      'leadTimeDays', p.lead_time_days, 'storage', p.storage, 'publishAt', p.publish_at,
      'facility', json_build_object('id', f.id, 'name', f.name, 'legalForm', f.legal_form),
      'images', (
        select coalesce(json_agg(json_build_object('url', i.url, 'alt', coalesce(i.alt_vi, i.alt_en), 'position', i.position)
          order by i.position), '[]')
        from product_image i where i.product_id = p.id
      ),
      'certificates', (
        select coalesce(json_agg(json_build_object('id', c.id, 'kind', c.kind, 'number', c.number, 'stars', c.stars,
          'validUntil', c.valid_until, 'standing', case
            when c.withdrawn_at is not null then 'WITHDRAWN'
            when c.verified_at is null or c.valid_from is null or c.valid_until is null then 'NOT_VERIFIED'
            when $2 < c.valid_from then 'NOT_YET_VALID'
            when $2 >= c.valid_until then 'LAPSED'
            else 'VALID'
          end) order by c.kind, c.valid_until desc nulls last, c.id), '[]')
        from certificate c where c.product_id = p.id
      )
    )
    from product p
    join facility f on f.id = p.facility_id and f.status = 'VERIFIED' and f.merged_into_id is null
    where p.id = $1 and p.status = 'PUBLISHED' and p.publish_at <= $2
  )))::text as body`;

const pool = openPool();

serve(
  createServer(async (request, response) => {
    try {
      const values = [request.url!.slice(1), new Date()];
      const { rows } = await pool.query<{ body: string }>({ name: 'product', text: PRODUCT, values });
      const { body } = rows[0]!;
      answer(response, body);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }),
);
