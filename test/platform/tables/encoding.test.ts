import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../seeds/read-data.ts';
import { decodeText } from '../../../src/platform/tables/decode.ts';
import type { Encoding } from '../../../src/platform/tables/encoding.ts';
import { toTcvn3, toVni, toWindows1258 } from './legacy-encodings.ts';
import { readTable } from './read-table.ts';

const NAMES = readCsv<'product'>('specialities.csv').map(({ product }) =>
  product.normalize('NFC').replace(/[",\n]/g, ' '),
);
const TONED = NAMES.filter((name) => /[à-ỹđ].*[à-ỹđ]/i.test(name));

const encoders: Record<Encoding, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(text, 'utf16le').swap16(),
  'WINDOWS-1258': toWindows1258,
  TCVN3: toTcvn3,
  VNI: toVni,
};

const ENCODERS = Object.entries(encoders) as [Encoding, (text: string) => Buffer][];

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('detectEncoding', () => {
  it.each<[Encoding, Buffer, string]>([
    ['TCVN3', latin1('Céng hoµ x· héi chñ nghÜa ViÖt Nam'), 'Cộng hoà xã hội chủ nghĩa Việt Nam'],
    ['TCVN3', latin1('N\xadíc m¾m Phó Quèc'), 'Nước mắm Phú Quốc'],
    ['VNI', latin1('Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam'), 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
    ['VNI', latin1('NÖÔÙC MAÉM - ñöôøng myõ yû lyù kyø kî'), 'NƯỚC MẮM - đường mỹ ỷ lý kỳ kỵ'],
    ['WINDOWS-1258', Buffer.from('4efdf5ec63206de3ec6d205068fa205175f4ec63', 'hex'), 'Nước mắm Phú Quốc'],
  ])('reads %s as published tables have it', async (encoding, bytes, text) => {
    const table = await readTable(Buffer.concat([bytes, Buffer.from('\n')]));
    expect(table).toMatchObject({ encoding, rows: [[1, text]] });
  });

  it.each(ENCODERS)('tells %s, whatever the text', async (encoding, encode) => {
    const texts = fc.array(fc.constantFrom(...TONED), { minLength: 4, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(texts, async (names) => {
        const expected = encoding === 'TCVN3' ? names.map((name) => name.toLowerCase()) : names;
        const table = await readTable(encode(expected.map((name) => `12,${name},kg\r\n`).join('')));
        expect(table).toMatchObject({ encoding, delimiter: ',' });
        expect(table.rows.map(([, , name]) => name)).toEqual(expected.map((name) => name.trim() && name));
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('looks below a long beginning that says nothing', async () => {
    const plain = 'SP1,kg,12000\n'.repeat(20_000);
    for (const [encoding, encode] of ENCODERS.filter(([name]) => !name.startsWith('UTF-16'))) {
      const { rows, ...table } = await readTable(encode(`${plain}sp2,nước mắm phú quốc,chai\n`));
      expect(table.encoding).toBe(encoding);
      expect(rows.at(-1)).toEqual([20_001, 'sp2', 'nước mắm phú quốc', 'chai']);
    }
  });
});

describe('decodeText', () => {
  it.each(ENCODERS)('reads %s alike, however it is cut', async (encoding, encode) => {
    const text = fc.array(fc.constantFrom(...TONED, '\n', '\r\n', '😀', 'a', 'ô', 'ư'), { maxLength: 6 });
    const lossless = (given: string) => (encoding.startsWith('UTF') ? given : given.replaceAll('😀', ''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(9), { minLength: 1 }), async (given, cuts) => {
        const expected = lossless(given.join('')).toLowerCase();
        const bytes = encode(expected);
        const pieces: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const length = cuts[turn % cuts.length]! + 1;
          pieces.push(bytes.subarray(at, at + length));
          at += length;
        }
        let read = '';
        for await (const piece of decodeText(Readable.from(pieces), encoding)) read += piece;
        expect(read.normalize('NFC')).toBe(expected.replaceAll('\r\n', '\n'));
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
