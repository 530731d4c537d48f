import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { createApi, openServices, type Services } from '../../src/app.ts';
import { signOperatorToken } from '../../src/platform/auth/token.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { HttpServer } from '../../src/platform/http/server.ts';
import { createLog } from '../../src/platform/logging/log.ts';
import { createTestDatabase, type TestDatabase } from './cluster.ts';

export interface GraphqlResult {
  // Tests say what they expect; a generated type per query would only repeat it.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

/** Speaks GraphQL to the whole API over (injected) HTTP, as one viewer. */
export class TestClient {
  constructor(
    private readonly api: HttpServer,
    private readonly headers: Record<string, string>,
  ) {}

  /** Runs an operation and answers the parsed response, whatever its status. */
  async run(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<GraphqlResult> {
    return (await this.post({ query, variables }, headers)).json();
  }

  /** Runs an operation that must not fail, and answers its data. @throws Error with the errors otherwise */
  async query(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlResult['data']> {
    const { data, errors } = await this.run(query, variables);
    if (errors) throw new Error(`The operation failed: ${JSON.stringify(errors, null, 2)}`);
    return data;
  }

  /**
   * Runs a mutation with one root field and answers its payload: the object and `errors`.
   * @throws Error when the operation itself failed
   */
  async mutate(mutation: string, input: unknown, headers: Record<string, string> = {}): Promise<GraphqlResult['data']> {
    const { data, errors } = await this.run(mutation, { input }, headers);
    if (errors) throw new Error(`The operation failed: ${JSON.stringify(errors, null, 2)}`);
    return Object.values(data as object)[0];
  }

  /** The raw HTTP response to a request beside GraphQL. */
  send(method: 'GET' | 'POST', url: string, payload?: string | Buffer): Promise<LightMyRequestResponse> {
    const headers = { 'accept-language': 'en', ...this.headers };
    return this.api.fastify.inject({ method, url, headers, payload });
  }

  /** The raw HTTP response to a POST of a body. */
  post(body: unknown, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.api.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...this.headers, ...headers },
      payload: body as object,
    });
  }
}

export interface TestApp {
  readonly services: Services;
  readonly api: HttpServer;
  readonly asPublic: TestClient;
  readonly asOperator: TestClient;
  /** The clock of the application stands still until it is set. */
  setClock(instant: string): void;
  close(): Promise<void>;
}

/** Midday of a day in Viet Nam on which the seeds are in force. */
const NOON = '2026-11-22T05:00:00.000Z';

/** Starts the whole API on a database of its own: `empty` holds the schema, `seeded` the seeds too. */
export async function createTestApp(
  template: 'empty' | 'seeded' = 'empty',
  start = NOON,
  environment: Record<string, string> = {},
): Promise<TestApp> {
  const database = await createTestDatabase(template === 'seeded' ? 'seeded' : undefined);
  let now = new Date(start);
  const config = readConfig({
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that only the tests know',
    DATABASE_CONNECTIONS: '10',
    ...environment,
  });
  const services = await openServices(config, createLog('silent'), () => now);
  const api = await createApi(services);
  const token = await signOperatorToken(
    new TextEncoder().encode(config.AUTH_SECRET),
    'operator',
    3650,
    new Date('2026-01-01'),
  );
  return {
    services,
    api,
    asPublic: new TestClient(api, {}),
    asOperator: new TestClient(api, { authorization: `Bearer ${token}` }),
    setClock(instant) {
      now = new Date(instant);
    },
    close: () => close(database, api, services),
  };
}

async function close(database: TestDatabase, api: HttpServer, services: Services): Promise<void> {
  await api.drain();
  await services.close();
  await database.drop();
}

/** One application for all tests of a file; read it inside tests. */
export function useTestApp(template: 'empty' | 'seeded' = 'empty'): TestApp {
  let app: TestApp | undefined;
  beforeAll(async () => {
    app = await createTestApp(template);
  });
  afterAll(() => app?.close());
  return new Proxy({} as TestApp, { get: (_, property) => Reflect.get(app!, property) });
}
