import { buildSchema, execute, GraphQLError } from 'graphql';
import { UserError } from '../../../src/platform/errors/user-error.ts';
import type { Limits } from '../../../src/platform/graphql/limits.ts';
import type { ErrorContext } from '../../../src/platform/http/graphql-errors.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../../src/platform/http/server.ts';
import { createLog } from '../../../src/platform/logging/log.ts';

/** A small catalogue with everything that limits look at: connections, plain lists, unions, recursion. */
const TOY_SCHEMA = buildSchema(/* GraphQL */ `
  type Query {
    hello(name: String): String!
    product(id: ID): Product
    products(first: Int, last: Int, after: String): ProductConnection!
    search(text: String, first: Int): SearchResult!
    provinces: [Place!]!
    slow(milliseconds: Int!): String!
    broken: String
    missing: String
  }
  type Mutation {
    rename(id: ID!, name: String!): Product
  }
  type ProductConnection {
    edges: [ProductEdge!]!
    nodes: [Product!]!
    totalCount: Int!
  }
  type ProductEdge {
    cursor: String!
    node: Product!
  }
  type SearchResult {
    edges: [SearchEdge!]!
    totalCount: Int!
  }
  type SearchEdge {
    node: Found!
  }
  union Found = Product | Facility
  type Product {
    id: ID!
    name(language: String): String!
    description: String
    facility: Facility!
    images: [Image!]!
    tags: [String!]!
    related(first: Int): ProductConnection!
    filtered(where: Filter, ids: [ID!]): [Product!]!
  }
  input Filter {
    and: [Filter!]
    name: String
  }
  type Facility {
    id: ID!
    name: String!
    place: Place!
    products(first: Int = 20): ProductConnection!
  }
  type Place {
    id: ID!
    name: String!
    parent: Place
  }
  type Image {
    url: String!
    width: Int
  }
`);
TOY_SCHEMA.getQueryType()!.getFields().provinces!.extensions = { listSize: 34 };

const ROOT = {
  hello: ({ name }: { name?: string }) => `Xin chào, ${name ?? 'bạn'}`,
  product: () => ({
    id: 'prd_1',
    name: 'Nước mắm',
    tags: [],
    images: [],
    filtered: [],
    facility: { id: 'fac_1', name: 'Hợp tác xã', place: { id: 'plc_1', name: 'An Giang' } },
  }),
  products: () => ({ edges: [], nodes: [], totalCount: 0 }),
  provinces: [],
  search: () => ({ edges: [], totalCount: 0 }),
  slow: ({ milliseconds }: { milliseconds: number }) =>
    new Promise((resolve) => setTimeout(() => resolve('done'), milliseconds)),
  broken: () => {
    throw new Error('password of the database: hunter2');
  },
  missing: () => {
    throw new GraphQLError('Không tìm thấy.', { extensions: { code: 'NOT_FOUND' } });
  },
  rename: ({ id, name }: { id: string; name: string }) => ({ id, name }),
};

type ToyOptions = Partial<HttpServerOptions<ErrorContext>> & { limits?: Limits };

/** A server over the toy schema; its executor is plain graphql-js. Lines of its log go to `lines`, if given. */
export function createTestServer({ lines, ...options }: ToyOptions & { lines?: string[] } = {}): Promise<HttpServer> {
  const log = lines ? createLog('debug', { write: (line) => lines.push(line) }) : createLog('silent');
  return createHttpServer<ErrorContext>({
    corsOrigins: ['*'],
    log,
    checks: {},
    tabs: [],
    createContext: ({ id, language, authorization }) => {
      if (authorization === 'Bearer broken') throw new Error('the secret is hunter2');
      if (authorization) throw new UserError('UNAUTHENTICATED', [], { vi: 'Mã sai.', en: 'The token is wrong.' });
      return { requestId: id, language };
    },
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: TOY_SCHEMA, coreSupergraphSdl: '' });
        return () => {};
      },
      async load() {
        return {
          executor: async ({ document, request, operationName }) =>
            execute({
              schema: TOY_SCHEMA,
              document,
              rootValue: ROOT,
              variableValues: request.variables,
              operationName,
            }),
        };
      },
      async stop() {},
    },
    ...options,
  });
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; extensions: Record<string, unknown> }[];
    extensions?: { cost: { requested: number; limit: number; remaining: number } };
  };
}

/** Posts one GraphQL request without a socket. */
export async function post(
  server: HttpServer,
  payload: { query?: string; variables?: unknown; operationName?: string; extensions?: unknown },
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await server.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}
