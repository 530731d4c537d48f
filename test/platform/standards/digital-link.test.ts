import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitalLink } from '../../../src/platform/standards/digital-link.ts';

const CHARACTERS = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

describe('digitalLink', () => {
  it.each([
    ['9506000134352', {}, 'https://id.gs1.org/01/09506000134352'],
    ['09520123456788', {}, 'https://id.gs1.org/01/09520123456788'],
    ['614141007349', {}, 'https://id.gs1.org/01/00614141007349'],
    ['73513537', {}, 'https://id.gs1.org/01/00000073513537'],
    ['09520123456788', { lot: 'ABC1' }, 'https://id.gs1.org/01/09520123456788/10/ABC1'],
    ['09520123456788', { lot: null }, 'https://id.gs1.org/01/09520123456788'],
    ['09520123456788', { base: 'https://example.com' }, 'https://example.com/01/09520123456788'],
    [
      '09520123456788',
      { base: 'https://example.com/some-extra/pathinfo/' },
      'https://example.com/some-extra/pathinfo/01/09520123456788',
    ],
    ['09520123456788', { lot: 'A/B%' }, 'https://id.gs1.org/01/09520123456788/10/A%2FB%25'],
    ['09520123456788', { lot: "!'()*" }, 'https://id.gs1.org/01/09520123456788/10/%21%27%28%29%2A'],
    ['09520123456788', { lot: '-._' }, 'https://id.gs1.org/01/09520123456788/10/-._'],
    [
      '09520123456788',
      { base: 'http://localhost:4000', lot: '"&+,:;<=>?' },
      'http://localhost:4000/01/09520123456788/10/%22%26%2B%2C%3A%3B%3C%3D%3E%3F',
    ],
  ])('of %s with %j is %s', (gtin, options, link) => {
    expect(digitalLink(gtin, options)).toBe(link);
  });

  it.each([
    ['9506000134353', {}],
    ['', {}],
    ['9506000134352', { lot: '' }],
    ['9506000134352', { lot: 'x'.repeat(21) }],
    ['9506000134352', { lot: 'lô 1' }],
    ['9506000134352', { lot: 'LÔ1' }],
    ['9506000134352', { lot: 'A#1' }],
    ['9506000134352', { lot: '..' }],
    ['9506000134352', { base: 'example.com' }],
    ['9506000134352', { base: 'ftp://example.com' }],
    ['9506000134352', { base: 'https://example.com/?a=b' }],
  ])('refuses %s with %j', (gtin, options) => {
    expect(() => digitalLink(gtin, options)).toThrow(RangeError);
  });

  it('gives the lot back to who reads the link', () => {
    const lots = fc
      .string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: 20 })
      .filter((lot) => !/^\.\.?$/.test(lot));
    fc.assert(
      fc.property(lots, (lot) => {
        const { href, pathname } = new URL(digitalLink('9506000134352', { lot }));
        expect(href).toMatch(/^[A-Za-z0-9\-._~:/%]+$/);
        expect(pathname.split('/').slice(1).map(decodeURIComponent)).toEqual(['01', '09506000134352', '10', lot]);
      }),
      { seed: 7 },
    );
  });
});
