import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LostRace } from '../../../src/platform/database/write.ts';
import type { JobContext } from '../../../src/platform/jobs/job.ts';
import { UNDO_IMPORT } from '../../../src/transfers/import/import.jobs.ts';
import { useTestApp } from '../../support/app.ts';
import { contentsOf } from '../../support/batches.ts';
import { jobContext } from '../job-context.ts';
import { act, actWithoutJobs, check, read, roundOf, runImportJobs } from './import-support.ts';

const app = useTestApp('seeded');

const query = (text: string, values: unknown[] = []) => app.services.db.query<Record<string, unknown>>(text, values);

const names = async (mark: string) =>
  (await query('select name from facility where name like $1 order by name', [`Cơ sở ${mark} %`])).map(
    ({ name }) => name,
  );

/** Imports two facilities, each in a batch of its own, and has the undo of it asked for. */
async function toBeUndone(mark: string) {
  const filler = ',,0912345678\n'.repeat(1_000);
  const file = `Tên cơ sở,Tỉnh,Điện thoại\nCơ sở ${mark} 1,Thành phố Huế,\n${filler}Cơ sở ${mark} 2,Thành phố Huế,\n`;
  const { id } = await check(app, file, { kind: 'FACILITIES' });
  const done = await act(app, 'startImport', { id });
  expect(done.batches.nodes).toMatchObject([
    { created: 1, undoneAt: null },
    { created: 1, undoneAt: null },
  ]);
  await actWithoutJobs(app, 'undoImport', { id });
  return { id, undoing: await roundOf(app, id) };
}

/** Undoes an import, and does something else once the last batch is taken back. */
function undoAndThen(undoing: Awaited<ReturnType<typeof roundOf>>, then: () => Promise<unknown>, more = {}) {
  let rest: Promise<unknown> | undefined;
  const orm = {
    em: {
      fork: () => app.services.orm.em.fork(),
      async transactional(work: never) {
        await rest;
        return app.services.orm.em.transactional(work);
      },
    },
  } as unknown as JobContext['orm'];
  const progress = (percent: number) => {
    if (percent > 50 && percent < 100) rest ??= then();
  };
  return UNDO_IMPORT.run(jobContext(app, { orm, progress, ...more }), undoing);
}

describe('an undo of several batches', () => {
  it('goes on behind the last that was taken back before it was ended', { timeout: 60_000 }, async () => {
    const { id, undoing } = await toBeUndone('Hai Chặng');
    const stop = new AbortController();
    const end = async () => stop.abort(new Error('The process ends.'));
    await expect(undoAndThen(undoing, end, { signal: stop.signal })).rejects.toThrow('The process ends.');
    const half = await read(app, id);
    expect(half).toMatchObject({ state: 'UNDOING', percent: 60, failure: null });
    expect(half.batches.nodes).toMatchObject([{ undoneAt: null }, { undoneAt: expect.any(String) }]);
    expect(await names('Hai Chặng')).toEqual(['Cơ sở Hai Chặng 1']);
    await UNDO_IMPORT.giveUp!(jobContext(app), { ...undoing, undone: 0 });
    expect(await read(app, id)).toMatchObject({ state: 'UNDOING', failure: null });
    await runImportJobs(app);
    expect(await read(app, id)).toMatchObject({ state: 'UNDONE', percent: 100 });
    expect(await names('Hai Chặng')).toEqual([]);
  });

  it('takes nothing back where something has come to refer to a record of the first', { timeout: 60_000 }, async () => {
    const { id, undoing } = await toBeUndone('Có Hàng');
    await query(
      `insert into certificate (id, created_at, updated_at, kind, facility_id, demo, valid_from)
        select gen_random_uuid(), now(), now(), 'HACCP', id, demo, now() from facility where name = 'Cơ sở Có Hàng 1'`,
    );
    const before = await contentsOf(app, ['facility', 'certificate', 'audit_entry']);
    await UNDO_IMPORT.run(jobContext(app), undoing);
    const failure = expect.stringMatching(/^Không hoàn tác được: 1 bản ghi của lượt nhập này \("Cơ sở Có Hàng 1"\)/);
    expect(await read(app, id)).toMatchObject({ state: 'DONE', percent: 100, failure });
    expect(await contentsOf(app, ['facility', 'certificate', 'audit_entry'])).toEqual(before);
  });

  it('ends where a record is changed meanwhile, and says what is taken back', { timeout: 60_000 }, async () => {
    const { id, undoing } = await toBeUndone('Giữa Chừng');
    await undoAndThen(undoing, () =>
      query("update facility set version = version + 1 where name = 'Cơ sở Giữa Chừng 1'"),
    );
    const kept = await read(app, id);
    expect(kept).toMatchObject({
      state: 'CANCELLED',
      failure: expect.stringMatching(/\("Cơ sở Giữa Chừng 1"\).*\. Các dòng từ 1002 trở đi đã được hoàn tác/),
    });
    expect(kept.batches.nodes).toMatchObject([{ undoneAt: null }, { undoneAt: expect.any(String) }]);
    expect(await names('Giữa Chừng')).toEqual(['Cơ sở Giữa Chừng 1']);
    await query("update facility set version = version - 1 where name = 'Cơ sở Giữa Chừng 1'");
    expect(await act(app, 'undoImport', { id })).toMatchObject({ state: 'UNDONE', failure: null });
    expect(await names('Giữa Chừng')).toEqual([]);
  });

  it('does nothing more once another round has begun', { timeout: 60_000 }, async () => {
    const { id, undoing } = await toBeUndone('Vòng Sau');
    await undoAndThen(undoing, () => query('update import set round = round + 1 where id = $1', [undoing.id]));
    expect(await read(app, id)).toMatchObject({ state: 'UNDOING', percent: 60 });
    expect(await names('Vòng Sau')).toEqual(['Cơ sở Vòng Sau 1']);
  });

  it('that others kept from the records each time says so', { timeout: 60_000 }, async () => {
    const { id, undoing } = await toBeUndone('Bị Giữ');
    const other = new pg.Client(app.services.url);
    onTestFinished(() => other.end());
    await other.connect();
    await other.query("begin; select from facility where name like 'Cơ sở Bị Giữ %' for update");
    await expect(UNDO_IMPORT.run(jobContext(app), undoing)).rejects.toThrow(LostRace);
    await other.query('rollback');
    await UNDO_IMPORT.giveUp!(jobContext(app), undoing);
    const failure = expect.stringMatching(/^Một thay đổi khác đang giữ các bản ghi này/);
    expect(await read(app, id)).toMatchObject({ state: 'DONE', failure });
  });
});
