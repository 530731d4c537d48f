import { createServer } from 'node:http';
import {
  type CertificateRow,
  cursorOf,
  findCertificates,
  findImages,
  findProducts,
  type ImageRow,
  type ProductRow,
} from './list-sql.ts';
import { answer, openPool, serve } from './serve.ts';

/**
 * The list without GraphQL: node:http, pg, three prepared statements by hand (two of them at the same time) and
 * JSON.stringify. GET /?first=50&after=<cursor>.
 */
const pool = openPool();

serve(
  createServer(async (request, response) => {
    try {
      const { searchParams } = new URL(request.url!, 'http://localhost');
      const body = JSON.stringify(await list(Number(searchParams.get('first')), searchParams.get('after')));
      answer(response, body);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }),
);

async function list(first: number, after: string | null) {
  const now = new Date();
  const found = await findProducts(pool, now, first, after);
  const page = found.slice(0, first);
  const ids = page.map(({ id }) => id);
  const [images, certificates] = await Promise.all([findImages(pool, ids), findCertificates(pool, now, ids)]);
  const last = page.at(-1);
  return {
    data: {
      products: {
        nodes: page.map((row) => toProduct(row, images.get(row.id), certificates.get(row.id))),
        pageInfo: { hasNextPage: found.length > first, endCursor: last ? cursorOf(last) : null },
      },
    },
  };
}

function toProduct(row: ProductRow, images: ImageRow[] = [], certificates: CertificateRow[] = []) {
  return {
    id: row.id,
    name: row.name,
    unit: row.unit,
    minimumOrderQuantity: row.minimumOrderQuantity,
    leadTimeDays: row.leadTimeDays,
    storage: row.storage,
    publishAt: row.publishAt,
    facility: { id: row.facilityId, name: row.facilityName, legalForm: row.facilityLegalForm },
    images: images.map(({ url, alt, position }) => ({ url, alt, position })),
    certificates: certificates.map(({ id, kind, number, stars, validUntil, standing }) => ({
      id,
      kind,
      number,
      stars,
      validUntil,
      standing,
    })),
  };
}
