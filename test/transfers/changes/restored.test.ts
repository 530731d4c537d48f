import { beforeEach, describe, expect, it } from 'vitest';
import { standingOf } from '../../../src/transfers/changes/standing.ts';
import { useTestApp } from '../../support/app.ts';

const app = useTestApp();

/** More than two pages of a restored log. */
const CHANGES = 45_000;

beforeEach(async () => {
  const { db } = app.services;
  await db.query('delete from catalogue_change');
  await db.query(
    `insert into catalogue_change (xid, type, id, at, was_public)
    select '9000000000'::xid8, 'PRODUCT', gen_random_uuid(), now(), false from generate_series(1, ${CHANGES})`,
  );
  await db.query("update catalogue_clock set cluster = '1'");
});

/** How many changes still have the number of another cluster's transaction. */
async function left(): Promise<number> {
  const [row] = await app.services.db.query<{ n: number }>(
    "select count(*)::int as n from catalogue_change where xid = '9000000000'::xid8",
  );
  return row!.n;
}

describe('a log that was restored in another cluster', { timeout: 60_000 }, () => {
  it('is numbered anew page by page: what broke off goes on', async () => {
    const { db } = app.services;
    let updates = 0;
    const breaking = {
      ...db,
      async query<Row>(text: string, ...rest: []) {
        if (text.includes('update catalogue_change') && ++updates === 2) throw new Error('It takes too long.');
        return db.query<Row>(text, ...rest);
      },
    };
    await expect(standingOf(breaking, app.services.clock())).rejects.toThrow('It takes too long.');
    const before = await left();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(CHANGES);
    await standingOf(db, app.services.clock());
    expect(await left()).toBe(0);
    const [order] = await db.query<{ kept: boolean }>(
      'select bool_and(xid >= before) as kept from (select xid, lag(xid) over (order by seq) as before from catalogue_change) log',
    );
    expect(order).toEqual({ kept: true });
  });

  it('is numbered anew by several readers at once', async () => {
    const { db } = app.services;
    const standings = await Promise.all([
      standingOf(db, app.services.clock()),
      standingOf(db, app.services.clock()),
      standingOf(db, app.services.clock()),
    ]);
    expect(await left()).toBe(0);
    expect(new Set(standings.map(({ cluster }) => cluster)).size).toBe(1);
    expect(await db.query('select cluster from catalogue_clock')).toEqual([{ cluster: standings[0]!.cluster }]);
  });

  it('is numbered anew from its beginning where it was restored once more on the way', async () => {
    const { db } = app.services;
    const half = `update catalogue_clock set moving_to = '2', moved_up_to = (select max(seq) - 10 from catalogue_change)`;
    await db.query(half);
    await standingOf(db, app.services.clock());
    expect(await left()).toBe(0);
  });
});
