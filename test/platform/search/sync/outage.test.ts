import { expect, it, vi } from 'vitest';
import { waitForGroups } from '../../../../src/platform/search/sync/group-locks.ts';
import { describeSync, until } from './sync-support.ts';

vi.setConfig({ testTimeout: 60_000 });

const EQUAL = { differences: [], waiting: 0 };

const PAGE = `query ($after: String) {
  searchProducts(first: 5, after: $after) { degraded pageInfo { endCursor } edges { node { id } } }
}`;

describeSync('an engine that is away', 'seeded', (test) => {
  const page = (after: string | null) => test.app.asPublic.run(PAGE, { after });
  const answered = () => until(async () => !(await test.find('bánh')).degraded, 'an answer of the engine');

  it('costs no answer: PostgreSQL gives it, and the queue drains by itself afterwards', async () => {
    test.start();
    await test.settled();
    await answered();
    const { names } = await test.find('bánh');
    const [id] = await test.publicProducts(1);

    await test.engine.kill();
    expect(await test.find('bánh')).toEqual({ names, degraded: true });
    await test.rename(id!, 'Viết lúc vắng');
    expect((await test.find('viết lúc vắng')).names).toContain('Viết lúc vắng');
    const { searchState } = await test.app.asPublic.query('{ searchState { engine state degraded queueLength } }');
    expect(searchState).toEqual({ engine: 'MEILISEARCH', state: 'UNAVAILABLE', degraded: true, queueLength: 1 });
    const ready = await test.app.api.fastify.inject('/health/ready');
    expect([ready.statusCode, ready.json()]).toMatchObject([
      200,
      { status: 'ready', search: { state: 'UNAVAILABLE', queueLength: 1, lagSeconds: expect.any(Number) } },
    ]);

    await test.engine.start();
    await test.settled();
    await answered();
    expect((await test.find('viết lúc vắng')).names).toContain('Viết lúc vắng');
    expect(await test.check()).toMatchObject(EQUAL);
  });

  it('that hangs keeps nobody waiting for long', async () => {
    test.engine.pause();
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 5 }, () => test.find('bánh')));
    expect(answers.every(({ degraded }) => degraded)).toBe(true);
    expect(performance.now() - started).toBeLessThan(4_000);
    const after = performance.now();
    expect(await test.find('bánh')).toMatchObject({ degraded: true });
    expect(performance.now() - after).toBeLessThan(500);
    test.engine.resume();
    await answered();
  });

  it('goes on with its own pages once it is back, and PostgreSQL with its own', async () => {
    const first = (await page(null)).data.searchProducts;
    expect(first.degraded).toBe(false);
    await test.engine.kill();
    const refused = await page(first.pageInfo.endCursor);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_STATE', path: ['after'] });
    const other = (await page(null)).data.searchProducts;
    expect(other.degraded).toBe(true);
    await test.engine.start();
    await answered();

    const ids = ({ edges }: { edges: { node: { id: string } }[] }) => edges.map(({ node }) => node.id);
    const [second, otherSecond] = [
      (await page(first.pageInfo.endCursor)).data.searchProducts,
      (await page(other.pageInfo.endCursor)).data.searchProducts,
    ];
    expect([second.degraded, otherSecond.degraded]).toEqual([false, true]);
    expect(new Set([...ids(first), ...ids(second)]).size).toBe(10);
    expect(ids(otherSecond)).toEqual(ids(second));
  });

  it('an order by price is PostgreSQL’s, and no fault', async () => {
    const { searchProducts } = await test.app.asPublic.query(
      `{ searchProducts(first: 1, orderBy: PRICE, priceAt: { quantity: 1 }) { degraded totalCount } }`,
    );
    expect(searchProducts.degraded).toBe(false);
  });

  it('and comes back with nothing is filled anew', async () => {
    const before = await test.liveUid();
    await test.engine.kill();
    await test.engine.wipe();
    await test.engine.start();
    const [id] = await test.publicProducts(1);
    await test.rename(id!, 'Sau khi mất hết');
    expect(await test.find('sau khi mất hết')).toMatchObject({ degraded: true });
    await until(async () => {
      const live = (await test.status()).replica?.live;
      return live != null && live.uid !== before;
    }, 'another index');
    await test.settled();
    await answered();
    expect(await test.check()).toMatchObject(EQUAL);
    expect((await test.find('sau khi mất hết')).names).toContain('Sau khi mất hết');
  });

  it('lags behind: PostgreSQL answers until it has caught up', async () => {
    const { db } = test.app.services;
    // Held by somebody else, so that no relay delivers it.
    await test.withMeans(async ({ session }) => {
      await waitForGroups(session, [255]);
      await db.query(
        `insert into search_outbox (index_table, kind, document_id, enqueued_at)
         values ('search_document', 'product', '00000000-0000-7000-8000-0000000000ff', clock_timestamp() - interval '1 hour')`,
      );
      await until(async () => (await test.find('bánh')).degraded, 'an answer of PostgreSQL');
      const { searchState } = await test.app.asPublic.query('{ searchState { state lagSeconds } }');
      expect(searchState).toEqual({ state: 'LAGGING', lagSeconds: expect.any(Number) });
      expect(searchState.lagSeconds).toBeGreaterThan(3_599);
    });
    await test.settled();
    await answered();
  });
});
