import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import type { Language } from '../errors/user-error.ts';
import type { Limits } from '../graphql/limits.ts';
import { limitsPlugin } from '../graphql/limits-plugin.ts';
import type { Log } from '../logging/log.ts';
import { addGraphiql, type ExampleTab } from './graphiql.ts';
import { contextError, type ErrorContext, errorsPlugin, maskInternals } from './graphql-errors.ts';
import { addHealth, type HealthParts } from './health.ts';
import { createHost, type Host, type HostOptions } from './host.ts';
import { preferredLanguage } from './language.ts';
import { TRACE, type TracedContext, tracePlugin } from './request-log.ts';

const GRAPHQL_PATH = '/graphql';

/** What a GraphQL context is made from. */
export interface GraphqlRequest {
  /** The client's `x-request-id` where it sent a sane one, else a new one. */
  readonly id: string;
  readonly language: Language;
  /** The `Authorization` header as it came. */
  readonly authorization: string | undefined;
  /** Writes with the id of the request. */
  readonly log: Log;
}

export interface HttpServerOptions<C extends ErrorContext> extends HostOptions, HealthParts {
  /** Origins that browsers may call from; `*` allows all, without credentials. */
  readonly corsOrigins: readonly string[];
  readonly limits?: Limits;
  /** The executor: gets every operation that passed limits and validation. */
  readonly gateway: ApolloServerOptionsWithGateway<C>['gateway'];
  /** Writes a result as JSON; it must write `errors` and `extensions` too. Default `JSON.stringify`. */
  readonly stringifyResult?: ApolloServerOptionsWithGateway<C>['stringifyResult'];
  /** Makes the context of one operation. A `UserError` thrown here is shown to the caller: 401 for a bad token. */
  readonly createContext: (request: GraphqlRequest) => C | Promise<C>;
  /** Examples in GraphiQL. */
  readonly tabs: readonly ExampleTab[];
}

/** The server of the API. */
export type HttpServer = Host;

/** Seconds for which a browser may keep the answer to a CORS preflight. */
const PREFLIGHT_AGE = 7_200;

/** Hosts the API: GraphQL at `/graphql`, GraphiQL at `/`, `/health/live` and `/health/ready`. Call `listen` to open it. */
export async function createHttpServer<C extends ErrorContext>(options: HttpServerOptions<C>): Promise<HttpServer> {
  const host = createHost(options);
  const server = host.fastify;
  const everybody = options.corsOrigins.includes('*');
  await server.register(cors, {
    origin: everybody ? '*' : [...options.corsOrigins],
    credentials: !everybody,
    exposedHeaders: ['x-request-id'],
    maxAge: PREFLIGHT_AGE,
  });

  const apollo = createApollo(options);
  await apollo.start();
  const handler = fastifyApolloHandler(apollo, { context: (request) => contextOf(request, options.createContext) });
  server.route({ method: ['GET', 'POST'], url: GRAPHQL_PATH, handler });
  addHealth(server, options, () => host.draining);
  addGraphiql(server, GRAPHQL_PATH, options.tabs);

  return {
    fastify: server,
    listen: host.listen,
    async drain(timeout) {
      await host.drain(timeout);
      await apollo.stop();
    },
  };
}

function createApollo<C extends ErrorContext>(options: HttpServerOptions<C>): ApolloServer<C & TracedContext> {
  return new ApolloServer<C & TracedContext>({
    gateway: options.gateway,
    stringifyResult: options.stringifyResult ?? ((result) => JSON.stringify(result)),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      limitsPlugin(options.limits),
      errorsPlugin(options.log),
      tracePlugin(),
    ],
    logger: options.log,
    formatError: maskInternals,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Documents are kept by the limits; the bounded cache holds persisted queries only.
    documentStore: null,
    cache: 'bounded',
    validationOptions: { maxErrors: 20 },
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
  });
}

async function contextOf<C extends ErrorContext>(
  request: FastifyRequest,
  createContext: HttpServerOptions<C>['createContext'],
): Promise<C & TracedContext> {
  const { id, log } = request;
  const { authorization } = request.headers;
  const language = preferredLanguage(request.headers['accept-language']);
  try {
    return { ...(await createContext({ id, language, authorization, log })), [TRACE]: request.trace };
  } catch (thrown) {
    throw contextError(thrown, language);
  }
}
