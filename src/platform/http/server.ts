import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import { type FastifyInstance, type FastifyRequest, fastify, LogController } from 'fastify';
import type { Language } from '../errors/user-error.ts';
import type { Limits } from '../graphql/limits.ts';
import { limitsPlugin } from '../graphql/limits-plugin.ts';
import type { Log } from '../logging/log.ts';
import { addGraphiql, type ExampleTab } from './graphiql.ts';
import { contextError, type ErrorContext, errorsPlugin, maskInternals } from './graphql-errors.ts';
import { addHealth, type ReadyCheck } from './health.ts';
import { answerError, answerNotFound } from './http-errors.ts';
import { preferredLanguage } from './language.ts';
import { addRequestLog, TRACE, type TracedContext, tracePlugin } from './request-log.ts';

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

export interface HttpServerOptions<C extends ErrorContext> {
  /** Origins that browsers may call from; `*` allows all, without credentials. */
  readonly corsOrigins: readonly string[];
  /** Whether to believe `X-Forwarded-*`: only behind a proxy that sets them. Default false. */
  readonly trustProxy?: boolean;
  /** Bytes of a request's body at most. Default 1 MiB. */
  readonly bodyLimit?: number;
  readonly limits?: Limits;
  readonly log: Log;
  /** The executor: gets every operation that passed limits and validation. */
  readonly gateway: ApolloServerOptionsWithGateway<C>['gateway'];
  /** Writes a result as JSON; it must write `errors` and `extensions` too. Default `JSON.stringify`. */
  readonly stringifyResult?: ApolloServerOptionsWithGateway<C>['stringifyResult'];
  /** Makes the context of one operation. A `UserError` thrown here is shown to the caller: 401 for a bad token. */
  readonly createContext: (request: GraphqlRequest) => C | Promise<C>;
  /** What must work for `/health/ready`, by name. */
  readonly checks: Readonly<Record<string, ReadyCheck>>;
  /** Examples in GraphiQL. */
  readonly tabs: readonly ExampleTab[];
}

export interface HttpServer {
  /** For routes beside GraphQL (before `listen`), and for tests by `inject`. */
  readonly fastify: FastifyInstance;
  /** Starts to listen; resolves with the address as a URL. Port 0 takes a free one. */
  listen(address: { host: string; port: number }): Promise<string>;
  /**
   * Takes no new connections, answers `/health/ready` with 503, lets requests in flight finish, and closes.
   * @param timeout milliseconds after which what is still in flight is cut off
   */
  drain(timeout?: number): Promise<void>;
}

const MEBIBYTE = 1024 * 1024;
/** Milliseconds in which a client must have sent its headers, and its whole request. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 60_000;
/** Longer than the idle time of common load balancers, so that they close first and never meet a closing socket. */
const KEEP_ALIVE_TIMEOUT = 72_000;
const DRAIN_TIMEOUT = 10_000;
/** Seconds for which a browser may keep the answer to a CORS preflight. */
const PREFLIGHT_AGE = 7_200;

/** An id that a client or a proxy gave: anything else would let it write into the log and the response's head. */
const SANE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Hosts the API: GraphQL at `/graphql`, GraphiQL at `/`, `/health/live` and `/health/ready`. Call `listen` to open it. */
export async function createHttpServer<C extends ErrorContext>(options: HttpServerOptions<C>): Promise<HttpServer> {
  let draining = false;
  const server = createFastify(options);
  server.setNotFoundHandler(answerNotFound);
  server.setErrorHandler(answerError);
  addRequestLog(server);
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    // A kept connection would outlive the drain.
    if (draining) reply.header('connection', 'close');
    done(null, payload);
  });
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
  addHealth(server, options.checks, () => draining);
  addGraphiql(server, GRAPHQL_PATH, options.tabs);

  return {
    fastify: server,
    async listen({ host, port }) {
      await server.listen({ host, port });
      return urlOf(server.server.address() as AddressInfo);
    },
    async drain(timeout = DRAIN_TIMEOUT) {
      draining = true;
      const cut = setTimeout(() => server.server.closeAllConnections(), timeout);
      await server.close();
      clearTimeout(cut);
      await apollo.stop();
    },
  };
}

function createFastify<C extends ErrorContext>(options: HttpServerOptions<C>): FastifyInstance {
  return fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false,
    genReqId: requestId,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: options.bodyLimit ?? MEBIBYTE,
    requestTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    http: { headersTimeout: HEADERS_TIMEOUT },
    forceCloseConnections: 'idle',
    // While draining, what still comes over a kept connection is served, and the connection closed.
    return503OnClosing: false,
    frameworkErrors: answerError,
  });
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

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : randomUUID();
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
