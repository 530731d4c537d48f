import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HttpServer } from '../../../src/platform/http/server.ts';
import { createTestServer } from './toy-server.ts';

let server: HttpServer;
beforeAll(async () => {
  const tabs = [
    { query: '# Tìm sản phẩm\nquery Find($id: ID) { product(id: $id) { name } }', variables: { id: 'prd_1' } },
    { query: '# </script><script>alert(1)</script>\n{ hello }' },
  ];
  server = await createTestServer({ tabs });
});
afterAll(() => server.drain());

it('serves a page that loads from and calls this host only', async () => {
  const { statusCode, headers, body } = await server.fastify.inject('/');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src [^;]*unsafe/);
  const references = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
  expect(references.filter((reference) => !/^(\/graphiql\/|data:)/.test(reference))).toEqual([]);
  for (const reference of references.filter((each) => each.startsWith('/'))) {
    expect((await server.fastify.inject(reference)).statusCode).toBe(200);
  }
});

it('hands the examples to the tabs as data', async () => {
  const { body } = await server.fastify.inject('/');
  expect(body.match(/<script/g)).toHaveLength(3);
  const options = JSON.parse(/id="options">(.*)<\/script>/.exec(body)![1]!);
  expect(options.endpoint).toBe('/graphql');
  expect(options.defaultTabs).toEqual([
    { query: expect.stringContaining('# Tìm sản phẩm'), variables: '{\n  "id": "prd_1"\n}' },
    { query: expect.stringContaining('</script>') },
  ]);
});

it.each(['graphiql.js', 'start.js', 'editorWorkerService.js', 'graphql.js', 'json.js', 'graphiql.css'])(
  'serves %s from the package, compressed and revalidated',
  async (file) => {
    const plain = await server.fastify.inject(`/graphiql/${file}`);
    expect(plain.headers['content-type']).toMatch(/^text\/(javascript|css); charset=utf-8$/);
    const zipped = await server.fastify.inject({
      url: `/graphiql/${file}`,
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.rawPayload).equals(plain.rawPayload)).toBe(true);
    const again = await server.fastify.inject({
      url: `/graphiql/${file}`,
      headers: { 'if-none-match': String(plain.headers.etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  },
);

it('serves fonts inside the style sheet, not from another host', async () => {
  const { body } = await server.fastify.inject('/graphiql/graphiql.css');
  expect(body).not.toMatch(/@import|url\(["']?(?!data:|#)/);
});

it('serves nothing else', async () => {
  expect((await server.fastify.inject('/graphiql/other.js')).statusCode).toBe(404);
});
