import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signOperatorToken } from '../../../src/platform/auth/token.ts';
import { readStoredFile } from '../../../src/platform/files/stored-files.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';
import { until } from '../jobs/job-support.ts';
import { collect, countRows, sha256 } from './file-support.ts';

const MEBIBYTE = 1024 * 1024;
const NOON = '2026-11-22T05:00:00.000Z';
const SECRET = new TextEncoder().encode('a secret that only the tests know');

let app: TestApp;
let url: string;
let headers: Record<string, string>;
beforeAll(async () => {
  app = await createTestApp('empty', NOON, { UPLOAD_MAX_MB: '6' });
  url = await app.api.listen({ host: '127.0.0.1', port: 0 });
  const token = await signOperatorToken(SECRET, 'Lan', 1, new Date(NOON));
  headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' };
});
afterAll(() => app.close());
afterEach(() => app.services.db.query('delete from stored_file'));

interface Answer {
  status: number;
  body: {
    file: { id: string; name: string; size: number; sha256: string };
    errors: { message: string; extensions: { code: string } }[];
  };
}

/** Sends a body as it is, or a form. */
async function upload(
  body: NonNullable<RequestInit['body']>,
  query = '?name=gia.csv',
  more: object = {},
): Promise<Answer> {
  const answer = await fetch(`${url}/files${query}`, { method: 'POST', body, headers: { ...headers, ...more } });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** Opens a request whose body is written by hand. */
function open(more: http.OutgoingHttpHeaders, path = '/files?name=gia.csv') {
  const request = http.request(url + path, { method: 'POST', headers: { ...headers, ...more } });
  request.on('error', () => {});
  request.flushHeaders();
  const answered = new Promise<Answer>((resolve) => {
    request.on('response', async (answer) =>
      resolve({ status: answer.statusCode!, body: JSON.parse(await text(answer)) }),
    );
  });
  return { request, answered };
}

const uuidOf = (file: { id: string }) => file.id.replace(/^fil_/, '');
const bytesOf = (file: { id: string }) => collect(readStoredFile(app.services.db, uuidOf(file)));
const formOf = (...files: [name: string, bytes: Uint8Array<ArrayBuffer>][]) => {
  const form = new FormData();
  form.append('note', 'giá mới');
  for (const [name, bytes] of files) form.append('file', new Blob([bytes], { type: 'text/csv' }), name);
  return form;
};

describe('POST /files', () => {
  it('stores the body of a request', async () => {
    const bytes = randomBytes(5_000_000);
    const { status, body } = await upload(bytes);
    expect(status).toBe(201);
    expect(body).toEqual({
      file: { id: expect.stringMatching(/^fil_/), name: 'gia.csv', size: 5_000_000, sha256: sha256(bytes) },
    });
    expect((await bytesOf(body.file)).equals(bytes)).toBe(true);
    const [row] = await app.services.db.query(
      'select created_by as by, created_at as at, expires_at as until from stored_file',
    );
    expect(row).toEqual({ by: 'Lan', at: new Date(NOON), until: new Date('2026-11-29T05:00:00.000Z') });
  });

  it.each([
    ['application/json', 'application/json'],
    ['text/csv; charset=utf-8', 'text/csv'],
    ['application/x-www-form-urlencoded', 'application/octet-stream'],
    ['application/vnd.ms-excel', 'application/vnd.ms-excel'],
  ])('takes a body of type %s as %s', async (type, stored) => {
    const { request, answered } = open({ 'content-type': type });
    request.end('{"a":1');
    expect(await answered).toMatchObject({ status: 201, body: { file: { size: 6 } } });
    expect(await app.services.db.query('select media_type as type from stored_file')).toEqual([{ type: stored }]);
  });

  it('takes a body without a type or a length', async () => {
    const { request, answered } = open({});
    request.end('a,b');
    expect(await answered).toMatchObject({ status: 201, body: { file: { size: 3 } } });
  });

  it('stores the file of a form, with its Vietnamese name', async () => {
    const bytes = randomBytes(3_000_000);
    const { status, body } = await upload(formOf(['Bảng giá sỉ.csv', bytes]), '');
    expect(status).toBe(201);
    expect(body.file).toMatchObject({ name: 'Bảng giá sỉ.csv', size: bytes.length, sha256: sha256(bytes) });
    expect(await app.services.db.query('select media_type as type from stored_file')).toEqual([{ type: 'text/csv' }]);
  });

  it.each([
    ['?name=B%E1%BA%A3ng%20gi%C3%A1.csv', 'Bảng giá.csv'],
    ['?name=..%2F..%2Fgia%00.csv', 'gia.csv'],
    ['?name=a.csv&name=b.csv', 'file'],
    ['', 'file'],
  ])('names a file by %s', async (query, name) => {
    expect((await upload('a,b', query)).body.file.name).toBe(name);
  });

  it('stores several files at once, each whole', async () => {
    const files = Array.from({ length: 4 }, () => randomBytes(4_000_000));
    const answers = await Promise.all(
      files.map((bytes, index) => (index % 2 ? upload(bytes) : upload(formOf(['gia.csv', bytes]), ''))),
    );
    expect(answers.map(({ body }) => body.file.sha256)).toEqual(files.map(sha256));
    expect(new Set(answers.map(({ body }) => body.file.id)).size).toBe(4);
  });
});

describe('an upload is refused', () => {
  afterEach(async () => expect(await countRows(app)).toEqual({ files: 0, chunks: 0 }));

  const refused = (status: number, code: string, message: string) => ({
    status,
    body: { errors: [{ message: expect.stringContaining(message), extensions: { code } }] },
  });

  it('without a token, before its body comes', async () => {
    const { request, answered } = open({ authorization: '', 'content-length': 5_000_000 });
    expect(await answered).toEqual(refused(401, 'UNAUTHENTICATED', "This needs an operator's token"));
    request.destroy();
  });

  it('with a token of somebody else', async () => {
    const answer = await upload('a,b', '', { authorization: 'Bearer x.y.z' });
    expect(answer).toEqual(refused(401, 'UNAUTHENTICATED', 'not issued by this server'));
  });

  it('without a token, and the client that goes on sending still reads why', async () => {
    const { request, answered } = open({ authorization: '' });
    const timer = setInterval(() => request.write(randomBytes(100_000)), 5);
    expect((await answered).status).toBe(401);
    // Then it is cut off: nobody fills the line for an hour.
    await new Promise((resolve) => request.on('close', resolve));
    clearInterval(timer);
  });

  it('by its length, before its body comes', async () => {
    const { request, answered } = open({ 'content-length': 6 * MEBIBYTE + 1 });
    expect(await answered).toEqual(refused(413, 'LIMIT_EXCEEDED', 'at most 6 MB'));
    request.destroy();
  });

  it('by what came, without a length', async () => {
    const { request, answered } = open({});
    for (let megabytes = 0; megabytes < 8; megabytes++) request.write(randomBytes(MEBIBYTE));
    expect(await answered).toEqual(refused(413, 'LIMIT_EXCEEDED', 'at most 6 MB'));
    request.destroy();
  });

  it('by the file of a form, without a length', async () => {
    const { request, answered } = open({ 'content-type': 'multipart/form-data; boundary=x' });
    request.write('--x\r\ncontent-disposition: form-data; name="file"; filename="gia.csv"\r\n\r\n');
    for (let megabytes = 0; megabytes < 8; megabytes++) request.write(randomBytes(MEBIBYTE));
    expect(await answered).toEqual(refused(413, 'LIMIT_EXCEEDED', 'at most 6 MB'));
    request.destroy();
  });

  it('when it is empty', async () => {
    expect(await upload('')).toEqual(refused(400, 'BAD_INPUT', 'is empty'));
    expect(await upload(formOf(['gia.csv', Buffer.alloc(0)]))).toEqual(refused(400, 'BAD_INPUT', 'is empty'));
  });

  it('when the form has no file, or two', async () => {
    const message = 'exactly one file';
    expect(await upload(formOf())).toEqual(refused(400, 'BAD_INPUT', message));
    const two = formOf(['a.csv', Buffer.from('a')], ['b.csv', randomBytes(2_000_000)]);
    expect(await upload(two)).toEqual(refused(400, 'BAD_INPUT', message));
  });

  it.each([
    ['without a boundary', 'multipart/form-data', 'abc'],
    [
      'without an end',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="f"; filename="g"\r\n\r\na,b',
    ],
    ['without a form', 'multipart/form-data; boundary=x', 'a,b\n1,2\n'],
  ])('when the form is %s', async (_what, type, body) => {
    const { request, answered } = open({ 'content-type': type });
    request.end(body);
    expect(await answered).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'BAD_INPUT' } }] } });
  });

  it.each<[string, string, string]>([
    ['a body', 'text/csv', ''],
    [
      'a form',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="f"; filename="g"\r\n\r\n',
    ],
  ])('when the client goes away amid %s', async (_what, type, head) => {
    const { request } = open({ 'content-type': type });
    request.write(head);
    request.write(randomBytes(2 * MEBIBYTE));
    await until(async () => (await countRows(app)).chunks > 0);
    request.destroy();
    await until(async () => (await countRows(app)).files === 0);
  });

  it('in Vietnamese, unless English is asked for', async () => {
    const { body } = await upload('', '', { 'accept-language': 'vi' });
    expect(body.errors[0]?.message).toBe('Tệp này trống, không có byte nào.');
  });
});
