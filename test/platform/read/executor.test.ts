import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEYS, ROWS } from './toy-rows.ts';
import { EVERYBODY, OPERATOR, startToy, type Toy } from './toy-server.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy?.stop());
beforeEach(() => {
  toy.statements.length = 0;
  toy.logged.length = 0;
});

const goodId = (index: number) => `god_${KEYS.goods[index]}`;
const goodWhere = (wanted: (good: (typeof ROWS.good)[number]) => boolean) => `god_${ROWS.good.find(wanted)!.id}`;
const hiddenMakers = new Set(ROWS.maker.filter(({ hidden }) => hidden).map(({ id }) => id));

describe('one statement', () => {
  it('answers five levels with aliases and fragments', async () => {
    const { data, errors } = await toy.ask(
      `query ($a: ID!, $b: ID!) {
        one: good(id: $a) { ...Full again: maker { goods { badges { goods { id } } } } }
        two: good(id: $b) { ...Full }
        search { edges { node { __typename ... on Good { ...Full } ... on Maker { goods { id } } ... on Badge { label } } } totalCount }
        goods(first: 2) { edges { cursor node { ...Full } } }
      }
      fragment Full on Good { id name maker { id goods { variants { id badges { label } } } } }`,
      { a: goodId(0), b: goodId(1) },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ one: { id: goodId(0) }, two: { id: goodId(1) }, search: { totalCount: 40 } });
    expect(toy.statements).toHaveLength(1);
  });

  it('fetches refs of one kind with one sub-select, in their order, missing and merged ones too', async () => {
    const ids = [goodId(3), goodId(1), 'god_00000000-0000-4000-8000-00000000ffff', goodId(3)];
    const { data } = await toy.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(data).toEqual({ nodes: [{ id: ids[0] }, { id: ids[1] }, null, { id: ids[3] }] });
    expect(toy.statements[0]!.text.match(/from "good"/g)).toHaveLength(1);
    const merged = await toy.ask(`{ node(id: "bdg_${KEYS.mergedBadge}") { id } }`);
    expect(merged.data).toEqual({ node: { id: `bdg_${KEYS.badges[0]}` } });
  });

  it('asks nothing of the database for what is not in it', async () => {
    const { data } = await toy.ask(
      '{ __typename hello(name: "An") matrix none: node(id: "x") @skip(if: true) { id } }',
    );
    expect(data).toEqual({ __typename: 'Query', hello: 'Xin chào An', matrix: [[1, 2], [], [3]] });
    expect(toy.statements).toHaveLength(0);
  });

  it('gives hot statements a name, and only those', async () => {
    const ask = (index: number) => toy.ask('query ($id: ID!) { good(id: $id) { id ratio } }', { id: goodId(index) });
    for (let index = 0; index < 7; index++) await ask(index);
    const names = toy.statements.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined]);
    expect(names.slice(4)).toEqual([expect.stringMatching(/^read_\d+$/), names[4], names[4]]);
  });
});

describe('response keys', () => {
  it('keeps aliases of one field with different arguments apart', async () => {
    const id = goodWhere(({ keywords }) => keywords.length > 0);
    const { data } = await toy.ask(`{ good(id: "${id}") { a: shout(suffix: "1") b: shout(suffix: "2") } }`);
    const { a, b } = (data as { good: { a: string; b: string } }).good;
    expect(a).toBe(`${b.slice(0, -1)}1`);
  });

  it('has no limit of keys, nor of their length', async () => {
    const keys = Array.from({ length: 150 }, (_, index) => `key_${index}_${'x'.repeat(80)}`);
    const { data } = await toy.ask(`{ good(id: "${goodId(0)}") { ${keys.map((key) => `${key}: id`).join(' ')} } }`);
    expect(data).toEqual({ good: Object.fromEntries(keys.map((key) => [key, goodId(0)])) });
  });

  it('survives keys that mean something to JavaScript', async () => {
    const id = goodWhere(({ keywords }) => keywords.length === 0);
    const { data, errors } = await toy.ask(
      `{ goods(first: 1) { nodes { __proto__: id constructor: name } } good(id: "${id}") { __proto__: shout } }`,
    );
    expect(JSON.stringify(data)).toMatch(/"nodes":\[\{"__proto__":"god_[^"]+","constructor":"/);
    expect(errors).toMatchObject([{ path: ['good', '__proto__'] }]);
  });
});

describe('nulls', () => {
  it('spread to the nearest nullable place, with an error at the null', async () => {
    const id = goodWhere(
      (good) => !!good.reseller_id && ROWS.maker.some((maker) => maker.id === good.reseller_id && maker.motto === null),
    );
    const { data, errors } = await toy.ask(`{ good(id: "${id}") { id reseller { name motto } } }`);
    expect(data).toEqual({ good: { id, reseller: null } });
    expect(errors).toMatchObject([
      { path: ['good', 'reseller', 'motto'], message: 'Cannot return null for non-nullable field Maker.motto.' },
    ]);
  });

  it('reach the root when nothing on the way is nullable', async () => {
    const { data, errors } = await toy.ask('query ($id: ID!) { mustGood(id: $id) { id } }', {
      id: `god_${KEYS.makers[0]}`,
    });
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { path: ['mustGood'], message: 'Cannot return null for non-nullable field Query.mustGood.' },
    ]);
  });

  it('of a to-one relation come from its policy too', async () => {
    const hidden = goodWhere(({ reseller_id }) => reseller_id !== null && hiddenMakers.has(reseller_id));
    const ask = (viewer: typeof OPERATOR) =>
      toy.ask(`{ nodes(ids: ["${hidden}"]) { ... on Good { reseller { id } } } }`, {}, viewer);
    expect((await ask(OPERATOR)).data).toMatchObject({ nodes: [{ reseller: { id: expect.any(String) } }] });
    expect(JSON.stringify((await ask(EVERYBODY)).data)).not.toContain('mkr_');
  });
});

describe('errors', () => {
  it('of one root field leave the others alone', async () => {
    const { data, errors } = await toy.ask(
      `{ bad: node(id: "prd-1") { id } good(id: "${goodId(0)}") { id } overflowing { id } badges { level } }`,
    );
    expect(data).toMatchObject({
      bad: null,
      good: { id: goodId(0) },
      overflowing: null,
      badges: ROWS.badge.map(() => ({ level: expect.any(Number) })),
    });
    expect(errors).toMatchObject([
      { path: ['bad'], extensions: { code: 'BAD_ID', path: ['id'] } },
      {
        path: ['overflowing'],
        message: 'Internal server error.',
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' },
      },
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/bigint|out of range|99999/);
    expect(toy.logged).toHaveLength(1);
  });

  it('that nobody can mend are masked and logged; the others tell code, path and message', async () => {
    const { data, errors } = await toy.ask('{ broken refused hello }');
    expect(data).toEqual({ broken: null, refused: null, hello: 'Xin chào bạn' });
    expect(errors).toMatchObject([
      { path: ['broken'], message: 'Internal server error.' },
      { path: ['refused'], message: 'Không được', extensions: { code: 'FORBIDDEN', path: ['it'] } },
    ]);
    expect(toy.logged).toMatchObject([{ err: { message: 'the password is "hunter2"' }, path: ['broken'] }]);
  });

  it('of the connection are not tried again field by field', async () => {
    const broken = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const query = toy.db.query;
    let tries = 0;
    toy.db.query = () => {
      tries += 1;
      return Promise.reject(broken);
    };
    const { data, errors } = await toy.ask('{ badges { id } makers { id } }').finally(() => {
      toy.db.query = query;
    });
    expect(tries).toBe(1);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['badges'], message: 'Internal server error.' }]);
  });

  it('tell mistakes in the code from data', async () => {
    const { data, errors } = await toy.ask('{ mistaken { id } }');
    expect(data).toEqual({ mistaken: null });
    expect(errors).toMatchObject([{ message: 'Internal server error.' }]);
    expect(toy.logged).toMatchObject([{ err: { message: 'A Good was returned where the schema has Maker.' } }]);
  });

  it('call NUL characters bad input', async () => {
    const { errors } = await toy.ask('query ($name: String!) { goodNamed(name: $name) { id } }', { name: 'a\0b' });
    expect(errors).toMatchObject([{ path: ['goodNamed'], extensions: { code: 'BAD_INPUT' } }]);
  });
});

describe('variables', () => {
  it('are coerced before anything runs', async () => {
    const ask = (variables: Record<string, unknown>) => toy.ask('query ($id: ID!) { good(id: $id) { id } }', variables);
    for (const variables of [{}, { id: null }, { id: { a: 1 } }]) {
      const answer = await ask(variables);
      expect(answer).not.toHaveProperty('data');
      expect(answer.errors).toMatchObject([{ message: expect.stringContaining('$id') }]);
    }
    expect(toy.statements).toHaveLength(0);
  });

  it('of nested arguments and directives make plans of their own', async () => {
    const id = goodWhere(({ keywords }) => keywords.length > 0);
    const source = `query ($id: ID!, $suffix: String = "?", $more: Boolean!) {
      good(id: $id) { shout(suffix: $suffix) ...Name }
    } fragment Name on Good { name @include(if: $more) }`;
    const document = { source };
    const answers = [];
    for (const variables of [
      { suffix: '1', more: true },
      { suffix: '2', more: true },
      { suffix: '1', more: false },
      { more: false },
      { suffix: null, more: false },
    ]) {
      answers.push(
        (await toy.askSame(document, { id, ...variables })).data as { good: { shout: string; name?: string } },
      );
    }
    expect(answers.map(({ good }) => good.shout.at(-1))).toEqual(['1', '2', '1', '?', '!']);
    expect(answers.map(({ good }) => 'name' in good)).toEqual([true, true, false, false, false]);
  });

  it('share a plan between requests, but not between roles', async () => {
    const hidden = goodWhere(({ status }) => status === 'DRAFT');
    const document = { source: 'query ($id: ID!) { good(id: $id) { id } }' };
    expect((await toy.askSame(document, { id: hidden }, OPERATOR)).data).toEqual({ good: { id: hidden } });
    expect((await toy.askSame(document, { id: hidden }, EVERYBODY)).data).toEqual({ good: null });
    expect((await toy.askSame(document, { id: goodId(0) }, OPERATOR)).data).toEqual({ good: { id: goodId(0) } });
  });
});

describe('operations', () => {
  it('mix introspection with reads', async () => {
    const { data } = await toy.ask(
      `query ($name: String = "Badge", $id: ID!) {
      __type(name: $name) { ...Kind fields { name } } good(id: $id) { id } schema: __schema { queryType { ...Kind } }
    } fragment Kind on __Type { kind name }`,
      { id: goodId(0) },
    );
    expect(data).toMatchObject({
      __type: { kind: 'OBJECT', name: 'Badge' },
      good: { id: goodId(0) },
      schema: { queryType: { name: 'Query' } },
    });
  });

  it('must be there', async () => {
    expect(await toy.ask('query A { hello } query B { hello }')).toMatchObject({
      errors: [{ message: /multiple operations/ }],
    });
    expect(await toy.ask('query A { hello }', {}, OPERATOR, 'B')).toMatchObject({
      errors: [{ message: 'Unknown operation named "B".' }],
    });
    expect(await toy.ask('subscription { hello }')).toMatchObject({
      errors: [{ message: 'This API has no subscription operations.' }],
    });
  });
});

describe('mutations', () => {
  const RENAME =
    'mutation ($id: ID!, $name: String!) { rename(id: $id, name: $name) { good { name } errors { code path message } } }';
  const id = goodId(7);
  const rename = (name: string) => toy.ask(RENAME, { id, name });

  it('read their payload after the write, one after the other', async () => {
    const { data } = await toy.ask(
      'mutation ($id: ID!) { a: rename(id: $id, name: "A") { good { name } errors { code } } b: rename(id: $id, name: "B") { good { name } } }',
      { id },
    );
    expect(data).toEqual({ a: { good: { name: 'A' }, errors: [] }, b: { good: { name: 'B' } } });
    expect(toy.statements).toHaveLength(2);
    await rename(ROWS.good[7]!.name);
  });

  it('tell what the caller can mend in the payload, and hide the rest', async () => {
    expect(await rename('')).toEqual({
      data: { rename: { good: null, errors: [{ code: 'BAD_INPUT', path: ['name'], message: 'Thiếu tên' }] } },
    });
    expect(await toy.ask(RENAME, { id: 'x', name: 'A' })).toMatchObject({
      data: { rename: { errors: [{ code: 'BAD_ID', path: ['id'] }] } },
    });
    expect(await rename('crash')).toMatchObject({
      data: null,
      errors: [{ path: ['rename'], message: 'Internal server error.' }],
    });
  });
});
