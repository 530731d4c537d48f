import { randomBytes } from 'node:crypto';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type NewFile, storeFile } from '../../../src/platform/files/store-file.ts';
import {
  deleteStoredFiles,
  findStoredFile,
  readStoredFile,
  type StoredFileInfo,
} from '../../../src/platform/files/stored-files.ts';
import { sweepStoredFiles } from '../../../src/platform/files/sweep-stored-files.job.ts';
import { takeFile } from '../../../src/platform/files/take-file.ts';
import { fetchToTemporary } from '../../../src/platform/files/temporary-file.ts';
import type { JobContext } from '../../../src/platform/jobs/job.ts';
import { useTestApp } from '../../support/app.ts';
import { collect, countRows, sha256 } from './file-support.ts';

const app = useTestApp();
afterEach(() => app.services.db.query('delete from stored_file'));

const NOW = new Date('2026-11-22T05:00:00.000Z');
const MEBIBYTE = 1024 * 1024;

function store(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, file: Partial<NewFile> = {}) {
  const about = { name: 'gia.csv', mediaType: 'text/csv', by: 'Lan', maxBytes: 10 * MEBIBYTE, ...file };
  const source = (async function* () {
    yield* pieces;
  })();
  return storeFile({ db: app.services.db, now: NOW }, source, about);
}

const read = ({ id }: StoredFileInfo) => collect(readStoredFile(app.services.db, id));

describe('storeFile', () => {
  it('keeps every byte, and says what it has stored', async () => {
    const bytes = randomBytes(5_000_000);
    const file = await store([bytes]);
    expect(file).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'gia.csv',
      mediaType: 'text/csv',
      size: 5_000_000,
      sha256: sha256(bytes),
      createdAt: NOW,
      createdBy: 'Lan',
      expiresAt: null,
    });
    expect((await read(file)).equals(bytes)).toBe(true);
    expect(await findStoredFile(app.services.db, file.id)).toEqual(file);
    expect(await countRows(app)).toEqual({ files: 1, chunks: 5 });
  });

  it.each([1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 2 * MEBIBYTE])('stores %d bytes in full chunks', async (size) => {
    const file = await store([randomBytes(size)]);
    expect(file.size).toBe(size);
    expect((await countRows(app)).chunks).toBe(Math.ceil(size / MEBIBYTE));
  });

  it('stores the same whatever the pieces are that it comes in', async () => {
    const bytes = randomBytes(3 * MEBIBYTE);
    const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cuts, async (given) => {
        const edges = [0, ...given.toSorted((a, b) => a - b), bytes.length];
        const file = await store(edges.slice(1).map((end, index) => bytes.subarray(edges[index], end)));
        expect(file.sha256).toBe(sha256(bytes));
        expect((await read(file)).equals(bytes)).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  it('cleans the name', async () => {
    expect((await store([Buffer.from('x')], { name: '../Bảng\u0000 giá.csv' })).name).toBe('Bảng giá.csv');
  });

  it.each<[string, Buffer[], Partial<NewFile>, string, string]>([
    ['larger than allowed', [Buffer.alloc(8), Buffer.alloc(3)], { maxBytes: 10 }, 'LIMIT_EXCEEDED', 'at most 10 bytes'],
    ['larger than MBs', [Buffer.alloc(3 * MEBIBYTE)], { maxBytes: 2 * MEBIBYTE }, 'LIMIT_EXCEEDED', 'at most 2 MB'],
    ['empty', [], {}, 'BAD_INPUT', 'is empty'],
    ['of empty pieces', [Buffer.alloc(0), Buffer.alloc(0)], {}, 'BAD_INPUT', 'is empty'],
  ])('refuses a file that is %s, and leaves nothing', async (_what, pieces, about, code, message) => {
    await expect(store(pieces, about)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(await countRows(app)).toEqual({ files: 0, chunks: 0 });
  });

  it('takes a file of just the allowed size', async () => {
    expect((await store([Buffer.alloc(10)], { maxBytes: 10 })).size).toBe(10);
  });

  it('leaves nothing of a source that fails, and throws what it threw', async () => {
    const failure = new Error('the line is dead');
    const source = (async function* () {
      yield randomBytes(2 * MEBIBYTE);
      expect(await countRows(app)).toEqual({ files: 1, chunks: 2 });
      throw failure;
    })();
    await expect(store(source)).rejects.toBe(failure);
    expect(await countRows(app)).toEqual({ files: 0, chunks: 0 });
  });

  it('shows a file only once it is complete', async () => {
    const source = (async function* () {
      yield randomBytes(MEBIBYTE);
      const [{ id } = { id: '' }] = await app.services.db.query<{ id: string }>('select id from stored_file');
      expect(await findStoredFile(app.services.db, id)).toBe(null);
      await expect(collect(readStoredFile(app.services.db, id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      yield randomBytes(10);
    })();
    expect((await store(source)).size).toBe(MEBIBYTE + 10);
  });
});

describe('readStoredFile', () => {
  it('does not end as if it were whole when the file is deleted meanwhile', async () => {
    const file = await store([randomBytes(3 * MEBIBYTE)]);
    const chunks = readStoredFile(app.services.db, file.id);
    await chunks.next();
    await deleteStoredFiles(app.services.db, [file.id]);
    await expect(chunks.next()).rejects.toThrow('was deleted while it was read');
  });
});

describe('fetchToTemporary', () => {
  it('copies a file for this user alone, and removes it', async () => {
    const bytes = randomBytes(MEBIBYTE + 5);
    const copy = await fetchToTemporary(app.services.db, (await store([bytes])).id);
    expect((await readFile(copy.path)).equals(bytes)).toBe(true);
    expect(statSync(copy.path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(copy.path)).mode & 0o777).toBe(0o700);
    await copy.remove();
    await copy.remove();
    expect(existsSync(dirname(copy.path))).toBe(false);
  });

  it('leaves no folder behind for a file that is not there', async () => {
    const copies = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('cau-noi-file-'));
    const before = await copies();
    const unknown = '01936f2a-0000-7000-8000-000000000001';
    await expect(fetchToTemporary(app.services.db, unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await copies()).toEqual(before);
  });

  it('removes what a killed process left, after a day', async () => {
    const [old, recent] = [0, 1].map(() => mkdtemp(join(tmpdir(), 'cau-noi-file-')));
    const dayAgo = Date.now() / 1000 - 86_401;
    utimesSync(await old!, dayAgo, dayAgo);
    const copy = await fetchToTemporary(app.services.db, (await store([Buffer.from('x')])).id);
    expect([existsSync(await old!), existsSync(await recent!), existsSync(copy.path)]).toEqual([false, true, true]);
    await copy.remove();
    await rm(await recent!, { recursive: true });
  });
});

describe('the sweep', () => {
  const sweep = (db = app.services.db) =>
    sweepStoredFiles.run(
      { ...app.services, db, now: NOW, signal: new AbortController().signal } as unknown as JobContext,
      null,
    );

  it('keeps what it has done of a large file when it breaks off, and nobody gets the rest', async () => {
    const { db } = app.services;
    const file = await store([Buffer.from('over')], { expiresAt: NOW });
    await db.query(
      `insert into stored_file_chunk (file_id, position, bytes) select $1, position, 'x' from generate_series(1, 400) position`,
      [file.id],
    );
    let deletions = 0;
    const breaking = {
      ...db,
      async query<Row>(text: string, ...rest: []) {
        if (/\bdelete from/.test(text) && ++deletions === 3) throw new Error('It takes too long.');
        return db.query<Row>(text, ...rest);
      },
    };
    await expect(sweep(breaking)).rejects.toThrow('It takes too long.');
    const { chunks } = await countRows(app);
    expect(chunks).toBeGreaterThan(0);
    expect(chunks).toBeLessThan(401);
    expect(await findStoredFile(db, file.id)).toBe(null);
    await sweep();
    expect(await countRows(app)).toEqual({ files: 0, chunks: 0 });
  });

  it('leaves a file that is being taken', async () => {
    const file = await store([Buffer.from('wanted')], { expiresAt: NOW });
    await app.services.orm.em.fork().transactional(async (em) => {
      await takeFile(em, file.id);
      await sweep();
    });
    expect(await findStoredFile(app.services.db, file.id)).toEqual({ ...file, expiresAt: null });
  });

  it('deletes what has expired, and what was not complete for a day', async () => {
    const at = (instant: string) => new Date(instant);
    const kept = await store([Buffer.from('stays')]);
    const expiring = await store([Buffer.from('later')], { expiresAt: at('2026-11-22T05:00:00.001Z') });
    await store([Buffer.from('over')], { expiresAt: NOW });
    await app.services.db.query(
      `insert into stored_file (id, name, media_type, size, complete, created_at, created_by) values
      (gen_random_uuid(), 'killed', 'text/csv', 0, false, $1, 'Lan'), ($3, 'uploading', 'text/csv', 0, false, $2, 'Lan')`,
      [at('2026-11-21T05:00:00Z'), at('2026-11-21T05:00:01Z'), '01936f2a-0000-7000-8000-000000000001'],
    );
    await sweep();
    const left = await app.services.db.query<{ name: string; id: string }>('select id from stored_file');
    expect(left.map(({ id }) => id).sort()).toEqual(
      [kept.id, expiring.id, '01936f2a-0000-7000-8000-000000000001'].sort(),
    );
  });
});
