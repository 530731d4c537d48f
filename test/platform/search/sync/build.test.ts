import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { NO_PROGRESS } from '../../../../src/platform/logging/progress.ts';
import { asOnlyBuilder, buildIndex } from '../../../../src/platform/search/sync/build.ts';
import { reindex } from '../../../../src/platform/search/sync/commands.ts';
import { describeSync, until } from './sync-support.ts';

vi.setConfig({ testTimeout: 60_000 });

const EQUAL = { differences: [], waiting: 0 };

describeSync('an index that is built anew', 'seeded', (test) => {
  it('gets the changes that are made meanwhile, and no search sees it before it is whole', async () => {
    const sync = test.start();
    await test.settled();
    const first = await test.liveUid();
    const { names } = await test.find('hợp tác xã');
    const ids = await test.publicProducts(20);
    await until(async () => !(await test.find('bánh')).degraded, 'an answer of the engine');

    let done = false;
    const seen = new Set<string>();
    const searching = (async () => {
      while (!done) {
        const found = await test.find('hợp tác xã');
        seen.add(JSON.stringify({ ...found, names: found.names.length }));
        await sleep(50);
      }
    })();
    const writing = (async () => {
      for (let place = 0; !done; place++) {
        await test.rename(ids[place % ids.length]!, `Hợp tác xã hàng ${place}`).catch(() => {});
        await sleep(50);
      }
    })();
    try {
      for (let round = 0; round < 2; round++) {
        expect(await reindex(test.app.services, NO_PROGRESS)).toMatchObject({ documents: expect.any(Number) });
        await sleep(300);
      }
    } finally {
      done = true;
      await Promise.all([searching, writing]);
    }
    await test.settled();
    expect(await test.liveUid()).not.toBe(first);
    expect(await test.check()).toMatchObject(EQUAL);
    for (const answer of seen) {
      const { names: count, degraded } = JSON.parse(answer) as { names: number; degraded: boolean };
      expect([degraded, count >= names.length - 1]).toEqual([false, true]);
    }
    await sync.stop();
  });

  it('is gone on with where a process died that built it', async () => {
    const before = await test.liveUid();
    let steps = 0;
    const dying = test.withMeans((means) =>
      buildIndex(
        {
          ...means,
          step: (step) => {
            if (step === 'settled' && ++steps === 1) throw new Error('killed');
          },
        },
        () => {},
      ),
    );
    await expect(dying).rejects.toThrow('killed');
    const { building } = (await test.status()).replica!;
    expect(building).not.toBeNull();
    // Nobody reads it yet, so a change goes to both.
    const [id] = await test.publicProducts(1);
    await test.rename(id!, 'Giữa chừng');
    const sync = test.start();
    await until(async () => (await test.liveUid()) === building!.uid, 'the index that was begun');
    await test.settled();
    expect(await test.check()).toMatchObject(EQUAL);
    expect(await test.liveUid()).not.toBe(before);
    await sync.stop();
  });

  it('is built by one process only', async () => {
    await test.withMeans(({ session }) =>
      asOnlyBuilder(session, async () => {
        await expect(reindex(test.app.services, NO_PROGRESS)).rejects.toThrow(
          'being built already, by another process',
        );
      }),
    );
  });

  it('is built by a start with other settings, while the old one answers', async () => {
    const before = await test.liveUid();
    await test.app.services.db.query(`update search_replica set live_settings = 'of another version'`);
    const sync = test.start();
    await until(async () => (await test.liveUid()) !== before, 'another index');
    expect(await test.check()).toMatchObject(EQUAL);
    await sync.stop();
  });

  it('leaves no orphans in the engine', async () => {
    const { name } = (await test.status()).replica!;
    await test.change('indexes', 'POST', { uid: `${name}_99`, primaryKey: 'id' });
    await test.app.services.db.query(`update search_replica set retired_at = retired_at - interval '1 hour'`);
    const sync = test.start();
    await reindex(test.app.services, NO_PROGRESS);
    await test.app.services.db.query(`update search_replica set retired_at = retired_at - interval '1 hour'`);
    await until(async () => (await test.ask('indexes')).total === 1, 'one index');
    const live = await test.liveUid();
    await until(async () => {
      const uids = await test.app.services.db.query<{ uid: string }>('select distinct uid from search_ledger');
      return uids.length === 1 && uids[0]!.uid === live;
    }, 'a ledger of one index');
    await sync.stop();
  });
});
