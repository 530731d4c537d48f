import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpServer } from '../../../src/platform/http/server.ts';
import { type Answer, createTestServer } from './toy-server.ts';

let server: HttpServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.drain());

describe('health', () => {
  it('is live', async () => {
    const { statusCode, body } = await server.fastify.inject('/health/live');
    expect([statusCode, body]).toEqual([200, '{"status":"live"}']);
  });

  it('is ready when every check passes, and says which did not', async () => {
    let fails = false;
    const own = await createTestServer({
      checks: {
        database: async () => {
          if (fails) throw new Error('hunter2');
        },
        search: async () => 'anything',
        stuck: () => (fails ? new Promise(() => {}) : Promise.resolve()),
      },
    });
    const ready = await own.fastify.inject('/health/ready');
    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({ status: 'ready', checks: { database: 'ok', search: 'ok', stuck: 'ok' } });
    fails = true;
    const failed = await own.fastify.inject('/health/ready');
    expect(failed.statusCode).toBe(503);
    expect(failed.json()).toEqual({
      status: 'not ready',
      checks: { database: 'failed', search: 'ok', stuck: 'timed out' },
    });
    await own.drain();
  });
});

describe('draining', () => {
  it('lets requests in flight finish, turns unready and takes no new connections', async () => {
    const own = await createTestServer();
    const url = new URL(await own.listen({ host: '127.0.0.1', port: 0 }));
    const slow = fetch(new URL('/graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ slow(milliseconds: 300) }' }),
    });
    // An open connection that has sent half a request when the drain begins.
    const socket = connect(Number(url.port), url.hostname);
    let received = '';
    socket.on('data', (data) => {
      received += data;
    });
    await new Promise((resolve) => socket.write('GET /health/ready HTTP/1.1\r\n', resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const drained = own.drain();
    socket.write('Host: localhost\r\n\r\n');
    const response = await slow;
    expect(response.headers.get('connection')).toBe('close');
    expect(((await response.json()) as Answer['body']).data).toEqual({ slow: 'done' });
    await drained;
    expect(received).toContain('HTTP/1.1 503');
    expect(received).toContain('{"status":"draining"}');
    await expect(fetch(url)).rejects.toThrow();
  });

  it('cuts off what takes longer than its patience', async () => {
    const own = await createTestServer();
    const url = await own.listen({ host: '127.0.0.1', port: 0 });
    const slow = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ slow(milliseconds: 5000) }' }),
    });
    const cut = expect(slow).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const began = performance.now();
    await own.drain(200);
    expect(performance.now() - began).toBeLessThan(2_000);
    await cut;
  });
});
