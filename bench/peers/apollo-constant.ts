import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import { buildSchema } from 'graphql';
import { announce } from './serve.ts';

/**
 * What Apollo and fastify cost by themselves: they parse and validate the query (from their cache), and answer a text
 * that was there before. No API on Apollo can be faster than this.
 */
const schema = buildSchema(`
  scalar DateTime
  type Query { product(id: ID!): Product }
  type Product {
    id: ID!
    name: String!
    unit: String!
    minimumOrderQuantity: Float
    leadTimeDays: Int
    storage: String
    publishAt: DateTime
    facility: Facility!
    images: [Image!]!
    certificates(includeFacility: Boolean! = false): [Certificate!]!
  }
  type Facility { id: ID! name: String! legalForm: String }
  type Image { url: String! alt: String position: Int! }
  type Certificate { id: ID! kind: String! number: String stars: Int validUntil: DateTime standing: String! }
`);

const ANSWER = process.env.ANSWER!;

const gateway: ApolloServerOptionsWithGateway<object>['gateway'] = {
  load: async () => ({ executor: async () => ({ data: {} }) }),
  onSchemaLoadOrUpdate(callback) {
    callback({ apiSchema: schema, coreSupergraphSdl: '' });
    return () => {};
  },
  stop: async () => {},
};

const app = fastify({ logger: false });
const apollo = new ApolloServer<object>({
  gateway,
  stringifyResult: () => ANSWER,
  plugins: [
    fastifyApolloDrainPlugin(app),
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ],
  introspection: false,
});
await apollo.start();
app.route({ method: ['GET', 'POST'], url: '/graphql', handler: fastifyApolloHandler(apollo) });
await app.listen({ port: 0, host: '127.0.0.1' });
announce((app.server.address() as { port: number }).port);
