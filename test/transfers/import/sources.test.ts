import { describe, expect, it } from 'vitest';
import { Migration20261129SourceColumns } from '../../../src/migrations/migration-20261129-source-columns.ts';
import { useTestApp } from '../../support/app.ts';
import { act, check } from './import-support.ts';

const app = useTestApp('seeded');

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
});
