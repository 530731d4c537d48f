import { describe, expect, it } from 'vitest';
import { fileLink, isGenuineLink, type SignedFile } from '../../../src/platform/files/file-link.ts';

const SECRET = new TextEncoder().encode('a secret that only the tests know');
const FILE = { id: '01936f2a-0000-7000-8000-000000000001', name: 'Bảng giá 100%.csv' };

const link = fileLink(SECRET, FILE, new Date('2026-11-22T05:00:00.900Z'));
const { pathname, searchParams } = new URL(link, 'http://localhost');
const signed: SignedFile = {
  id: pathname.split('/')[2]!,
  expires: searchParams.get('expires')!,
  signature: searchParams.get('signature')!,
};

describe('a link to a file', () => {
  it('tells id, name and whole seconds', () => {
    expect(pathname).toBe(`/files/fil_${FILE.id}/B%E1%BA%A3ng%20gi%C3%A1%20100%25.csv`);
    expect(signed.expires).toBe('1795323600');
  });

  it('is genuine', () => {
    expect(isGenuineLink(SECRET, signed)).toBe(true);
  });

  it.each<[string, Partial<SignedFile>]>([
    ['another file', { id: 'fil_01936f2a-0000-7000-8000-000000000002' }],
    ['a later instant', { expires: '1795323601' }],
    ['no instant', { expires: 'undefined' }],
    ['the instant written otherwise', { expires: '01795323600' }],
    ['no signature', { signature: '' }],
    ['half of the signature', { signature: signed.signature.slice(0, 20) }],
    ['another signature', { signature: `${signed.signature[0] === 'A' ? 'B' : 'A'}${signed.signature.slice(1)}` }],
    ['the same bytes written otherwise', { signature: `${signed.signature}=` }],
  ])('is forged with %s', (_what, change) => {
    expect(isGenuineLink(SECRET, { ...signed, ...change })).toBe(false);
  });

  it('is forged with another secret', () => {
    expect(isGenuineLink(new TextEncoder().encode('another secret'), signed)).toBe(false);
  });
});
