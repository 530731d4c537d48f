import net from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHost, type Host } from '../../../src/platform/http/host.ts';
import { createLog } from '../../../src/platform/logging/log.ts';

let host: Host;
let port: number;
beforeAll(async () => {
  host = createHost({ log: createLog('silent'), requestTimeout: 150 });
  host.fastify.post('/short', async ({ body }) => body);
  host.fastify.post('/long', { config: { longBody: true } }, async ({ body }) => body);
  host.fastify.get('/thinking', () => new Promise((resolve) => setTimeout(() => resolve('done'), 300)));
  port = Number(new URL(await host.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => host.drain());

/** Sends a head and the first byte of three, the rest after 300 ms, and answers all that comes until the connection ends. */
async function sendSlowly(path: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1').on('error', () => {});
  const answer = text(socket);
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 3\r\n`);
  socket.write('connection: close\r\n\r\na');
  setTimeout(() => socket.end('bc'), 300);
  return answer;
}

it('cuts off a request that takes too long to come', async () => {
  expect(await sendSlowly('/short')).toMatch(/^HTTP\/1\.1 408 /);
  expect(await sendSlowly('/nothing')).toMatch(/^HTTP\/1\.1 40[48] /);
});

it('lets a long body take its time', async () => {
  expect(await sendSlowly('/long')).toMatch(/^HTTP\/1\.1 200 .*abc$/s);
});

it('lets an answer take its time, and the connection go on', async () => {
  for (let turn = 0; turn < 2; turn++) {
    expect(await (await fetch(`http://127.0.0.1:${port}/thinking`)).text()).toBe('done');
  }
});
