import { beforeEach, describe, expect, it } from 'vitest';
import { forgetUnanswered } from '../../src/catalogue/forget-unanswered.job.ts';
import { tallyOf } from '../../src/catalogue/unanswered-tally.ts';
import type { JobContext } from '../../src/platform/jobs/job.ts';
import { until } from '../platform/jobs/job-support.ts';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

const NOON = '2026-11-22T05:00:00.000Z';
/** Still the same day in UTC, and the next one in Viet Nam. */
const EVENING = '2026-11-22T17:30:00.000Z';

const SEARCH = `query ($query: String, $filter: ProductSearchFilter, $after: String) {
  searchProducts(query: $query, filter: $filter, first: 5, after: $after) { totalCount searchedFor pageInfo { endCursor } }
}`;
const SEARCH_BOTH = 'query ($query: String) { search(query: $query, first: 5) { totalCount searchedFor } }';

const LIST = `query ($from: LocalDate, $to: LocalDate, $kind: SearchKind, $first: Int, $after: String, $last: Int, $before: String) {
  unansweredSearches(from: $from, to: $to, kind: $kind, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { text } }
    nodes { text count withoutFilters days firstDay lastDay lastAt }
  }
}`;

/** Searches for products and answers what was searched for, as the counts have it. */
async function searchFor(query: string, variables: object = {}): Promise<string> {
  const { searchProducts } = await app.asPublic.query(SEARCH, { query, ...variables });
  expect(searchProducts.totalCount).toBe(0);
  return searchProducts.searchedFor.toLowerCase();
}

async function counted(variables: object = {}) {
  await tallyOf(app.services.db)!.write();
  const page = 'last' in variables ? {} : { first: 50 };
  return (await app.asOperator.query(LIST, { ...page, ...variables })).unansweredSearches;
}

const codes = async (variables: object, client = app.asOperator) =>
  (await client.run(LIST, { first: 5, ...variables })).errors?.map(({ extensions: { code, path } }) => [code, path]);

beforeEach(async () => {
  await tallyOf(app.services.db)!.write();
  await app.services.db.query('delete from search_unanswered');
  app.setClock(NOON);
});

describe('searches that found nothing', () => {
  it('are counted by day and text, the most frequent first', async () => {
    const helicopter = await searchFor('Zkyhelicopter');
    await searchFor('ZKYHELICOPTER  ', { filter: { demo: true } });
    const submarine = await searchFor('zkysubmarine');
    app.setClock(EVENING);
    await searchFor('zkyhelicopter');
    expect((await counted()).nodes).toEqual([
      {
        text: helicopter,
        count: 3,
        withoutFilters: 2,
        days: 2,
        firstDay: '2026-11-22',
        lastDay: '2026-11-23',
        lastAt: EVENING,
      },
      {
        text: submarine,
        count: 1,
        withoutFilters: 1,
        days: 1,
        firstDay: '2026-11-22',
        lastDay: '2026-11-22',
        lastAt: NOON,
      },
    ]);
    const ofOneDay = await counted({ from: '2026-11-23', to: '2026-11-23' });
    expect(ofOneDay.nodes).toMatchObject([{ text: helicopter, count: 1 }]);
    expect((await counted({ from: '2026-10-01', to: '2026-11-21' })).nodes).toEqual([]);
  });

  it('are counted by search', async () => {
    const text = await searchFor('zkysubmarine');
    const { search } = await app.asPublic.query(SEARCH_BOTH, { query: 'zkysubmarine' });
    expect(search.totalCount).toBe(0);
    expect((await counted()).nodes).toMatchObject([{ text, count: 2 }]);
    expect((await counted({ kind: 'CATALOGUE' })).nodes).toMatchObject([{ text, count: 1 }]);
    expect((await counted({ kind: 'PRODUCTS' })).nodes).toMatchObject([{ text, count: 1 }]);
  });

  it('are none that found something, had no words, or asked for another page', async () => {
    const { searchProducts } = await app.asPublic.query(SEARCH, { query: 'nước mắm' });
    expect(searchProducts.totalCount).toBeGreaterThan(0);
    await app.asPublic.query(SEARCH, { query: '  ', filter: { leadTimeDays: { lte: -1 } } });
    await app.asPublic.query(SEARCH, { query: '?!' });
    await app.asPublic.run(SEARCH, { query: 'zkysubmarine', after: searchProducts.pageInfo.endCursor });
    expect((await counted()).nodes).toEqual([]);
  });

  it('are not kept where they may tell who somebody is', async () => {
    for (const query of [
      'zkymam 0912345678',
      'zkymam 0912 345 678',
      'zkymam +84-91-234-5678',
      'zkymam (028) 3829.1234',
      'zkymam ０９１２３４５６７８',
      'zkymam lan@example.vn',
      'zkymam lan @ example.vn',
      'zkymam 001099012345',
    ]) {
      await searchFor(query);
    }
    await searchFor('zkymam loại 25 500 ml');
    expect((await counted()).nodes).toHaveLength(1);
  });

  it('are written by themselves within seconds', async () => {
    await searchFor('zkysubmarine');
    await until(async () => (await app.services.db.query('select from search_unanswered')).length > 0, 6);
  });

  it('are gathered up to a limit', async () => {
    const tally = tallyOf(app.services.db)!;
    const at = new Date(NOON);
    for (let number = 0; number < 1_200; number++) {
      const text = `zky ${number}`;
      tally.count({ kind: 'PRODUCTS' as never, typed: text, searchedFor: text, filtered: false, at });
    }
    expect((await counted()).totalCount).toBe(1_000);
  });

  it('have no new texts once a day has 10,000; those that it has count on', async () => {
    await app.services.db.query(
      `insert into search_unanswered select '2026-11-22', 'PRODUCTS', 'zky ' || number, 1, 1, $1
      from generate_series(1, 10000) number`,
      [NOON],
    );
    await searchFor('zky 7');
    await searchFor('zkysubmarine');
    const { totalCount, nodes } = await counted();
    expect([totalCount, nodes[0].count]).toEqual([10_000, 2]);
  });

  it('fail no search when they cannot be written', async () => {
    await app.services.db.query('alter table search_unanswered rename to away');
    await searchFor('zkysubmarine');
    await tallyOf(app.services.db)!.write();
    await app.services.db.query('alter table away rename to search_unanswered');
    await searchFor('zkyhelicopter');
    expect((await counted()).totalCount).toBe(1);
  });

  it('are forgotten after 400 days', async () => {
    await app.services.db.query(
      `insert into search_unanswered
      select day, 'PRODUCTS', 'zky', 1, 1, day from generate_series('2025-10-01'::date, '2026-11-22', '1 day') day`,
    );
    await forgetUnanswered.run({ ...app.services, now: new Date(EVENING) } as unknown as JobContext, {});
    const [{ first }] = (await app.services.db.query('select min(day)::text as first from search_unanswered')) as [
      { first: string },
    ];
    expect(first).toBe('2025-10-20');
    app.setClock(EVENING);
    expect((await counted({ from: first, to: '2026-11-23' })).nodes).toMatchObject([{ days: 399 }]);
  });
});

describe('the list of them', () => {
  it('has pages, forwards and backwards', async () => {
    await app.services.db.query(
      `insert into search_unanswered select '2026-11-20', 'PRODUCTS', 'zky ' || number, number % 3 + 1, 0, $1
      from generate_series(1, 8) number`,
      [NOON],
    );
    const all = (await counted()).edges as { cursor: string; node: { text: string } }[];
    expect(all.map(({ node }) => node.text)).toEqual([2, 5, 8, 1, 4, 7, 3, 6].map((number) => `zky ${number}`));
    const cursors = all.map(({ cursor }) => cursor);
    for (const [variables, from, to] of [
      [{ first: 3 }, 0, 3],
      [{ first: 3, after: cursors[2] }, 3, 6],
      [{ first: 3, after: cursors[5] }, 6, 8],
      [{ first: 3, after: cursors[7] }, 8, 8],
      [{ last: 3 }, 5, 8],
      [{ last: 3, before: cursors[5] }, 2, 5],
      [{ last: 3, before: cursors[0] }, 0, 0],
      [{ first: 5, after: cursors[1], before: cursors[4] }, 2, 4],
    ] as const) {
      const page = await counted(variables);
      expect(page.edges).toEqual(all.slice(from, to));
      expect(page.totalCount).toBe(8);
      expect(page.pageInfo).toEqual({
        hasPreviousPage: from > 0,
        hasNextPage: to < 8,
        startCursor: from < to ? cursors[from] : null,
        endCursor: from < to ? cursors[to - 1] : null,
      });
    }
  });

  it('is for operators, and says what is wrong with its arguments', async () => {
    expect(await codes({}, app.asPublic)).toEqual([['UNAUTHENTICATED', []]]);
    expect(await codes({ from: '2026-11-23', to: '2026-11-22' })).toEqual([['BAD_INPUT', ['from']]]);
    expect(await codes({ from: '2025-01-01', to: '2026-11-22' })).toEqual([['LIMIT_EXCEEDED', ['from']]]);
    expect(await codes({ after: 'x' })).toEqual([['BAD_INPUT', ['after']]]);
    expect(await codes({ first: 101 })).toEqual([['LIMIT_EXCEEDED', ['first']]]);
  });
});
