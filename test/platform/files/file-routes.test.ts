import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fileLink } from '../../../src/platform/files/file-link.ts';
import { storeFile } from '../../../src/platform/files/store-file.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

const MEBIBYTE = 1024 * 1024;
const NOON = '2026-11-22T05:00:00.000Z';
const SECRET = new TextEncoder().encode('a secret that only the tests know');

let app: TestApp;
let url: string;
beforeAll(async () => {
  app = await createTestApp('empty', NOON);
  url = await app.api.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());
afterEach(() => app.services.db.query('delete from stored_file'));

describe('GET /files', () => {
  const at = (instant: string) => new Date(instant);
  const later = at('2026-11-22T06:00:00Z');

  const stored = (expiresAt: Date | null = null) =>
    storeFile(
      { db: app.services.db, now: at(NOON) },
      (async function* () {
        yield bytes;
      })(),
      { name: 'Bảng giá sỉ.csv', mediaType: 'text/csv', by: 'Lan', maxBytes: 10 * MEBIBYTE, expiresAt },
    );
  const bytes = randomBytes(2_500_000);

  afterEach(() => app.setClock(NOON));

  it('answers a link with the file, for nobody to keep or to open in place', async () => {
    const answer = await fetch(url + fileLink(SECRET, await stored(), later));
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv',
      'content-length': '2500000',
      'content-disposition': `attachment; filename="B?ng gi? s?.csv"; filename*=UTF-8''B%E1%BA%A3ng%20gi%C3%A1%20s%E1%BB%89.csv`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('answers HEAD with the same headers, and reads nothing of the file', async () => {
    const file = await stored();
    const link = url + fileLink(SECRET, file, later);
    const { headers } = await fetch(link);
    await app.services.db.query('delete from stored_file_chunk where file_id = $1', [file.id]);
    const answer = await fetch(link, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    const named = ['content-type', 'content-length', 'content-disposition', 'cache-control'];
    expect(named.map((name) => answer.headers.get(name))).toEqual(named.map((name) => headers.get(name)));
    expect((await fetch(link.replace(/signature=./, 'signature=-'), { method: 'HEAD' })).status).toBe(404);
  });

  it('answers a link with a long name', async () => {
    const file = { ...(await stored()), name: 'ả'.repeat(200) };
    expect((await fetch(url + fileLink(SECRET, file, later))).status).toBe(200);
  });

  it('answers an expired link with 410', async () => {
    const link = fileLink(SECRET, await stored(), later);
    app.setClock('2026-11-22T05:59:59.999Z');
    expect((await fetch(url + link)).status).toBe(200);
    app.setClock('2026-11-22T06:00:00.000Z');
    const answer = await fetch(url + link, { headers: { 'accept-language': 'en' } });
    expect(answer.status).toBe(410);
    expect(await answer.json()).toEqual({
      errors: [{ message: 'This link has expired; ask for a new one.', extensions: { code: 'LINK_EXPIRED' } }],
    });
  });

  it('answers with 410 once the file has expired, swept or not', async () => {
    const link = fileLink(SECRET, await stored(at('2026-11-22T05:30:00Z')), later);
    expect((await fetch(url + link)).status).toBe(200);
    app.setClock('2026-11-22T05:30:00.000Z');
    expect((await fetch(url + link)).status).toBe(410);
  });

  it('answers a genuine link to a file that is gone as one that has expired', async () => {
    const file = await stored();
    await app.services.db.query('delete from stored_file where id = $1', [file.id]);
    const answer = await fetch(url + fileLink(SECRET, file, later));
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('LINK_EXPIRED');
  });

  it('answers whatever is forged alike', async () => {
    const file = await stored();
    const link = fileLink(SECRET, file, later);
    const paths = [
      link.replace(/signature=./, 'signature=-'),
      link.replace(/expires=1/, 'expires=2'),
      link.replace(/\?.*/, ''),
      `${link}&signature=x`,
      link.replace('/fil_', '/prd_'),
      '/files/nothing/x',
    ];
    const answers = await Promise.all(
      paths.map(async (path) => {
        const answer = await fetch(url + path);
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(new Set(answers)).toEqual(new Set([expect.stringMatching(/^404 .*NOT_FOUND/)]));
  });

  it('gives up reading when the client goes away', async () => {
    const link = fileLink(SECRET, await stored(), later);
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`GET ${link} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    expect((await fetch(url + link)).status).toBe(200);
  });
});
