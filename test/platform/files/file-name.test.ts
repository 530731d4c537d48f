import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName } from '../../../src/platform/files/file-name.ts';

const NAMES: [given: string, clean: string][] = [
  ['gia.csv', 'gia.csv'],
  ['Bảng giá sỉ (tháng 11).xlsx', 'Bảng giá sỉ (tháng 11).xlsx'],
  ['Bảng giá.csv'.normalize('NFD'), 'Bảng giá.csv'],
  ['/etc/passwd', 'passwd'],
  ['C:\\Users\\Lan\\gia.csv', 'gia.csv'],
  ['../..', 'file'],
  ['..', 'file'],
  ['', 'file'],
  [' \t', 'file'],
  ['a/', 'file'],
  ['  gia.csv \n', 'gia.csv'],
  ['gia\r\nset-cookie: x.csv', 'giaset-cookie: x.csv'],
  ['gia\u0000.csv', 'gia.csv'],
  ['gia\u202evsc.exe', 'giavsc.exe'],
  ['\ufeffgia.csv', 'gia.csv'],
  ['gia\ud800.csv', 'gia\ufffd.csv'],
  [`${'ă'.repeat(300)}.csv`, `${'ă'.repeat(196)}.csv`],
  ['🌶'.repeat(300), '🌶'.repeat(200)],
  [`a.${'b'.repeat(300)}`, `a.${'b'.repeat(198)}`],
];

describe('cleanFileName', () => {
  it.each(NAMES)('makes of %j %j', (given, clean) => {
    expect(cleanFileName(given)).toBe(clean);
  });

  it('leaves what it has cleaned as it is: 1 to 200 characters, without paths or control characters', () => {
    const text = fc.string({ unit: 'binary', maxLength: 500 });
    fc.assert(
      fc.property(text, (given) => {
        const clean = cleanFileName(given);
        expect(cleanFileName(clean)).toBe(clean);
        expect([...clean].length).toBeGreaterThan(0);
        expect([...clean].length).toBeLessThanOrEqual(200);
        expect(clean).not.toMatch(/[/\\\p{Cc}]/u);
      }),
      { numRuns: 200 },
    );
  });
});
