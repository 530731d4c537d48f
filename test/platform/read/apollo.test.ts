import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestContext } from '../../../src/platform/graphql/context.ts';
import { createExecutor } from '../../../src/platform/graphql/executor.ts';
import { JsonData, stringifyResult } from '../../../src/platform/graphql/json-data.ts';
import { TOY_READS } from './toy-reads.ts';
import { KEYS, ROWS } from './toy-rows.ts';
import { OPERATOR, startToy, type Toy } from './toy-server.ts';

let toy: Toy;
let apollo: ApolloServer<RequestContext>;
beforeAll(async () => {
  toy = await startToy();
  const { schema, db } = toy;
  apollo = new ApolloServer<RequestContext>({
    gateway: createExecutor({ schema, metadata: toy.orm.getMetadata(), reads: TOY_READS, db }),
    stringifyResult,
    plugins: [ApolloServerPluginCacheControlDisabled()],
  });
  await apollo.start();
});
afterAll(async () => {
  await apollo?.stop();
  await toy?.stop();
});

async function send(query: string, variables: Record<string, unknown> = {}): Promise<string> {
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new Map([['content-type', 'application/json']]) as never,
      search: '',
      body: { query, variables },
    },
    context: async () => toy.contextOf(OPERATOR),
  });
  return response.body.kind === 'complete' ? response.body.string : '';
}

it('passes the text of the database through Apollo', async () => {
  const id = `god_${KEYS.goods[0]}`;
  expect(await send('query ($id: ID!) { good(id: $id) { id } }', { id })).toBe(`{"data":{"good":{"id":"${id}"}}}\n`);
});

it('prints numbers as short as they are, and instants with milliseconds', async () => {
  const good = ROWS.good.find(({ weight }) => weight === 12.5)!;
  const instant = new Date(good.created_at).toISOString();
  expect(await send(`{ good(id: "god_${good.id}") { weight price createdAt } }`)).toContain(
    `{"weight":12.5,"price":${good.price},"createdAt":"${instant}"}`,
  );
});

it('puts errors and data together', async () => {
  const answer = JSON.parse(await send('{ refused hello }'));
  expect(answer).toMatchObject({
    data: { refused: null, hello: 'Xin chào bạn' },
    errors: [{ message: 'Không được', path: ['refused'], extensions: { code: 'FORBIDDEN', path: ['it'] } }],
  });
});

it('leaves what is not data to Apollo', async () => {
  expect(JSON.parse(await send('{ nothing }'))).toMatchObject({
    errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  });
  expect(JSON.parse(await send('query ($id: ID!) { good(id: $id) { id } }'))).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  });
});

it('writes extensions beside the data, and shows plugins an object', () => {
  const data = new JsonData('{"a":1}');
  expect(stringifyResult({ data: data as never, extensions: { cost: 1 } })).toBe(
    '{"extensions":{"cost":1},"data":{"a":1}}\n',
  );
  expect(stringifyResult({ data: null, errors: [] })).toBe('{"errors":[],"data":null}\n');
  expect(JSON.parse(JSON.stringify({ data }))).toEqual({ data: { a: 1 } });
});
