import { randomBytes } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FetchServices, fetchFile } from '../../../src/platform/files/fetch-file.ts';
import { readStoredFile } from '../../../src/platform/files/stored-files.ts';
import { useTestApp } from '../../support/app.ts';
import { collect, countRows, sha256 } from './file-support.ts';

const app = useTestApp();
const NOW = new Date('2026-11-22T05:00:00.000Z');
const BYTES = randomBytes(3_000_000);

let origin: string;
let asked: string[] = [];
const server = http.createServer((request, response) => {
  asked.push(request.url!);
  const path = new URL(request.url!, origin).pathname;
  (ANSWERS[path] ?? ANSWERS['/missing']!)(response, request);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  asked = [];
  return app.services.db.query('delete from stored_file');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const redirect = (to: string) => (response: ServerResponse) => response.writeHead(302, { location: to }).end();

const ANSWERS: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  '/B%E1%BA%A3ng%20gi%C3%A1.csv': (response) => response.writeHead(200, { 'content-type': 'text/csv' }).end(BYTES),
  '/named': (response) => {
    const name = `attachment; filename="gia.csv"; filename*=UTF-8''gi%C3%A1%20m%E1%BB%9Bi.csv`;
    response.writeHead(200, { 'content-disposition': name }).end('a,b');
  },
  '/moved': redirect('/named'),
  '/0': redirect('/1'),
  '/1': redirect('/2'),
  '/2': redirect('/moved'),
  '/away': redirect('http://127.0.0.1:1/x'),
  '/into-the-machine': redirect('file:///etc/passwd'),
  '/missing': (response) => response.writeHead(404).end(),
  '/huge': (response) => {
    response.writeHead(200, { 'content-length': 100_000_000 }).flushHeaders();
  },
  '/endless': (response) => {
    const write = () => {
      while (response.write(randomBytes(100_000)));
    };
    response.on('drain', write);
    write();
  },
  '/empty': (response) => response.end(),
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': 2_000_000 });
    response.write(randomBytes(1_500_000), () => response.destroy());
  },
  '/slow': (response) => {
    response.write('a');
  },
  '/silent': () => {},
  '/switching': ({ socket }) => {
    socket!.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  },
  '/hanging-up': ({ socket }) => socket!.destroy(),
  '/zipped': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/dripping': (response) => {
    const timer = setInterval(() => response.write('a'), 20);
    response.on('close', () => clearInterval(timer));
  },
};

const get = (address: string, services: Partial<FetchServices> = {}) =>
  fetchFile(
    { db: app.services.db, now: NOW, importHosts: [origin], maxBytes: 4_000_000, ...services },
    address.startsWith('/') ? origin + address : address,
    'Lan',
  );

describe('fetchFile', () => {
  it('stores what it fetches', async () => {
    const file = await get('/B%E1%BA%A3ng%20gi%C3%A1.csv?version=2');
    expect(file).toMatchObject({
      name: 'Bảng giá.csv',
      mediaType: 'text/csv',
      size: BYTES.length,
      sha256: sha256(BYTES),
      createdBy: 'Lan',
    });
    expect((await collect(readStoredFile(app.services.db, file.id))).equals(BYTES)).toBe(true);
    expect(asked).toEqual(['/B%E1%BA%A3ng%20gi%C3%A1.csv?version=2']);
  });

  it('takes the name that the server gives', async () => {
    expect(await get('/named')).toMatchObject({ name: 'giá mới.csv', mediaType: 'application/octet-stream' });
  });

  it('follows redirects', async () => {
    expect((await get('/1')).name).toBe('giá mới.csv');
    expect(asked).toEqual(['/1', '/2', '/moved', '/named']);
  });

  it.each<[string, string, Partial<FetchServices>, string]>([
    ['a host that is not listed', 'https://example.vn/x', {}, 'may not be fetched from https://example.vn.'],
    ['another port', 'http://127.0.0.1:1/x', {}, 'may not be fetched from http://127.0.0.1:1.'],
    ['any host where none is listed', '/named', { importHosts: [] }, 'may not be fetched'],
    ['http where https is listed', 'http://a.vn/x', { importHosts: ['a.vn'] }, 'may not be fetched from http://a.vn.'],
    ['a password', 'https://a:b@a.vn/x', { importHosts: ['a.vn'] }, 'must begin with https://'],
    ['a file', 'file:///etc/passwd', {}, 'must begin with https://'],
    ['no address', 'gia.csv', {}, 'must begin with https://'],
    ['this machine by name', 'http://localhost/x', { importHosts: ['http://localhost'] }, 'into an internal network'],
    ['no such host', 'https://a.invalid/x', { importHosts: ['a.invalid'] }, 'a.invalid cannot be reached (E'],
    ['a closed port', 'http://127.0.0.1:1/', { importHosts: ['http://127.0.0.1:1'] }, 'reached (ECONNREFUSED)'],
    ['redirects to elsewhere', '/away', {}, 'may not be fetched from http://127.0.0.1:1.'],
    ['redirects into the machine', '/into-the-machine', {}, 'must begin with https://'],
    ['four redirects', '/0', {}, 'more than 3 times'],
    ['a refusal', '/nothing', {}, 'answered 404'],
    ['an empty file', '/empty', {}, 'is empty'],
    ['half a file', '/cut', {}, 'broke off'],
    ['another protocol', '/switching', {}, 'answered 101'],
    ['a server that hangs up', '/hanging-up', {}, 'cannot be reached (ECONNRESET)'],
    ['a compressed answer', '/zipped', {}, 'compresses what it sends (gzip)'],
    [
      'a server that says nothing',
      '/silent',
      { timeouts: { idle: 100, total: 60_000 } },
      'cannot be reached (timeout)',
    ],
    ['a server that stops', '/slow', { timeouts: { idle: 100, total: 60_000 } }, 'broke off, or took too long'],
    ['a server that drips', '/dripping', { timeouts: { idle: 1_000, total: 200 } }, 'broke off, or took too long'],
  ])('refuses %s', async (_what, address, services, message) => {
    await expect(get(address, services)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      path: ['url'],
      message: expect.stringContaining(message),
    });
    expect(await countRows(app)).toEqual({ files: 0, chunks: 0 });
  });

  it.each(['/huge', '/endless'])('refuses %s', async (path) => {
    await expect(get(path)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED', path: ['url'] });
    expect(await countRows(app)).toEqual({ files: 0, chunks: 0 });
  });

  it('ends with the reason when it is told to, so that a job can go on later', async () => {
    const reason = new Error('stopping');
    await expect(get('/slow', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const stopping = new AbortController();
    const fetching = get('/dripping', { signal: stopping.signal });
    setTimeout(() => stopping.abort(reason), 200);
    await expect(fetching).rejects.toBe(reason);
    expect(await countRows(app)).toEqual({ files: 0, chunks: 0 });
  });
});
