import { describe, expect, it } from 'vitest';
import { useTestApp } from '../../support/app.ts';
import { start } from '../export/export-support.ts';
import { upload } from './import-support.ts';

const app = useTestApp();

const FILE = 'Tên sản phẩm,Mã vạch\nMắm nhĩ,8934563138165\n';

const CREATE = `mutation ($input: CreateImportInput!) {
  createImport(input: $input) { import { id source { id } } errors { code path message } } }`;

const create = (input: object) => app.asOperator.mutate(CREATE, { kind: 'PRODUCTS', ...input });

const TIMES = Array.from({ length: 6 }, (_, at) => at);

/** What several payloads hold, each once. */
const distinct = (values: readonly unknown[]) => [...new Set(values.map((value) => JSON.stringify(value)))];

const countOf = async (table: string) =>
  (await app.services.db.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;

describe('what is sent several times at once', () => {
  it('is one import', async () => {
    const file = await upload(app, 'gia.csv', FILE);
    const input = { file, source: 'Chợ một lần', idempotencyKey: 'một lần' };
    const payloads = await Promise.all(TIMES.map(() => create(input)));
    expect(distinct(payloads)).toEqual([expect.stringContaining('"errors":[]')]);
    expect(await countOf("import where idempotency_key = 'một lần'")).toBe(1);
  });

  it('is one export', async () => {
    const payloads = await Promise.all(TIMES.map(() => start(app, { format: 'CSV', idempotencyKey: 'một lần' })));
    expect(distinct(payloads)).toEqual([expect.stringContaining('"errors":[]')]);
    expect(await countOf("export where idempotency_key = 'một lần'")).toBe(1);
  });

  it('are several imports of one new source', async () => {
    const payloads = await Promise.all(
      TIMES.map((at) => create({ url: `https://cho.example.vn/${at}.csv`, source: 'Chợ mới' })),
    );
    expect(distinct(payloads.map(({ errors }) => errors))).toEqual(['[]']);
    expect(distinct(payloads.map((payload) => payload.import.source))).toHaveLength(1);
    expect(distinct(payloads.map((payload) => payload.import.id))).toHaveLength(TIMES.length);
  });
});
