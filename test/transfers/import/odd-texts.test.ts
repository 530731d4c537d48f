import { describe, expect, it } from 'vitest';
import { sheetOf } from '../../platform/tables/workbook.ts';
import { useTestApp } from '../../support/app.ts';
import { check } from './import-support.ts';

const app = useTestApp();

const HEADER = ['Tên sản phẩm', 'Mã vạch', 'Ghi chú'];

const SAMPLES = 'query ($id: ID!) { import(id: $id) { columns { header samples } } }';

describe('a text that is shown', () => {
  it('is cut between characters, also where one takes two units', async () => {
    const [name, code, note] = ['Cá kho', `${'8'.repeat(199)}🐟 rồi`, `${'x'.repeat(99)}🐟 rồi`];
    const checked = await check(app, `${HEADER}\n${[name, code, note]}\n`);
    expect(checked).toMatchObject({ state: 'CHECKED', rows: 1, refused: 1 });
    const { columns } = (await app.asOperator.query(SAMPLES, { id: checked.id })).import;
    expect(columns.find(({ header }: { header: string }) => header === 'Ghi chú').samples).toEqual([
      `${'x'.repeat(99)}🐟`,
    ]);
    const [{ value }] = checked.problems.nodes.filter(({ header }: { header: string }) => header === 'Mã vạch');
    expect(value).toBe(`${'8'.repeat(199)}🐟`);
  });

  it('is shown of a workbook whatever its cells hold', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [HEADER, ['Cá_x0000_ kho', '12_xD83D_', '_x0000_ ghi_xDE00_']];
    const checked = await check(
      app,
      await sheetOf(rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')),
    );
    expect(checked).toMatchObject({ state: 'CHECKED', rows: 1 });
  });

  it('is quoted of a damaged workbook', async () => {
    const damaged = `<row><c><v>${'1'.repeat(39)}🐟</v></c></row>`;
    expect(await check(app, await sheetOf(damaged))).toMatchObject({
      state: 'FAILED',
      failure: expect.stringContaining(`“${'1'.repeat(39)}🐟”`),
    });
  });
});
