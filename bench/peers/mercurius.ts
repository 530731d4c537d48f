import { fastify } from 'fastify';
import mercurius from 'mercurius';
import { cursorOf, findCertificates, findImages, findProducts } from './list-sql.ts';
import { announce, openPool } from './serve.ts';

/**
 * The list by mercurius with graphql-jit, on the very statements of raw.ts: the facility comes with its product, images
 * and certificates by loaders, one statement each for the whole page.
 */
const SCHEMA = `
  scalar DateTime
  type Query { products(first: Int!, after: String): ProductConnection! }
  type ProductConnection { nodes: [Product!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Product {
    id: ID!
    name: String!
    unit: String!
    minimumOrderQuantity: Float
    leadTimeDays: Int
    storage: Storage
    publishAt: DateTime
    facility: Facility!
    images: [Image!]!
    certificates: [Certificate!]!
  }
  enum Storage { AMBIENT COOL CHILLED FROZEN }
  type Facility { id: ID! name: String! legalForm: LegalForm }
  enum LegalForm { HOUSEHOLD_BUSINESS COOPERATIVE UNION_OF_COOPERATIVES COOPERATIVE_GROUP PRIVATE_ENTERPRISE COMPANY }
  type Image { url: String! alt: String position: Int! }
  type Certificate { id: ID! kind: String! number: String stars: Int validUntil: DateTime standing: Standing! }
  enum Standing { VALID NOT_YET_VALID LAPSED NOT_VERIFIED WITHDRAWN }
`;

interface Context {
  now: Date;
}

const pool = openPool();
const app = fastify({ logger: false });

app.register(mercurius, {
  schema: SCHEMA,
  jit: 1,
  path: '/graphql',
  graphiql: false,
  context: (): Context => ({ now: new Date() }),
  resolvers: {
    Query: {
      async products(_: unknown, { first, after }: { first: number; after?: string | null }, { now }: Context) {
        const found = await findProducts(pool, now, first, after ?? null);
        const page = found.slice(0, first);
        const ids = page.map(({ id }) => id);
        const [images, certificates] = await Promise.all([findImages(pool, ids), findCertificates(pool, now, ids)]);
        const last = page.at(-1);
        return {
          nodes: page.map((row) => ({
            ...row,
            facility: { id: row.facilityId, name: row.facilityName, legalForm: row.facilityLegalForm },
            images: images.get(row.id) ?? [],
            certificates: certificates.get(row.id) ?? [],
          })),
          pageInfo: { hasNextPage: found.length > first, endCursor: last ? cursorOf(last) : null },
        };
      },
    },
  },
} as never);

await app.listen({ port: 0, host: '127.0.0.1' });
announce((app.server.address() as { port: number }).port);
