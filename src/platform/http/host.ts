import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import type { Log } from '../logging/log.ts';
import { addHealth, type HealthParts } from './health.ts';
import { answerError, answerNotFound } from './http-errors.ts';
import { addRequestLog } from './request-log.ts';

export interface HostOptions {
  /** Whether to believe `X-Forwarded-*`: only behind a proxy that sets them. Default false. */
  readonly trustProxy?: boolean;
  /** Bytes of a request's body at most. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** Milliseconds in which a client must have sent its whole request, save on routes with `longBody`. Default a minute. */
  readonly requestTimeout?: number;
  readonly log: Log;
}

/** An HTTP server of the process. */
export interface Host {
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

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take an hour, as long as some of it comes each half minute: for whole files. */
    readonly longBody?: boolean;
  }
}

const MEBIBYTE = 1024 * 1024;
/** Milliseconds in which a client must have sent its headers, and its whole request. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 60_000;
/** The same of a request with a long body, and how long it may rest. */
const LONG_REQUEST_TIMEOUT = 60 * 60 * 1_000;
const LONG_REQUEST_REST = 30_000;
/** Longer than the idle time of common load balancers, so that they close first and never meet a closing socket. */
const KEEP_ALIVE_TIMEOUT = 72_000;
const DRAIN_TIMEOUT = 10_000;
/** An id that a client or a proxy gave: anything else would let it write into the log and the response's head. */
const SANE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Makes a server without routes, which tells requests apart, logs them, answers errors as JSON, and drains. */
export function createHost(options: HostOptions): Host & { readonly draining: boolean } {
  let draining = false;
  const server = createFastify(options);
  server.setNotFoundHandler(answerNotFound);
  server.setErrorHandler(answerError);
  addRequestLog(server);
  limitTime(server, options.requestTimeout ?? REQUEST_TIMEOUT);
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    // A kept connection would outlive the drain.
    if (draining) reply.header('connection', 'close');
    done(null, payload);
  });
  return {
    fastify: server,
    get draining() {
      return draining;
    },
    async listen({ host, port }) {
      await server.listen({ host, port });
      return urlOf(server.server.address() as AddressInfo);
    },
    async drain(timeout = DRAIN_TIMEOUT) {
      draining = true;
      const cut = setTimeout(() => server.server.closeAllConnections(), timeout);
      await server.close();
      clearTimeout(cut);
    },
  };
}

/** A server with nothing but the health of the process, for one that serves no API. */
export function createHealthServer(log: Log, parts: HealthParts): Host {
  const host = createHost({ log });
  addHealth(host.fastify, parts, () => host.draining);
  return host;
}

function createFastify(options: HostOptions): FastifyInstance {
  return fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false,
    genReqId: requestId,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: options.bodyLimit ?? MEBIBYTE,
    requestTimeout: LONG_REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    http: { headersTimeout: HEADERS_TIMEOUT },
    forceCloseConnections: 'idle',
    // While draining, what still comes over a kept connection is served, and the connection closed.
    return503OnClosing: false,
    frameworkErrors: answerError,
  });
}

/** Cuts off what is late. Node knows one limit for all requests of a server; this one goes by the route. */
function limitTime(server: FastifyInstance, timeout: number): void {
  server.addHook('onRequest', ({ raw, routeOptions }, reply, done) => {
    if (routeOptions.config.longBody) raw.setTimeout(LONG_REQUEST_REST);
    else cutOffLate(raw, reply.raw, timeout);
    done();
  });
}

function cutOffLate(request: IncomingMessage, response: ServerResponse, timeout: number): void {
  const timer = setTimeout(() => {
    if (request.complete) return;
    if (!response.headersSent) request.socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    request.destroy();
  }, timeout);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : randomUUID();
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
