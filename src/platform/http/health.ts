import type { FastifyInstance } from 'fastify';

/** Resolves when the thing works, throws when it does not. */
export type ReadyCheck = () => Promise<unknown>;

/** Milliseconds that a check may take before it counts as failed. */
const CHECK_TIMEOUT = 2_000;

type Outcome = 'ok' | 'failed' | 'timed out';

/**
 * Adds `/health/live` (the process answers) and `/health/ready` (it can serve: every check passes and it is not draining), which
 * answers 503 and names what failed. The reasons are in the log: they are not for everybody.
 */
export function addHealth(
  server: FastifyInstance,
  checks: Readonly<Record<string, ReadyCheck>>,
  isDraining: () => boolean,
): void {
  server.get('/health/live', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));

  server.get('/health/ready', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (isDraining()) return reply.code(503).send({ status: 'draining' });
    const outcomes = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const { outcome, reason } = await outcomeOf(check);
        if (outcome !== 'ok') request.log.warn({ check: name, outcome, err: reason }, 'a readiness check failed');
        return [name, outcome] as const;
      }),
    );
    const ready = outcomes.every(([, outcome]) => outcome === 'ok');
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not ready', checks: Object.fromEntries(outcomes) });
  });
}

async function outcomeOf(check: ReadyCheck): Promise<{ outcome: Outcome; reason?: unknown }> {
  const { promise: timeout, resolve } = Promise.withResolvers<{ outcome: Outcome }>();
  const timer = setTimeout(() => resolve({ outcome: 'timed out' }), CHECK_TIMEOUT);
  try {
    return await Promise.race([timeout, check().then(() => ({ outcome: 'ok' as const }))]);
  } catch (reason) {
    return { outcome: 'failed', reason };
  } finally {
    clearTimeout(timer);
  }
}
