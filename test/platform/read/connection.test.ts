import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GoodOrder } from './toy.ts';
import { goodCursor } from './toy-plain.ts';
import { ROWS } from './toy-rows.ts';
import { EVERYBODY, OPERATOR, startToy, type Toy } from './toy-server.ts';

interface Page {
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: number;
}

let toy: Toy;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy?.stop());
beforeEach(() => {
  toy.statements.length = 0;
});

const PAGE = `query ($order: GoodOrder!, $first: Int, $after: String, $last: Int, $before: String) {
  goods(order: $order, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}`;

async function page(variables: Record<string, unknown>, viewer = OPERATOR): Promise<Page> {
  const { data, errors } = await toy.ask(PAGE, variables, viewer);
  expect(errors).toBeUndefined();
  return (data as { goods: Page }).goods;
}

describe.each(Object.values(GoodOrder))('in the order %s', (order) => {
  it('pages forward and backward through every row once', async () => {
    const all = (await page({ order, first: 100 })).edges.map(({ node }) => node.id);
    expect(new Set(all).size).toBe(ROWS.good.length);
    for (const size of [1, 7]) {
      expect(await walk(order, size, 'first')).toEqual(all);
      expect((await walk(order, size, 'last')).toReversed()).toEqual(all);
    }
  });

  it('shows and counts only what the viewer sees', async () => {
    const { edges, totalCount } = await page({ order, first: 100 }, EVERYBODY);
    const hidden = new Set(ROWS.maker.filter(({ hidden }) => hidden).map(({ id }) => id));
    const seen = ROWS.good.filter(({ status, maker_id }) => status === 'PUBLISHED' && !hidden.has(maker_id));
    expect(totalCount).toBe(seen.length);
    expect(edges.map(({ node }) => node.id).toSorted()).toEqual(seen.map(({ id }) => `god_${id}`).toSorted());
  });
});

/** Ids page by page, in the order in which they were met, checking what each page says of its ends. */
async function walk(order: GoodOrder, size: number, argument: 'first' | 'last'): Promise<string[]> {
  const forward = argument === 'first';
  const met: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const { edges, pageInfo }: Page = await page({ order, [argument]: size, [forward ? 'after' : 'before']: cursor });
    const ids = edges.map(({ node }) => node.id);
    met.push(...(forward ? ids : ids.toReversed()));
    const [more, came] = forward
      ? [pageInfo.hasNextPage, pageInfo.hasPreviousPage]
      : [pageInfo.hasPreviousPage, pageInfo.hasNextPage];
    expect(came).toBe(cursor !== null);
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]?.cursor, edges.at(-1)?.cursor]);
    if (!more) return met;
    cursor = forward ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

describe('pages', () => {
  it('know about both sides when cut by two cursors, also when empty', async () => {
    const order = GoodOrder.NEWEST;
    const { edges } = await page({ order, first: 100 });
    const [after, before] = [edges[4]!.cursor, edges[8]!.cursor];
    const middle = await page({ order, first: 10, after, before });
    expect(middle.edges).toEqual(edges.slice(5, 8));
    expect(middle.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const empty = await page({ order, first: 1, after: before, before: after });
    expect(empty).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: null, endCursor: null },
      totalCount: ROWS.good.length,
    });
  });

  it('know that nothing lies beyond cursors outside the list', async () => {
    const order = GoodOrder.NAME;
    const cursor = (name: string) => goodCursor(order, { ...ROWS.good[0]!, name });
    const [low, high] = [cursor(' '), cursor('\u{10ffff}')];
    expect((await page({ order, first: 2, after: low })).pageInfo).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: false,
    });
    expect((await page({ order, last: 2, before: high })).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
    });
    expect((await page({ order, first: 100, before: high })).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: false,
    });
    expect((await page({ order, last: 100, after: low })).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: false,
    });
    expect((await page({ order, first: 1, after: high })).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
    });
  });

  it('print several aliases from one window', async () => {
    const { data } = await toy.ask(
      '{ goods(first: 2) { a: edges { node { id } } b: edges { c: cursor n: node { name } } nodes { price } other: nodes { id } } }',
    );
    const { goods } = data as { goods: Record<string, { node?: { id: string }; id?: string }[]> };
    expect(goods.a!.map(({ node }) => node!.id)).toEqual(goods.other!.map(({ id }) => id));
    expect(toy.statements[0]!.text.match(/ limit /g)).toHaveLength(1);
  });

  it('count only when asked to, and then need no rows', async () => {
    await toy.ask('{ goods(first: 2) { nodes { id } } }');
    await toy.ask('{ goods(first: 2) { totalCount __typename } }');
    expect(toy.statements.map(({ text }) => [text.includes('count(*)'), text.includes('limit')])).toEqual([
      [false, true],
      [true, false],
    ]);
  });
});

describe('arguments', () => {
  const ask = (args: string) => toy.ask(`{ goods(${args}) { nodes { id } } }`);

  it.each([
    ['order: NAME', 'BAD_INPUT', ['first']],
    ['first: 1, last: 1', 'BAD_INPUT', ['first']],
    ['first: 0', 'LIMIT_EXCEEDED', ['first']],
    ['first: 101', 'LIMIT_EXCEEDED', ['first']],
    ['last: -1', 'LIMIT_EXCEEDED', ['last']],
    ['first: 1, after: "x"', 'BAD_INPUT', ['after']],
    ['last: 1, before: ""', 'BAD_INPUT', ['before']],
  ])('refuses %s', async (args, code, path) => {
    expect(await ask(args)).toMatchObject({ data: null, errors: [{ path: ['goods'], extensions: { code, path } }] });
    expect(toy.statements).toHaveLength(0);
  });

  it('refuses cursors that are forged, or of another order', async () => {
    const forge = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
    const id = ROWS.good[0]!.id;
    const forged = [
      forge(),
      forge(id),
      forge('2024-02-30T00:00:00+00:00', id),
      forge('2024-01-01T25:00:00+00:00', id),
      forge("now'); drop table good; --", id),
      forge(null, id),
      forge(5, id),
      forge('2024-01-01T00:00:00+00:00', `${id}x`),
      forge('2024-01-01T00:00:00+00:00', id, id),
      goodCursor(GoodOrder.NAME, ROWS.good[0]!),
    ];
    for (const cursor of forged) {
      const { errors } = await ask(`order: NEWEST, first: 1, after: "${cursor}"`);
      expect(errors, cursor).toMatchObject([{ extensions: { code: 'BAD_INPUT', path: ['after'] } }]);
    }
  });

  it('are checked below root fields too, and the path says where', async () => {
    const { data, errors } = await toy.ask('{ makers { id page: goodPage(first: 500) { nodes { id } } } hello }');
    expect(data).toEqual({ makers: null, hello: 'Xin chào bạn' });
    expect(errors).toMatchObject([
      { path: ['makers'], extensions: { code: 'LIMIT_EXCEEDED', path: ['page', 'first'] } },
    ]);
  });
});
