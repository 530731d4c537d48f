import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpServer } from '../../../src/platform/http/server.ts';
import { type Answer, createTestServer, post } from './toy-server.ts';

let server: HttpServer;
const lines: string[] = [];
beforeAll(async () => {
  server = await createTestServer({ lines });
});
afterAll(() => server.drain());

const english = { 'accept-language': 'en' };
const codeOf = (answer: Answer) => answer.body.errors?.[0]?.extensions.code;

interface Attempt {
  url: string;
  method?: 'GET' | 'POST' | 'PUT';
  payload?: string;
  type?: string;
}

const ATTEMPTS: [what: string, attempt: Attempt, status: number, code: string][] = [
  ['an unknown address', { url: '/nothing' }, 404, 'NOT_FOUND'],
  ['an address that cannot be decoded', { url: '/%zz' }, 400, 'BAD_REQUEST'],
  ['another method', { url: '/graphql', method: 'PUT' }, 404, 'NOT_FOUND'],
  ['no JSON', { url: '/graphql', method: 'POST', payload: '{"query":' }, 400, 'BAD_REQUEST'],
  ['a poisoned prototype', { url: '/graphql', method: 'POST', payload: '{"__proto__":{"a":1}}' }, 400, 'BAD_REQUEST'],
  [
    'too large a body',
    { url: '/graphql', method: 'POST', payload: `"${'x'.repeat(2 ** 20)}"` },
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  [
    'a form',
    { url: '/graphql', method: 'POST', payload: 'query={hello}', type: 'application/x-www-form-urlencoded' },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['text', { url: '/graphql', method: 'POST', payload: '{"query":"{hello}"}', type: 'text/plain' }, 400, 'BAD_REQUEST'],
];

describe('GraphQL over HTTP', () => {
  it('answers POST', async () => {
    const query = 'query Hi($name: String) { hello(name: $name) }';
    const { status, headers, body } = await post(server, { query, variables: { name: 'Bếp' } });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body.data).toEqual({ hello: 'Xin chào, Bếp' });
  });

  it('answers GET for queries, with the header that keeps other sites out', async () => {
    const url = '/graphql?query=%7Bhello%7D';
    const answered = await server.fastify.inject({ url, headers: { 'apollo-require-preflight': 'true' } });
    expect(answered.json().data).toEqual({ hello: 'Xin chào, bạn' });
    const blocked = await server.fastify.inject({ url });
    expect(blocked.statusCode).toBe(400);
    expect(blocked.json().errors[0].extensions.code).toBe('BAD_REQUEST');
  });

  it('refuses a mutation by GET', async () => {
    const url = `/graphql?query=${encodeURIComponent('mutation { rename(id: "1", name: "x") { id } }')}`;
    const { statusCode } = await server.fastify.inject({ url, headers: { 'apollo-require-preflight': 'true' } });
    expect(statusCode).toBe(405);
  });

  it('refuses batches', async () => {
    const { statusCode, body } = await server.fastify.inject({
      method: 'POST',
      url: '/graphql',
      payload: [{ query: '{ hello }' }],
    });
    expect(statusCode).toBe(400);
    expect(body).toContain('BAD_REQUEST');
  });

  it('keeps persisted queries', async () => {
    const query = '{ hello(name: "kept") }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const unknown = await post(server, { extensions });
    expect(codeOf(unknown)).toBe('PERSISTED_QUERY_NOT_FOUND');
    // Clients recognise this very message.
    expect(unknown.body.errors![0]!.message).toBe('PersistedQueryNotFound');
    await post(server, { query, extensions });
    const known = await post(server, { extensions });
    expect(known.body.data).toEqual({ hello: 'Xin chào, kept' });
  });

  it('chooses the operation by name', async () => {
    const query = 'query A { hello } query B { missing }';
    expect((await post(server, { query, operationName: 'A' })).body.data).toEqual({ hello: 'Xin chào, bạn' });
    const wrong = await post(server, { query, operationName: 'C' }, english);
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors![0]).toEqual({
      message: 'The document has no operation named "C".',
      extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
    });
    const none = await post(server, { query });
    expect(none.body.errors![0]!.message).toContain('operationName');
  });

  it('passes the text of a result through', async () => {
    const own = await createTestServer({
      stringifyResult: ({ extensions }) => `{"raw":${JSON.stringify(extensions)}}`,
    });
    const { body } = await post(own, { query: '{ hello }' });
    expect(body).toEqual({ raw: { cost: { requested: 1, limit: 50_000, remaining: 49_999 } } });
    await own.drain();
  });
});

describe('errors', () => {
  it('hides internals and logs them with the id of the request', async () => {
    lines.length = 0;
    const { status, headers, body } = await post(server, { query: '{ hello broken }' }, english);
    expect(status).toBe(200);
    expect(body.data).toEqual({ hello: 'Xin chào, bạn', broken: null });
    const id = headers['x-request-id'];
    expect(body.errors).toEqual([
      {
        message: `The server failed. Id of the request: ${id}`,
        locations: [{ line: 1, column: 9 }],
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: id },
      },
    ]);
    const logged = lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error');
    expect(logged).toMatchObject({
      requestId: id,
      path: ['broken'],
      err: { message: expect.stringContaining('hunter2') },
    });
  });

  it('leaves errors for people as they are', async () => {
    const { body } = await post(server, { query: '{ missing }' });
    expect(body.errors![0]).toMatchObject({ message: 'Không tìm thấy.', extensions: { code: 'NOT_FOUND' } });
  });

  it('speaks both languages', async () => {
    const query = '{ hell }';
    const inEnglish = await post(server, { query }, english);
    const inVietnamese = await post(server, { query }, { 'accept-language': 'vi-VN' });
    expect(inEnglish.body.errors![0]!.message).toBe('Cannot query field "hell" on type "Query". Did you mean "hello"?');
    expect(inVietnamese.body.errors![0]!.message).toBe(
      `Câu truy vấn không khớp với lược đồ: ${inEnglish.body.errors![0]!.message}`,
    );
    for (const answer of [inEnglish, inVietnamese]) {
      expect(answer.status).toBe(400);
      expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  it('tells a caller what is wrong with its token', async () => {
    const answer = await post(server, { query: '{ hello }' }, { authorization: 'Bearer x', ...english });
    expect(answer.status).toBe(401);
    expect(answer.body.errors![0]).toMatchObject({
      message: 'The token is wrong.',
      extensions: { code: 'UNAUTHENTICATED' },
    });
  });

  it('hides why a context could not be made', async () => {
    const answer = await post(server, { query: '{ hello }' }, { authorization: 'Bearer broken' });
    expect(answer.status).toBe(500);
    expect(codeOf(answer)).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  it.each(ATTEMPTS)(
    'answers %s in the shape of a GraphQL error',
    async (_what, { url, method, payload, type }, status, code) => {
      const response = await server.fastify.inject({
        url,
        method,
        payload,
        headers: payload ? { 'content-type': type ?? 'application/json' } : {},
      });
      expect(response.statusCode).toBe(status);
      expect(response.headers['x-request-id']).toBeTruthy();
      expect(response.json().errors).toEqual([{ message: expect.any(String), extensions: { code } }]);
    },
  );

  it('answers a malformed Host header as a bad request', async () => {
    const response = await server.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: { host: 'a b', 'content-type': 'application/json' },
      payload: '{"query":"{hello}"}',
    });
    expect(response.statusCode).toBe(400);
  });
});

describe('request ids and logs', () => {
  it('keeps a sane request id and replaces any other', async () => {
    const idFor = async (given?: string) =>
      (await post(server, { query: '{ hello }' }, given ? { 'x-request-id': given } : {})).headers['x-request-id'];
    expect(await idFor('frontend-42:a.b')).toBe('frontend-42:a.b');
    const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
    expect(await idFor()).toMatch(uuid);
    expect(await idFor('x'.repeat(129))).toMatch(uuid);
    expect(await idFor('a b"')).toMatch(uuid);
  });

  it('writes one line per request, without variables or secrets', async () => {
    lines.length = 0;
    const query = 'query Named($name: String) { hello(name: $name) }';
    await post(server, { query, variables: { name: 'secret' } }, { 'x-request-id': 'r-1' });
    await server.fastify.inject({ url: '/nothing?token=secret', headers: { 'x-request-id': 'r-2' } });
    await post(server, { query: '{ nothing }' }, { 'x-request-id': 'r-3', authorization: '' });
    const logged = lines.map((line) => JSON.parse(line));
    expect(logged).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        requestId: 'r-1',
        method: 'POST',
        path: '/graphql',
        status: 200,
        milliseconds: expect.any(Number),
        operation: 'Named',
        operationType: 'query',
        cost: 1,
        msg: 'request',
      },
      expect.objectContaining({ requestId: 'r-2', path: '/nothing', status: 404 }),
      expect.objectContaining({ requestId: 'r-3', status: 400, errors: ['GRAPHQL_VALIDATION_FAILED'] }),
    ]);
    expect(lines.join()).not.toContain('secret');
  });
});

describe('CORS', () => {
  const ask = (on: HttpServer, origin: string) =>
    on.fastify.inject({
      method: 'OPTIONS',
      url: '/graphql',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization',
      },
    });

  it('opens the API to all origins without credentials', async () => {
    const { statusCode, headers } = await ask(server, 'https://shop.example');
    expect(statusCode).toBe(204);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers['access-control-allow-headers']).toBe('content-type,authorization');
  });

  it('opens it to listed origins only', async () => {
    const own = await createTestServer({ corsOrigins: ['https://shop.example', 'https://fair.example'] });
    const listed = await ask(own, 'https://fair.example');
    expect(listed.headers['access-control-allow-origin']).toBe('https://fair.example');
    expect(listed.headers['access-control-allow-credentials']).toBe('true');
    const other = await ask(own, 'https://evil.example');
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
    await own.drain();
  });
});
