import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Step } from '../../../../src/platform/search/sync/delivery.ts';
import { describeSync, until } from './sync-support.ts';

vi.setConfig({ testTimeout: 60_000 });

const EQUAL = { differences: [], waiting: 0 };

describeSync('the relay', 'seeded', (test) => {
  it('builds what is not there, and then lets the engine answer', async () => {
    expect(await test.find('bánh')).toMatchObject({ degraded: true });
    const sync = test.start();
    await test.settled();
    const { names } = await test.find('bánh');
    await until(async () => !(await test.find('bánh')).degraded, 'an answer of the engine');
    expect((await test.find('bánh')).names).toEqual(names);
    expect(await test.check()).toMatchObject(EQUAL);
    await sync.stop();
  });

  it('makes a commit searchable', async () => {
    const sync = test.start();
    const [id] = await test.publicProducts(1);
    await test.rename(id!, 'Rượu cần thơm');
    await until(async () => (await test.find('rượu cần thơm')).names.includes('Rượu cần thơm'));
    expect(await test.find('rượu cần thơm')).toMatchObject({ degraded: false });
    await sync.stop();
  });

  describe('that dies', () => {
    it.each<Step>(['claimed', 'read', 'marked', 'sent', 'settled', 'confirmed', 'removed'])(
      'once it has %s leaves nothing undone',
      async (last) => {
        const [id] = await test.publicProducts(1);
        const { promise: died, resolve } = Promise.withResolvers<void>();
        const dying = test.start((step) => {
          if (step !== last) return;
          resolve();
          throw new Error('killed');
        });
        await test.rename(id!, `Chết khi ${last}`);
        await died;
        await dying.stop();
        // What it had sent is of no value any more.
        await test.rename(id!, `Sống lại sau ${last}`);
        const next = test.start();
        await test.settled();
        expect(await test.check()).toMatchObject(EQUAL);
        await next.stop();
      },
    );

    it('having sent what is taken back meanwhile, does not leave that behind', async () => {
      const [id] = await test.publicProducts(1);
      const sync = test.start();
      await test.rename(id!, 'Như cũ');
      await test.settled();
      await sync.stop();
      const { promise: died, resolve } = Promise.withResolvers<void>();
      const dying = test.start((step) => {
        if (step !== 'sent') return;
        resolve();
        throw new Error('killed');
      });
      await test.rename(id!, 'Nhất thời');
      await died;
      await dying.stop();
      // The ledger said "như cũ" before, and the engine holds "nhất thời".
      await test.rename(id!, 'Như cũ');
      const next = test.start();
      await test.settled();
      expect(await test.check()).toMatchObject(EQUAL);
      await next.stop();
      const [again] = await test.app.services.db.query(
        'select forced from search_outbox where document_id = $1 and not_before > clock_timestamp()',
        [id],
      );
      expect(again).toEqual({ forced: true });
    });
  });

  it('shares the work with another, while many write the same documents', async () => {
    const syncs = [test.start(), test.start(), test.start()];
    const ids = await test.publicProducts(12);
    await Promise.all(
      ids.map(async (id, place) => {
        for (let round = 0; round < 6; round++) {
          await test.rename(id, `Hàng ${place} lần ${round}`);
          await sleep(Math.random() * 120);
        }
      }),
    );
    await test.settled();
    expect(await test.check()).toMatchObject(EQUAL);
    await Promise.all(syncs.map((sync) => sync.stop()));
  });

  it('sends nothing for what a change leaves as it is', async () => {
    const first = test.start();
    await test.settled();
    await first.stop();
    // Second writes of what may have arrived late are sent whatever it is.
    await test.app.services.db.query('delete from search_outbox where forced');
    const tasks = async () => (await test.ask('tasks?limit=1')).total;
    const before = await tasks();
    await test.app.services.search.rebuild(test.app.services.orm, () => {});
    expect((await test.status()).queued).toBeGreaterThan(0);
    const next = test.start();
    await test.settled();
    expect(await tasks()).toBe(before);
    await next.stop();
  });

  it('goes on with all others when the engine refuses a document', async () => {
    const [poison, other] = await test.publicProducts(2);
    // A kind of fault that only the engine finds: it numbers attributes up to 65,535.
    await test.app.services.db.query(`
      create function too_many_attributes() returns trigger language plpgsql as $$
      begin
        new.attributes := (select jsonb_object_agg('a' || number, number) from generate_series(1, 70000) number);
        return new;
      end $$`);
    await test.app.services.db.query(`
      create trigger too_many before insert or update on search_document
      for each row when (new.id = '${poison}') execute function too_many_attributes()`);
    const sync = test.start();
    await test.rename(poison!, 'Hàng không nhận');
    await test.rename(other!, 'Hàng vẫn nhận');
    await until(async () => (await test.find('hàng vẫn nhận')).names.includes('Hàng vẫn nhận'));
    await until(async () => (await test.status()).refused > 0, 'a refusal');
    const { searchState } = await test.app.asOperator.query('{ searchState { state refused lastError } }');
    expect(searchState).toMatchObject({ state: 'READY', refused: 1 });
    expect(searchState.lastError).toContain(poison);
    const public_ = await test.app.asPublic.query('{ searchState { lastError } }');
    expect(public_.searchState.lastError).toBeNull();
    expect((await test.check()).differences).toContainEqual({ kind: 'product', id: poison, fault: 'stale' });
    await sync.stop();
  });
});
