import { describe, expect, it } from 'vitest';
import { Migration20261129SourceColumns } from '../../../src/migrations/migration-20261129-source-columns.ts';
import { useTestApp } from '../../support/app.ts';
import { act, check, holdingOf } from './import-support.ts';

const app = useTestApp('seeded');

const FACILITY = 'Cơ sở Nước mắm Sóng Biếc Cửa Cạn (demo)';

/** Makes a source of which something was said once. */
const keep = (name: string, kind: string, { columns = {}, answers = {} }: { columns?: object; answers?: object }) =>
  app.services.db.query(
    `insert into import_source (id, created_at, updated_at, name, kind, columns, answers)
     values (gen_random_uuid(), now(), now(), $1, $2, $3, $4)`,
    [name, kind, columns, answers],
  );

const start = (id: string) => act(app, 'startImport', { id, withoutUndecided: true });

describe('what is kept of a source', () => {
  it('finds a column of the next file by its title', async () => {
    const file = 'Mã SP,Tên hàng hoá,Giá Sỉ (đ)\nNG-1,Rau nguồn một,45.000\n';
    const first = await check(app, file, { source: 'Chợ cột' });
    const columns = [{ column: 2, field: 'retailPrice' }];
    await act(app, 'configureImport', { id: first.id, version: first.version, columns });
    await start(first.id);
    const next = await check(app, file, { source: 'Chợ cột' });
    expect(next.columns[2]).toMatchObject({ header: 'Giá Sỉ (đ)', field: 'retailPrice', confidence: 'CHOSEN' });
  });

  it('is what the first column of a title is, however that is written', async () => {
    await keep('Chợ hai cột', 'PRODUCTS', { columns: { 'gia si (d)': 'retailPrice' } });
    const file = 'Tên hàng hoá,Giá lẻ,GIÁ  SỈ (Đ),Gia si (d)\nRau,45.000,46.000,47.000\n';
    const { columns } = await check(app, file, { source: 'Chợ hai cột' });
    expect(columns.map(({ field }: { field: string }) => field)).toEqual(['nameVi', null, 'retailPrice', null]);
  });

  it('is found though it was written under titles as they stood', async () => {
    await keep('Chợ cũ', 'PRODUCTS', { columns: { 'Giá Sỉ (đ)': 'retailPrice', 'GIÁ SỈ (đ)': null, STT: null } });
    const { em, config } = app.services.orm;
    const migration = new Migration20261129SourceColumns(em.getDriver(), config);
    migration.up();
    for (const statement of migration.getQueries()) await app.services.db.query(String(statement));
    expect(await app.services.db.query(`select columns from import_source where name = 'Chợ cũ'`)).toEqual([
      { columns: { 'gia si (d)': 'retailPrice', stt: null } },
    ]);
  });

  describe('of how numbers are written', () => {
    const answers = { 'NUMBER_STYLE:minimumorderquantity': 'COMMA_DECIMAL' };

    const send = async (code: string, numbers: readonly string[]) => {
      await keep(code, 'PRODUCTS', { answers });
      const rows = numbers.map((number, at) => `${code}-${at};Rau ${code} ${at};kg;45.000;${number}\n`);
      const file = `Mã SP;Tên hàng hoá;ĐVT;Đơn giá;MOQ\n${rows.join('')}`;
      return check(app, file, { source: code, options: await holdingOf(app) });
    };

    const started = async (id: string) => {
      const { changes } = await start(id);
      const names = changes.nodes.map(({ name }: { name: string }) => name);
      const rows = await app.services.db.query<{ quantity: number }>(
        'select minimum_order_quantity::float8 as quantity from product where name_vi = any($1) order by name_vi',
        [names],
      );
      return rows.map(({ quantity }) => quantity);
    };

    it('holds where a file does not say it', async () => {
      const checked = await send('SA', ['1.250']);
      expect(checked.questions.nodes).toEqual([]);
      expect(await started(checked.id)).toEqual([1250]);
    });

    it('gives way to what a file clearly says', async () => {
      const checked = await send('SB', ['2.5', '1.75', '1.250']);
      expect(checked.questions.nodes).toEqual([]);
      expect(await started(checked.id)).toEqual([2.5, 1.75, 1.25]);
    });

    it('is asked again where a file says both; the answer for the file holds', async () => {
      const checked = await send('SC', ['2.5', '1,75', '1.250']);
      expect(checked.questions.nodes).toMatchObject([{ kind: 'NUMBER_STYLE', value: '1.250', rows: 1 }]);
      const [{ key }] = checked.questions.nodes;
      await act(app, 'answerImport', { id: checked.id, answers: [{ key, choice: 'COMMA_DECIMAL' }] });
      expect(await started(checked.id)).toEqual([2.5, 1.75, 1250]);
    });
  });

  it('gives way to the order of day and month that a file clearly has', async () => {
    await keep('Chợ ngày', 'CERTIFICATES', { answers: { 'DAY_ORDER:validto': 'DAY_FIRST' } });
    const file = `kind;number;facility.name;validFrom;validTo
VIETGAP;CB-0;${FACILITY};2026-01-31;12/31/2027
VIETGAP;CB-1;${FACILITY};2026-01-31;05/12/2027
`;
    await start((await check(app, file, { kind: 'CERTIFICATES', source: 'Chợ ngày' })).id);
    const days = await app.services.db.query(
      `select number, (valid_until at time zone 'Asia/Ho_Chi_Minh' - interval '1 second')::date::text as day
        from certificate where number like 'CB-_' order by number`,
    );
    expect(days).toEqual([
      { number: 'CB-0', day: '2027-12-31' },
      { number: 'CB-1', day: '2027-05-12' },
    ]);
  });
});
