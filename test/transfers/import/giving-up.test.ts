import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LostRace } from '../../../src/platform/database/write.ts';
import type { JobContext } from '../../../src/platform/jobs/job.ts';
import { CHECK_IMPORT, RUN_IMPORT, UNDO_IMPORT } from '../../../src/transfers/import/import.jobs.ts';
import { useTestApp } from '../../support/app.ts';
import { jobContext } from '../job-context.ts';
import { act, actWithoutJobs, check, read, roundOf, runImportJobs, writeOneBatch } from './import-support.ts';

const app = useTestApp('seeded');

const HEADER = 'Mã,Tên cơ sở,Tỉnh\n';

/** A file of facilities; two batches. */
const fileOf = (code: string): string =>
  HEADER + Array.from({ length: 1_200 }, (_, at) => `${code}-${at},Cơ sở ${code} ${at},Thành phố Huế\n`).join('');

const facilities = { kind: 'FACILITIES' };

const BROKEN = { failure: expect.stringMatching(/máy chủ gặp lỗi, bị dừng, hoặc .* ghi ở nơi khác.*job-test/) };

const countOf = async (code: string): Promise<number> => {
  const [row] = await app.services.db.query<{ n: number }>(
    'select count(*)::int as n from facility where name like $1',
    [`Cơ sở ${code} %`],
  );
  return row!.n;
};

describe('an import whose jobs are not tried again', () => {
  it('goes on as long as their attempts get further, and else fails', async () => {
    const { id } = await check(app, fileOf('TIEP'), facilities);
    await actWithoutJobs(app, 'startImport', { id });
    await writeOneBatch(app, id);
    expect(await read(app, id)).toMatchObject({ state: 'IMPORTING', created: 1_000 });

    await RUN_IMPORT.giveUp!(jobContext(app), { ...(await roundOf(app, id)), after: 1_001 });
    expect(await read(app, id)).toMatchObject({ state: 'FAILED', created: 1_000, ...BROKEN });

    const other = await check(app, fileOf('NUA'), facilities);
    await actWithoutJobs(app, 'startImport', { id: other.id });
    await writeOneBatch(app, other.id);
    const round = await roundOf(app, other.id);
    await RUN_IMPORT.giveUp!(jobContext(app), round);
    await RUN_IMPORT.giveUp!(jobContext(app), round);
    expect(await app.services.db.query('select task_identifier from graphile_worker.jobs')).toHaveLength(1);
    expect(await read(app, other.id)).toMatchObject({ state: 'IMPORTING', failure: null });
    await runImportJobs(app);
    expect(await read(app, other.id)).toMatchObject({ state: 'DONE', rows: 1_200, created: 1_200, failure: null });
    expect(await countOf('NUA')).toBe(1_200);
  });

  it('fails where not even one batch was written or checked, and can be checked anew', async () => {
    const { id } = await check(app, fileOf('DUNG'), facilities);
    await actWithoutJobs(app, 'startImport', { id });
    await RUN_IMPORT.giveUp!(jobContext(app), await roundOf(app, id));
    expect(await read(app, id)).toMatchObject({ state: 'FAILED', created: 0, ...BROKEN });

    const { id: checked, version } = await check(app, fileOf('KIEM'), facilities);
    const waiting = await actWithoutJobs(app, 'configureImport', { id: checked, version });
    expect(waiting).toMatchObject({ state: 'WAITING' });
    await CHECK_IMPORT.giveUp!(jobContext(app), await roundOf(app, checked));
    const failed = await read(app, checked);
    expect(failed).toMatchObject({ state: 'FAILED', ...BROKEN });
    const again = await act(app, 'configureImport', { id: checked, version: failed.version });
    expect(again).toMatchObject({ state: 'CHECKED', created: 1_200, failure: null });
  });

  it('is left as it was where it could not be undone, and undone later', async () => {
    const { id } = await check(app, fileOf('HOAN'), facilities);
    await act(app, 'startImport', { id });
    await actWithoutJobs(app, 'undoImport', { id });
    await UNDO_IMPORT.giveUp!(jobContext(app), await roundOf(app, id));
    expect(await read(app, id)).toMatchObject({ state: 'DONE', ...BROKEN });
    expect(await countOf('HOAN')).toBe(1_200);
    expect(await act(app, 'undoImport', { id })).toMatchObject({ state: 'UNDONE', failure: null });
    expect(await countOf('HOAN')).toBe(0);
  });

  it('is checked anew without what a check left that was ended before its time', async () => {
    const file = 'Tên cơ sở,Mã số thuế,Tỉnh\nCơ sở Kiểm Lại,0100109106,Thành phố Huế\n';
    const { id, version } = await check(app, file, facilities);
    const left = "insert into import_key (import_id, key, row) values ($1, 'mst 0100109106', 1)";
    await app.services.db.query(left, [(await roundOf(app, id)).id]);
    expect(await act(app, 'configureImport', { id, version })).toMatchObject({ created: 1, refused: 0 });
  });

  it('is not ended by what is left of an earlier round', async () => {
    const { id, version } = await check(app, fileOf('SOM'), facilities);
    const earlier = await roundOf(app, id);
    await actWithoutJobs(app, 'configureImport', { id, version });
    await CHECK_IMPORT.giveUp!(jobContext(app), earlier);
    await CHECK_IMPORT.run(jobContext(app), earlier);
    expect(await read(app, id)).toMatchObject({ state: 'WAITING', failure: null });
  });

  it('finds what another import that is written at the same time has made', async () => {
    const [one, two] = [await check(app, fileOf('CUNG'), facilities), await check(app, fileOf('CUNG'), facilities)];
    for (const { id } of [one, two]) await actWithoutJobs(app, 'startImport', { id });
    const rounds = [await roundOf(app, one.id), await roundOf(app, two.id)];
    await Promise.all(rounds.map((round) => RUN_IMPORT.run(jobContext(app), round)));
    const done = [await read(app, one.id), await read(app, two.id)];
    expect(done).toMatchObject([
      { state: 'DONE', refused: 0 },
      { state: 'DONE', refused: 0 },
    ]);
    expect(done[0].created + done[1].created).toBe(1_200);
    expect(await countOf('CUNG')).toBe(1_200);
  });

  it('is tried again where another write holds its records', async () => {
    const file = fileOf('GIU');
    await act(app, 'startImport', { id: (await check(app, file, facilities)).id });
    const withPhones = file.replace('Tỉnh\n', 'Tỉnh,Điện thoại\n').replaceAll('Huế\n', 'Huế,0905 123 456\n');
    const { id } = await check(app, withPhones, facilities);
    await actWithoutJobs(app, 'startImport', { id });
    const round = await roundOf(app, id);
    const other = new pg.Client(app.services.url);
    onTestFinished(() => other.end());
    await other.connect();
    await other.query("begin; select from facility where name like 'Cơ sở GIU %' for update");
    await expect(RUN_IMPORT.run(jobContext(app), round)).rejects.toThrow(LostRace);
    await other.query('rollback');
    expect(await read(app, id)).toMatchObject({ state: 'IMPORTING', refused: 0, changed: 0 });
    await RUN_IMPORT.run(jobContext(app), round);
    expect(await read(app, id)).toMatchObject({ state: 'DONE', refused: 0, changed: 1_200 });
  });

  it('is not read in another way while a part of it is in', async () => {
    const { id } = await check(app, fileOf('PHAN'), facilities);
    await actWithoutJobs(app, 'startImport', { id });
    await writeOneBatch(app, id);
    await RUN_IMPORT.giveUp!(jobContext(app), { ...(await roundOf(app, id)), after: 1_001 });
    const { version } = await read(app, id);
    const other = await act(app, 'configureImport', { id, version, options: { headerRow: 3 } });
    expect(other.errors).toMatchObject([{ code: 'INVALID_STATE', path: ['id'] }]);
    const published = await act(app, 'configureImport', { id, version, options: { publish: 'ALL' } });
    expect(published).toMatchObject({ state: 'CHECKED', rows: 1_200, same: 0, created: 1_200 });
    expect(await act(app, 'startImport', { id })).toMatchObject({ state: 'DONE', rows: 1_200, created: 1_200 });
    expect(await countOf('PHAN')).toBe(1_200);
  });

  it('is checked anew below what is in, which keeps what was wrong with it', async () => {
    const rows = fileOf('LAI').split('\n');
    for (const at of [6, 1_100]) rows[at] = rows[at]!.replace(/[^,]*$/, '"Xã Đâu Không Biết, Vĩnh Long"');
    // Repeats a row that is in by then, and one that is refused.
    rows.splice(1_150, 0, rows[2]!, ',,Thành phố Huế');
    const { id, ...checked } = await check(app, rows.join('\n'), facilities);
    expect(checked).toMatchObject({ created: 1_198, undecided: 2, refused: 2 });
    await actWithoutJobs(app, 'startImport', { id, withoutUndecided: true });
    await writeOneBatch(app, id);
    await RUN_IMPORT.giveUp!(jobContext(app), { ...(await roundOf(app, id)), after: 1_001 });
    const open = { row: 7, header: 'Tỉnh', message: expect.stringMatching(/answered what is meant: ".*", "/) };
    expect(await read(app, id)).toMatchObject({
      state: 'FAILED',
      rows: 1_000,
      created: 999,
      refused: 1,
      problems: { nodes: [open, { row: 1_151 }, { row: 1_152 }] },
    });
    const answers = [{ key: checked.questions.nodes[0].key, choice: 'UNKNOWN' }];
    const again = await act(app, 'answerImport', { id, answers });
    expect(again).toMatchObject({ rows: 1_202, created: 1_199, undecided: 0, refused: 3 });
    const refused = [7, 1_151, 1_152].map((row) => ({ row }));
    expect(again.problems.nodes).toMatchObject(refused);
    expect(again.changes.nodes.filter(({ row }: { row: number }) => row === 7)).toEqual([]);
    const done = await act(app, 'startImport', { id });
    expect(done).toMatchObject({ state: 'DONE', rows: 1_202, created: 1_199, refused: 3 });
    expect(done.problems.nodes).toMatchObject(refused);
    expect(await countOf('LAI')).toBe(1_199);
  });

  it('is checked once by two jobs at a time', async () => {
    const rows = fileOf('KEP').replaceAll(/(-\d*5),Cơ sở.*,/g, '$1,,');
    const { id, version } = await check(app, rows, facilities);
    await actWithoutJobs(app, 'configureImport', { id, version });
    const round = await roundOf(app, id);
    let second: Promise<unknown> | undefined;
    const begin = () => {
      second ??= CHECK_IMPORT.run(jobContext(app), round);
    };
    await CHECK_IMPORT.run(jobContext(app, { progress: begin }), round);
    await second;
    const checked = await read(app, id);
    expect(checked).toMatchObject({ state: 'CHECKED', rows: 1_200, created: 1_080, refused: 120 });
    expect(checked.problems.totalCount).toBe(120);
    expect(await app.services.db.query('select from import_key')).toEqual([]);
  });

  it('is written once by two jobs at a time', async () => {
    const { id } = await check(app, fileOf('DOI'), facilities);
    await actWithoutJobs(app, 'startImport', { id });
    const round = await roundOf(app, id);
    await Promise.allSettled([RUN_IMPORT.run(jobContext(app), round), RUN_IMPORT.run(jobContext(app), round)]);
    await RUN_IMPORT.run(jobContext(app), round);
    expect(await read(app, id)).toMatchObject({ state: 'DONE', rows: 1_200, created: 1_200, failure: null });
    expect(await countOf('DOI')).toBe(1_200);
  });

  it('goes on by the slower of two jobs where the faster one ends before its time', async () => {
    const { id } = await check(app, fileOf('CHAM'), facilities);
    await actWithoutJobs(app, 'startImport', { id });
    const round = await roundOf(app, id);
    const { em } = app.services.orm;
    const slow = {
      fork: () => em.fork(),
      transactional: async (work: Parameters<typeof em.transactional>[0]) => {
        await writeOneBatch(app, id);
        return em.transactional(work);
      },
    };
    const context = jobContext(app, { orm: { em: slow } as unknown as JobContext['orm'] });
    await expect(RUN_IMPORT.run(context, round)).rejects.toBeInstanceOf(LostRace);
    expect(await read(app, id)).toMatchObject({ state: 'IMPORTING', created: 1_000 });
    await RUN_IMPORT.run(jobContext(app), round);
    expect(await read(app, id)).toMatchObject({ state: 'DONE', rows: 1_200, created: 1_200, failure: null });
    expect(await countOf('CHAM')).toBe(1_200);
  });

  it('stays as it ended', async () => {
    const { id } = await check(app, `${HEADER}XONG-1,Cơ sở XONG,Thành phố Huế\n`, facilities);
    await act(app, 'startImport', { id });
    for (const job of [CHECK_IMPORT, RUN_IMPORT, UNDO_IMPORT])
      await job.giveUp!(jobContext(app), await roundOf(app, id));
    expect(await read(app, id)).toMatchObject({ state: 'DONE', failure: null });
  });
});
