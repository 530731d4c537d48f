import { expect, it } from 'vitest';
import { seedGround } from '../../seeds/seed.ts';
import { createTestApp, type TestApp, useTestApp } from '../support/app.ts';
import { recordsOf, write } from './export/export-support.ts';
import { act, check } from './import/import-support.ts';

const from = useTestApp('seeded');

const exported = async (app: TestApp, kind: string, format: string) =>
  (await write(app, { kind, format, audience: 'OPERATOR' })).bytes;

/** The records of a file in an order of their own: the keys that rows are exported by are new in another database. */
const sortedRecordsOf = async (bytes: Buffer): Promise<string[]> =>
  (await recordsOf(bytes)).map((record) => JSON.stringify(record)).sort();

/** How many records of a kind are invented, and how many are real. */
const demoCount = ({ services: { db } }: TestApp, kind: string) =>
  db.query(`select demo, count(*)::int as count from ${TABLES[kind]} group by demo order by demo`);

const TABLES: Readonly<Record<string, string>> = {
  FACILITIES: 'facility',
  PRODUCTS: 'product',
  CERTIFICATES: 'certificate',
};

it.each(['CSV', 'XLSX'])(
  'a catalogue that goes out as %s comes into an empty database and goes out as it was',
  {
    timeout: 240_000,
  },
  async (format) => {
    const into = await createTestApp('empty');
    try {
      await seedGround(into.services);
      for (const kind of ['FACILITIES', 'PRODUCTS', 'CERTIFICATES']) {
        const bytes = await exported(from, kind, format);
        const checked = await check(into, bytes, { kind }, `catalogue.${format.toLowerCase()}`);
        expect(checked).toMatchObject({ state: 'CHECKED', refused: 0, undecided: 0, leftOut: 0 });
        expect(await act(into, 'startImport', { id: checked.id })).toMatchObject({
          state: 'DONE',
          created: checked.rows,
        });
        expect(await sortedRecordsOf(await exported(into, kind, format))).toEqual(await sortedRecordsOf(bytes));
        expect(await demoCount(into, kind)).toEqual(await demoCount(from, kind));
        // Products without a code are asked about; nothing is there twice.
        expect(await check(into, bytes, { kind })).toMatchObject({ created: 0, changed: 0, refused: 0 });
      }
    } finally {
      await into.close();
    }
  },
);
