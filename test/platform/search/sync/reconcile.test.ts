import { expect, it, vi } from 'vitest';
import type { JobContext } from '../../../../src/platform/jobs/job.ts';
import { NO_PROGRESS } from '../../../../src/platform/logging/progress.ts';
import { checkSearch, detachEngine, repairSearch } from '../../../../src/platform/search/sync/commands.ts';
import { describeComparison, isEqual } from '../../../../src/platform/search/sync/describe.ts';
import { reconcileJobs } from '../../../../src/platform/search/sync/reconcile-jobs.ts';
import { describeSync } from './sync-support.ts';

vi.setConfig({ testTimeout: 60_000 });

describeSync('the comparison of index and database', 'seeded', (test) => {
  const query = (text: string, values: unknown[] = []) => test.app.services.db.query(text, values);

  it('says that nothing has been built', async () => {
    const [comparison] = await checkSearch(test.app.services, NO_PROGRESS);
    expect(isEqual(comparison!)).toBe(false);
    expect(describeComparison(comparison!)).toBe('No index has been built yet.');
  });

  it('finds and mends what differs, and nothing else', async () => {
    const sync = test.start();
    await test.settled();
    await sync.stop();
    const documents = `indexes/${await test.liveUid()}/documents`;
    const [missing, stale, misrecorded, changed] = await test.publicProducts(4);
    const superfluous = '0198c0de-0000-7000-8000-000000000001';
    await test.change(`${documents}/${missing}`, 'DELETE');
    await test.change(documents, 'PUT', [{ id: stale, hash: 'of another content' }]);
    await test.change(documents, 'POST', [{ id: superfluous, kind: 'product', hash: 'whatever' }]);
    await query('update search_ledger set turns_at = null, hash = $2 where document_id = $1', [misrecorded, 'wrong']);
    // A change that bypassed the writes: the ledger knows nothing of it.
    await query('update search_document set name_length = name_length + 1 where id = $1', [changed]);

    const expected = [
      { kind: 'product', id: missing, fault: 'missing' },
      { kind: 'product', id: stale, fault: 'stale' },
      { kind: 'product', id: changed, fault: 'stale' },
      { kind: 'product', id: superfluous, fault: 'superfluous' },
      { kind: 'product', id: misrecorded, fault: 'misrecorded' },
    ];
    const found = await test.check();
    expect(found.differences).toHaveLength(expected.length);
    expect(found.differences).toEqual(expect.arrayContaining(expected));
    expect(describeComparison(found)).toContain(`2 are in the index as they were before: product `);

    const cheap = await test.check({ full: false });
    expect(cheap.differences.map(({ id }) => id).sort()).toEqual([misrecorded, changed].sort());

    const [mended] = await repairSearch(test.app.services, NO_PROGRESS);
    expect(mended!.differences).toHaveLength(expected.length);
    const [after] = await checkSearch(test.app.services, NO_PROGRESS);
    expect(after).toMatchObject({ differences: [], waiting: 0 });
    expect(describeComparison(after!)).toMatch(
      /^Compared \d+ documents with the index search_document_\w+: no difference\.$/,
    );
  });

  it('takes a change that is on its way for none', async () => {
    const [id] = await test.publicProducts(1);
    await test.rename(id!, 'Trên đường');
    expect(await test.check()).toMatchObject({ differences: [], waiting: 1 });
    const sync = test.start();
    await test.settled();
    expect(await test.check()).toMatchObject({ differences: [], waiting: 0 });
    await sync.stop();
  });

  it.each(['compare-search-ledger', 'compare-search-index'])(
    'is made by the schedule %s, which mends',
    async (name) => {
      const [id] = await test.publicProducts(1);
      await query('update search_document set name_length = name_length + 1 where id = $1', [id]);
      const job = reconcileJobs(test.app.services).find((one) => one.name === name)!;
      await job.run({ signal: new AbortController().signal } as JobContext, undefined);
      const sync = test.start();
      await test.settled();
      expect(await test.check()).toMatchObject({ differences: [], waiting: 0 });
      await sync.stop();
    },
  );

  it('ends when the engine is given up: no change is noted any more', async () => {
    expect(await detachEngine(test.app.services)).toBe(true);
    const [id] = await test.publicProducts(1);
    await test.rename(id!, 'Không ai ghi');
    expect(await query('select * from search_outbox')).toEqual([]);
    expect(await query('select * from search_ledger')).toEqual([]);
    expect(await detachEngine(test.app.services)).toBe(false);
  });
});
