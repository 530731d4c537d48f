import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';

/** What GraphQL adds to the log line of a request. Never variables: they hold what people typed. */
export interface OperationTrace {
  operation?: string;
  operationType?: string;
  cost?: unknown;
  errors?: string[];
}

/** Where a GraphQL context carries the trace of its request. */
export const TRACE = Symbol('trace of the request');

export interface TracedContext {
  readonly [TRACE]?: OperationTrace;
}

declare module 'fastify' {
  interface FastifyRequest {
    trace: OperationTrace;
  }
}

/** Fills in the operation's name, kind, cost and the codes of its errors. */
export function tracePlugin<C extends TracedContext>(): ApolloServerPlugin<C> {
  return {
    async requestDidStart({ contextValue, request }) {
      const trace = contextValue[TRACE];
      if (!trace) return;
      return {
        async willSendResponse({ operation, response: { body } }) {
          trace.operation = operation?.name?.value ?? request.operationName;
          trace.operationType = operation?.operation;
          if (body.kind !== 'single') return;
          trace.errors = body.singleResult.errors?.map((error) => String(error.extensions?.code));
          const cost = body.singleResult.extensions?.cost;
          if (typeof cost === 'object' && cost !== null && 'requested' in cost) trace.cost = cost.requested;
        },
      };
    },
  };
}

/** Writes one line per request when it is over: id, method, path without its query, status, milliseconds, operation. */
export function addRequestLog(server: FastifyInstance): void {
  server.decorateRequest('trace', null as unknown as OperationTrace);
  server.addHook('onRequest', (request, _reply, done) => {
    request.trace = {};
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const line = {
      method: request.method,
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      ...request.trace,
    };
    // Probes come every few seconds and say nothing new.
    if (line.path?.startsWith('/health/')) request.log.debug(line, 'request');
    else if (reply.statusCode >= 500) request.log.error(line, 'request');
    else request.log.info(line, 'request');
    done();
  });
}
