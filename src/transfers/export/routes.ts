import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../platform/database/database.ts';
import { decodeId } from '../../platform/graphql/ids.ts';
import { jsonLdText } from '../../platform/standards/json-ld-feed.ts';
import { PRODUCT_PREFIX } from '../../products/prefixes.ts';
import { storedProducts } from '../stored/products.ts';
import { ExportFormat } from './export.entity.ts';
import { MEDIA_TYPES } from './names.ts';
import { schemaOrgProduct } from './schema-org.ts';

interface RouteServices {
  readonly db: Database;
  readonly clock: () => Date;
}

/** Seconds for which caches may keep a product: what was suspended should not stay long. */
const MAX_AGE = 300;

/** Adds `GET /products/:id.jsonld`: a product that the public sees, by its global id, as schema.org has it; 404 for all others. */
export function addProductRoutes(server: FastifyInstance, services: RouteServices): void {
  server.get('/products/:id.jsonld', (request, reply) => sendProduct(request, reply, services));
}

async function sendProduct(
  request: FastifyRequest,
  reply: FastifyReply,
  { db, clock }: RouteServices,
): Promise<unknown> {
  const id = decodeId((request.params as { id: string }).id);
  if (id?.prefix !== PRODUCT_PREFIX) return reply.callNotFound();
  const [product] = await storedProducts({ db, now: clock(), role: 'public' }, [id.uuid]);
  if (!product) return reply.callNotFound();
  const text = jsonLdText(schemaOrgProduct(product));
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.headers({ 'cache-control': `public, max-age=${MAX_AGE}`, etag });
  if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
  return reply.type(MEDIA_TYPES[ExportFormat.JSONLD]).send(text);
}
