import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../src/catalogue/catalogue-index.ts';
import { type Database, openDatabase } from '../../../../src/platform/database/database.ts';
import { createLog } from '../../../../src/platform/logging/log.ts';
import { Mirror } from '../../../../src/platform/search/memory/mirror.ts';
import { pruneSearchChanges } from '../../../../src/platform/search/memory/prune-changes.job.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/cluster.ts';

let database: TestDatabase;
let db: Database;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 4, () => {});
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await Promise.all([db.close(), client.end()]);
  await database.drop();
});
beforeEach(async () => {
  await client.query('delete from search_document');
  await client.query('delete from search_change');
  await client.query(`update search_change_pruned set below = '0', next_below = '0'`);
});

const note = (ids: readonly string[]) =>
  client.query(
    `insert into search_change (index_table, kind, id) select 'search_document', 'product', unnest($1::uuid[])`,
    [ids],
  );

/** Writes documents of one word, as the writes of the API do. */
async function write(ids: readonly string[], word: string): Promise<void> {
  await client.query(
    `insert into search_document
       (id, kind, visible_from, recorded_at, facility, demo, name_words, name_marks, name_length, heading_words, terms)
     select id, 'product', '2026-01-01', '2026-01-01', id, false, '| ' || $2 || ' |', '| ' || $2 || ' |', length($2), '', array_to_tsvector(array['^' || $2])
     from unnest($1::uuid[]) id
     on conflict (id) do update set name_words = excluded.name_words, name_marks = excluded.name_marks, terms = excluded.terms`,
    [ids, word],
  );
  await note(ids);
}

async function erase(ids: readonly string[]): Promise<void> {
  await client.query('delete from search_document where id = any($1::uuid[])', [ids]);
  await note(ids);
}

/** Ids of the documents with a word, as the mirror has them now, or since an instant. */
async function having(mirror: Mirror, word: string, since?: number): Promise<string[]> {
  const { rows } = await mirror.current(since);
  return rows.terms
    .with(`^${word}`)
    .filter((row) => rows.live.has(row))
    .map((row) => rows.ids[row]!)
    .sort();
}

const some = (count: number): string[] => Array.from({ length: count }, () => randomUUID()).sort();

const pruning = () =>
  pruneSearchChanges.run(
    { db, log: createLog('silent'), now: new Date() } as Parameters<typeof pruneSearchChanges.run>[0],
    null,
  );

describe('a mirror', () => {
  it('has what is there, and at once what is written, changed and deleted', async () => {
    const mirror = new Mirror(db, CATALOGUE);
    const ids = some(450);
    await write(ids, 'gao');
    expect(await having(mirror, 'gao')).toEqual(ids);
    const [first, second, ...others] = ids;
    await write([first!], 'muoi');
    await erase([second!]);
    expect(await having(mirror, 'muoi')).toEqual([first]);
    expect(await having(mirror, 'gao')).toEqual(others);
    await write([second!], 'gao');
    expect(await having(mirror, 'gao')).toEqual([second, ...others].sort());
  });

  it('takes in what a transaction wrote that began before others and ends after them', async () => {
    const mirror = new Mirror(db, CATALOGUE);
    const [early, late] = some(2);
    await having(mirror, 'gao');
    await client.query('begin');
    await write([early!], 'gao');
    const other = new pg.Client(database.url);
    await other.connect();
    await other.query(`insert into search_change (index_table, kind, id) values ('search_document', 'product', $1)`, [
      late,
    ]);
    await other.end();
    expect(await having(mirror, 'gao')).toEqual([]);
    await client.query('commit');
    expect(await having(mirror, 'gao')).toEqual([early]);
  });

  it('shows nothing of what is undone', async () => {
    const mirror = new Mirror(db, CATALOGUE);
    const ids = some(3);
    await write(ids, 'gao');
    await having(mirror, 'gao');
    await client.query('begin');
    await erase(ids);
    await client.query('rollback');
    expect(await having(mirror, 'gao')).toEqual(ids);
  });

  it('has, for each of many who ask at once, what was committed before they asked', async () => {
    const mirror = new Mirror(db, CATALOGUE);
    const ids = some(30);
    await Promise.all(
      ids.map(async (id) => {
        await db.query(
          `with written as (
             insert into search_document
               (id, kind, visible_from, recorded_at, facility, demo, name_words, name_marks, name_length, heading_words, terms)
             values ($1, 'product', now(), now(), $1, false, '| gao |', '| gao |', 3, '', array_to_tsvector(array['^gao'])) returning id
           ) insert into search_change (index_table, kind, id) select 'search_document', 'product', id from written`,
          [id],
        );
        expect(await having(mirror, 'gao')).toContain(id);
      }),
    );
    expect(await having(mirror, 'gao')).toEqual(ids);
  });

  it('looks once for questions that ask for the same, and again for what asks for later', async () => {
    let looks = 0;
    const counted: Pick<Database, 'query'> = {
      query: (text, values, name) => {
        if (name?.startsWith('changes_of_')) looks += 1;
        return db.query(text, values, name);
      },
    };
    const mirror = new Mirror(counted, CATALOGUE);
    const [first, second] = some(2);
    const since = performance.now();
    await write([first!], 'gao');
    const before = performance.now();
    for (const instant of [before, before, since]) await mirror.current(instant);
    expect(looks).toBe(1);
    expect(await having(mirror, 'gao', before)).toEqual([first]);
    await write([second!], 'gao');
    expect(await having(mirror, 'gao', before)).toEqual([first]);
    expect(looks).toBe(1);
    expect(await having(mirror, 'gao', performance.now())).toEqual([first, second].sort());
    expect(looks).toBe(2);
  });

  it('never shows a part of what it takes in', async () => {
    const mirror = new Mirror(db, CATALOGUE);
    const ids = some(900);
    await write(ids, 'gao');
    const since = performance.now();
    await having(mirror, 'gao', since);
    await write(ids, 'muoi');
    const renewed = mirror.current();
    let isRenewed = false;
    void renewed.then(() => {
      isRenewed = true;
    });
    while (!isRenewed) {
      expect([0, 900]).toContain((await having(mirror, 'muoi', since)).length);
      await setImmediate();
    }
    expect(await having(mirror, 'muoi', since)).toEqual(ids);
  });

  it('is read anew when notes are gone that it has not seen', async () => {
    const mirror = new Mirror(db, CATALOGUE);
    await having(mirror, 'gao');
    const ids = some(2);
    await write(ids, 'gao');
    await pruning();
    await pruning();
    await pruning();
    expect((await client.query('select 1 from search_change')).rowCount).toBe(0);
    expect(await having(mirror, 'gao')).toEqual(ids);
  });

  it('keeps the notes of the last two runs of the pruning', async () => {
    await pruning();
    await write(some(1), 'gao');
    await pruning();
    expect((await client.query('select 1 from search_change')).rowCount).toBe(1);
    await pruning();
    expect((await client.query('select 1 from search_change')).rowCount).toBe(0);
  });

  it('stays as small as what is there, however often that is written', async () => {
    const mirror = new Mirror(db, CATALOGUE);
    const ids = some(300);
    await write(ids, 'gao');
    for (let round = 0; round < 8; round++) {
      await write(ids, `gao${round}`);
      expect(await having(mirror, `gao${round}`)).toEqual(ids);
    }
    await expect.poll(async () => (await mirror.current()).rows.size, { timeout: 5_000 }).toBeLessThan(8 * ids.length);
    expect(await having(mirror, 'gao7')).toEqual(ids);
    expect(await having(mirror, 'gao')).toEqual([]);
  });

  it('tries again after a failure, and misses nothing', async () => {
    let fails = false;
    const shaky: Pick<Database, 'query'> = {
      query: (text, values, name) =>
        fails ? Promise.reject(new Error('no connection')) : db.query(text, values, name),
    };
    const mirror = new Mirror(shaky, CATALOGUE);
    fails = true;
    await expect(mirror.current()).rejects.toThrow('no connection');
    fails = false;
    const ids = some(2);
    await write(ids, 'gao');
    expect(await having(mirror, 'gao')).toEqual(ids);
    const [more] = some(1);
    await write([more!], 'gao');
    fails = true;
    await expect(mirror.current()).rejects.toThrow('no connection');
    fails = false;
    expect(await having(mirror, 'gao')).toEqual([...ids, more].sort());
  });
});
