import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CREATE_VI_FOLD, DROP_VI_FOLD } from '../../../src/platform/text/vietnamese.sql.ts';
import { fold } from '../../../src/platform/text/vietnamese.ts';
import { createTestDatabase, type TestDatabase } from '../../support/cluster.ts';
import { ACCENTED } from './letters.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  await client.query(CREATE_VI_FOLD);
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

async function viFold(texts: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ folded: string }>(
    'select vi_fold(text) as folded from unnest($1::text[]) with ordinality as given (text, position) order by position',
    [texts],
  );
  return rows.map((row) => row.folded);
}

it.each(['NFC', 'NFD'] as const)('folds all 134 accented letters in %s', async (form) => {
  const folded = await viFold(ACCENTED.map(([letter]) => letter.normalize(form)));
  expect(folded).toEqual(ACCENTED.map(([, plain]) => plain));
});

it('answers what fold answers, for texts of many scripts, blanks and loose marks', async () => {
  const characters = [
    ...ACCENTED.flatMap(([letter]) => [letter, letter.normalize('NFD')]),
    ...'abcxyzABCXYZ0189-.,“”½№ﬁ&',
    ...'ñçøßëŁÐðƉİıЁйЙΣςάΏភ្នំ東京กำ',
    ...'\u0300\u0302\u031b\u0323\u0327\u00ad\u2060\ufeff',
    ...' \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2009\u200b\u2028\u2029\u202f\u205f\u3000',
  ];
  const texts = fc.sample(fc.string({ unit: fc.constantFrom(...characters), maxLength: 20 }), {
    numRuns: 5_000,
    seed: 4,
  });
  const folded = await viFold(texts);
  expect(folded).toEqual(texts.map(fold));
});

it('keeps null', async () => {
  const { rows } = await client.query('select vi_fold(null) as folded');
  expect(rows).toEqual([{ folded: null }]);
});

it('may stand in an index, calls the same functions under any search path, and can be made again and dropped', async () => {
  await client.query('create table place (name text)');
  await client.query('create index on place (vi_fold(name))');
  await client.query("insert into place values ('Hoà Bình')");
  await client.query('set search_path to pg_temp, public');
  const { rows } = await client.query("select name from place where vi_fold(name) = vi_fold('HÒA  BÌNH')");
  expect(rows).toEqual([{ name: 'Hoà Bình' }]);
  await client.query('reset search_path');
  await client.query(CREATE_VI_FOLD);
  await client.query('drop table place');
  await client.query(DROP_VI_FOLD);
  await client.query(CREATE_VI_FOLD);
});
