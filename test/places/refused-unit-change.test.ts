import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { unitsOf } from './unit-change-support.ts';

const app = useTestApp('seeded');
const { record, recordAsPublic, find, province, commune, snapshot } = unitsOf(app);

describe('a change is refused', () => {
  it('from the public', async () => {
    const { errors } = await recordAsPublic('2027-01-01');
    expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  });

  it('when nothing changes', async () => {
    const { errors } = await record('2027-01-01', { from: [await province('75')], name: 'Đồng Nai' });
    expect(errors).toMatchObject([{ code: 'BAD_INPUT', path: ['results', '0'], message: 'Nothing changes.' }]);
  });

  it('for a unit that has ended, or does not hold yet', async () => {
    const { id: ended } = await find('PROVINCE', '91', '2025-06-30');
    expect((await record('2027-01-01', { from: [ended], name: 'X' })).errors).toMatchObject([
      { code: 'INVALID_STATE', path: ['results', '0', 'from', '0'] },
    ]);
    expect((await record('2026-04-30', { from: [await province('75')], name: 'X' })).errors).toMatchObject([
      { code: 'BAD_INPUT', path: ['results', '0', 'from', '0'] },
    ]);
  });

  it('before a later change that is recorded already', async () => {
    await record('2027-01-01', { from: [await commune('29302')], type: 'WARD' });
    const { errors } = await record('2026-12-01', { from: [await province('86')], name: 'Vĩnh Trà' });
    expect(errors).toMatchObject([{ code: 'BAD_INPUT', path: ['on'], message: expect.stringContaining('2027-01-01') }]);
  });

  it('with all that is wrong at once', async () => {
    const { errors } = await record('2027-01-01', {
      from: [await commune('29308'), await province('01')],
      code: '7',
      type: 'PROVINCE',
      name: '  ',
      parent: await commune('00025'),
    });
    expect(errors.map(({ path }: { path: string[] }) => path.join('.'))).toEqual([
      'results.0.from.1',
      'results.0.code',
      'results.0.type',
      'results.0.name',
      'results.0.parent',
    ]);
  });

  it('for a code that another unit holds', async () => {
    const { errors } = await record('2027-01-01', { from: [await commune('29308')], code: '00008' });
    expect(errors).toMatchObject([
      { code: 'DUPLICATE', path: ['results', '0', 'code'], message: expect.stringContaining('Ngọc Hà') },
    ]);
  });

  it('without a trace', async () => {
    const before = await snapshot();
    await record('2027-01-01', { from: [await commune('29308')], code: '00004' });
    expect(await snapshot()).toEqual(before);
  });

  it('to one of two who record the same at the same moment', async () => {
    const from = [await commune('00004')];
    const all = await Promise.all(['A', 'B', 'C', 'D'].map((name) => record('2027-01-01', { from, name })));
    expect(all.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(all.filter(({ errors }) => errors[0]?.code === 'INVALID_STATE')).toHaveLength(3);
  });
});
