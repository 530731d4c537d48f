import { describe, expect, it } from 'vitest';
import { useTestApp } from '../../support/app.ts';
import { act, check, holdingOf } from './import-support.ts';

const app = useTestApp('seeded');

const FILE = 'Mã SP;Tên hàng hoá;ĐVT;Đơn giá\nOP-1;Rau tuỳ chọn một;kg;45.000\nOP-2;Rau tuỳ chọn hai;kg;46.000\n';

const configure = ({ id, version }: { id: string; version: number }, options: object) =>
  act(app, 'configureImport', { id, version, options });

async function optionsOf({ id }: { id: string }): Promise<object> {
  const [row] = await app.services.db.query<{ options: object }>('select options from import where id = $1', [
    id.slice('imp_'.length),
  ]);
  return row!.options;
}

describe('the options of an import', () => {
  it('of how its file is read are found out again where they become null', async () => {
    const holding = await holdingOf(app);
    const given = {
      ...{ delimiter: ',', encoding: 'UTF_8', headerRow: 0, leaveOut: [2] },
      ...{ publish: 'ALL', vatIncluded: true, certificateKind: 'OCOP' },
    };
    const checked = await check(app, FILE, { options: { ...holding, ...given } });
    expect(checked).toMatchObject({ state: 'FAILED', delimiter: ',', headerRow: null });
    const nothing = Object.fromEntries(Object.keys({ ...given, sheet: null }).map((name) => [name, null]));
    const again = await configure(checked, nothing);
    expect(again).toMatchObject({ delimiter: ';', encoding: 'UTF-8', headerRow: 1, created: 2, leftOut: 0 });
    expect(await optionsOf(checked)).toEqual({
      facility: holding.facility.slice('fac_'.length),
      category: holding.category.slice('cat_'.length),
    });
  });

  it('stay where they are left out, and hold no more where they become null', async () => {
    const { category } = await holdingOf(app);
    const checked = await check(app, FILE, { options: await holdingOf(app) });
    const without = await configure(checked, { facility: null });
    expect(without.created).toBe(0);
    expect(await optionsOf(checked)).toEqual({ category: category.slice('cat_'.length) });
    await configure(without, { category: null });
    expect(await optionsOf(checked)).toEqual({});
  });

  it('may be null from the start, which says no more than leaving out', async () => {
    const options = { ...(await holdingOf(app)), sheet: null, delimiter: null, headerRow: null, leaveOut: null };
    expect(await check(app, FILE, { options })).toMatchObject({ headerRow: 1, created: 2 });
  });
});
