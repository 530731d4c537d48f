import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/platform/config.ts';
import { type ImportHost, readImportHost } from '../../../src/platform/files/import-hosts.ts';
import { isPublicAddress } from '../../../src/platform/files/open-url.ts';

const ENTRIES: [entry: string, host: ImportHost | null][] = [
  ['files.example.vn', { origin: 'https://files.example.vn', internal: false }],
  ['Files.Example.vn', { origin: 'https://files.example.vn', internal: false }],
  ['https://files.example.vn', { origin: 'https://files.example.vn', internal: false }],
  ['http://files.example.vn', { origin: 'http://files.example.vn', internal: false }],
  ['files.example.vn:8443', { origin: 'https://files.example.vn:8443', internal: true }],
  ['files.example.vn:443', { origin: 'https://files.example.vn', internal: true }],
  ['http://10.0.0.5:8080', { origin: 'http://10.0.0.5:8080', internal: true }],
  ['10.0.0.5', { origin: 'https://10.0.0.5', internal: true }],
  ['http://[::1]:80', { origin: 'http://[::1]', internal: true }],
  ['[fd00::1]', { origin: 'https://[fd00::1]', internal: true }],
  ['', null],
  ['*', null],
  ['*.example.vn', null],
  ['ftp://example.vn', null],
  ['example.vn/files', null],
  ['a:b@example.vn', null],
  ['example.vn:port', null],
  ['fd00::1', null],
];

describe('an entry of IMPORT_HOSTS', () => {
  it.each(ENTRIES)('%j is %j', (entry, host) => {
    expect(readImportHost(entry)).toEqual(host);
  });

  it('stands in the configuration', () => {
    const environment = { IMPORT_HOSTS: 'files.example.vn, http://10.0.0.5:8080' };
    expect(readConfig(environment).IMPORT_HOSTS).toEqual(['files.example.vn', 'http://10.0.0.5:8080']);
    expect(readConfig({}).IMPORT_HOSTS).toEqual([]);
    expect(() => readConfig({ IMPORT_HOSTS: 'example.vn/x' })).toThrow('IMPORT_HOSTS="example.vn/x" holds something');
  });
});

describe('isPublicAddress', () => {
  it.each([
    ['8.8.8.8', true],
    ['103.1.200.5', true],
    ['2001:ee0::1', true],
    ['127.0.0.1', false],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
  ])('%s: %s', (address, open) => {
    expect(isPublicAddress(address)).toBe(open);
  });
});
