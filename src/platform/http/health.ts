import type { FastifyInstance } from 'fastify';

/** Resolves when the thing works, throws when it does not. */
export type ReadyCheck = () => Promise<unknown>;

/** Tells how something stands without which the process can serve too. */
export type Report = () => Promise<object>;

/** What `/health/ready` looks at, by name. */
export interface HealthParts {
  /** What must work. */
  readonly checks: Readonly<Record<string, ReadyCheck>>;
  /** What is only told. */
  readonly reports?: Readonly<Record<string, Report>>;
}

/** Milliseconds that a check may take before it counts as failed. */
const CHECK_TIMEOUT = 2_000;

type Outcome = 'ok' | 'failed' | 'timed out';

/**
 * Adds `/health/live` (the process answers) and `/health/ready` (it can serve: every check passes and it is not draining), which
 * answers 503 and names what failed, and how the parts stand that report it. The reasons are in the log: they are not for everybody.
 */
export function addHealth(
  server: FastifyInstance,
  { checks, reports = {} }: HealthParts,
  isDraining: () => boolean,
): void {
  server.get('/health/live', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));

  server.get('/health/ready', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (isDraining()) return reply.code(503).send({ status: 'draining' });
    const examine = (parts: Readonly<Record<string, ReadyCheck>>) =>
      Promise.all(
        Object.entries(parts).map(async ([name, check]) => {
          const { outcome, answer, reason } = await outcomeOf(check);
          if (outcome !== 'ok') request.log.warn({ check: name, outcome, err: reason }, 'a readiness check failed');
          return { name, outcome, answer };
        }),
      );
    const [checked, reported] = await Promise.all([examine(checks), examine(reports)]);
    const ready = checked.every(({ outcome }) => outcome === 'ok');
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not ready',
      checks: Object.fromEntries(checked.map(({ name, outcome }) => [name, outcome])),
      ...Object.fromEntries(reported.map(({ name, answer }) => [name, answer ?? null])),
    });
  });
}

async function outcomeOf(check: ReadyCheck): Promise<{ outcome: Outcome; answer?: unknown; reason?: unknown }> {
  const { promise: timeout, resolve } = Promise.withResolvers<{ outcome: Outcome }>();
  const timer = setTimeout(() => resolve({ outcome: 'timed out' }), CHECK_TIMEOUT);
  try {
    return await Promise.race([timeout, check().then((answer) => ({ outcome: 'ok' as const, answer }))]);
  } catch (reason) {
    return { outcome: 'failed', reason };
  } finally {
    clearTimeout(timer);
  }
}
